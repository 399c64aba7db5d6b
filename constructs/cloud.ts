/**
 * Cloud: the contract that a provider fulfils: a kit for each construct, and the classes that all of them stand on. The
 * compiler makes every cloud complete; nothing else in `constructs/` knows which clouds there are.
 */
import type { Construct } from 'constructs';

import type { EnvironmentStack } from '../core/cdktf/stack';
import type { RuleContext, RuleTable } from '../core/rules/rule';
import type { CloudName } from '../core/words/clouds';
import type { CloudServices, CloudServicesProps } from './cloud-services/contract';
import type { Cluster } from './cluster/contract';
import type { ExistingClusterRef } from './cluster/schema';
import type { Environment } from './environment/schema';
import type { Target } from './environment/targets';
import type { Foundation, FoundationProps } from './foundation/contract';
import type { Network } from './network/contract';
import type { ExistingNetworkRef } from './network/schema';
import type { ObjectStore } from './object-store/contract';
import type { CloudConstructKind, ContractOf, ParityFor, PropsOf } from './registry';
import type { SecretsUsed } from './resolved';
import type { SecretStoreProps } from './secret-store/contract';
import type { StoredSecret, WorkloadIdentity, WorkloadIdentityProps } from './workload-identity/contract';

/** A cloud's own types, where its constructs know more of each other than the neutral classes say. */
export interface CloudTypes {
  readonly target: Target;
  readonly foundation: Foundation;
  readonly network: Network;
  readonly objectStore: ObjectStore;
}

/** What a cloud's rules may look at. */
export interface CloudRuleContext<T extends Target = Target> extends RuleContext<Environment, T> {
  /** Databases and caches that the cluster connects to. */
  readonly connections: SecretsUsed['connections'];
}

/** What constructs stand on. */
export interface Deps<C extends CloudTypes = CloudTypes> {
  readonly foundation: C['foundation'];
  readonly network: C['network'];
}

/** What an identity in the cloud stands on: the cluster that vouches for it, and what it may be given rights to. */
export interface IdentityDeps<F, O> {
  readonly foundation: F;
  readonly cluster: Cluster;
  readonly stores: Readonly<Record<string, O>>;
  /** The secrets that a name stands for: a database's are two, its credentials and where it is to be found. */
  readonly secrets: (id: string) => readonly StoredSecret[];
  readonly dnsZones: Environment['dnsZones'];
}

type Constructor<P, D, T> = new (scope: Construct, id: string, props: P, deps: D) => T;

/** What a construct is created from: all secrets of an environment are created at once. */
type CreatedFrom<K extends CloudConstructKind> = K extends 'secret' ? SecretStoreProps : PropsOf<K>;
type Created<K extends CloudConstructKind, C extends CloudTypes> = K extends keyof C ? C[K] : ContractOf<K>;
type DepsOf<K, C extends CloudTypes> = K extends 'network' ? Pick<Deps<C>, 'foundation'> : Deps<C>;

/** Constructs that may exist already, and what is said of them then. */
interface Existing {
  readonly network: ExistingNetworkRef;
  readonly cluster: ExistingClusterRef;
}

/** All that a cloud has of one construct. */
export type Kit<K extends CloudConstructKind, C extends CloudTypes = CloudTypes> = {
  readonly create: Constructor<CreatedFrom<K>, DepsOf<K, C>, Created<K, C>>;
  /** What this cloud refuses at apply. */
  readonly rules: RuleTable<PropsOf<K>, CloudRuleContext<C['target']>>;
  /** Things to know that do not stop synthesis, such as versions near their end. @default - none */
  readonly warnings?: RuleTable<PropsOf<K>, CloudRuleContext<C['target']>>;
  readonly parity: ParityFor<K>;
} & (K extends keyof Existing ? { readonly existing: Constructor<Existing[K], DepsOf<K, C>, Created<K, C>> } : unknown);

export interface Cloud<C extends CloudTypes = CloudTypes> {
  readonly name: CloudName;
  /** For people: `AWS (EKS)`. */
  readonly title: string;
  /** True where the provider has no default tags. */
  readonly tagEachResource: boolean;
  /** What tells this account from all others, for names that must be unique beyond it. */
  readonly account: (target: C['target']) => string;
  /** Adds the providers that the stack's resources need. */
  readonly configure: (stack: EnvironmentStack, target: C['target']) => void;

  /** What all constructs stand on. */
  readonly Foundation: new (scope: Construct, id: string, props: FoundationProps<C['target']>) => C['foundation'];
  readonly WorkloadIdentity: Constructor<
    WorkloadIdentityProps,
    IdentityDeps<C['foundation'], C['objectStore']>,
    WorkloadIdentity
  >;
  /** What runs in the cluster finds the cloud through this. */
  readonly Services: new (
    scope: Construct,
    id: string,
    props: CloudServicesProps<C['target']>,
  ) => CloudServices<C['target']>;

  readonly kits: { readonly [K in CloudConstructKind]: Kit<K, C> };
}

/**
 * Checks that a cloud is complete and that its classes fit each other. Its own types are forgotten here, and nowhere else:
 * stacks only ever bring together classes of one cloud.
 */
export const defineCloud = <C extends CloudTypes>(cloud: Cloud<C>): Cloud => cloud as unknown as Cloud;

export type Clouds = Readonly<Record<CloudName, Cloud>>;
