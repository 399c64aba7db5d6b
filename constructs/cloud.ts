/**
 * Cloud: the contract that a provider fulfils: one class for each construct, its rules and its parity table. The
 * compiler makes every cloud complete; nothing else in `constructs/` knows which clouds there are.
 */
import type { Construct } from 'constructs';
import type { StoredSecret, WorkloadIdentity, WorkloadIdentityProps } from './workload-identity/contract';
import type { CloudServices, CloudServicesProps } from './cloud-services/contract';
import type { Cluster } from './cluster/contract';
import type { ClusterProps, ExistingClusterRef } from './cluster/schema';
import type { EncryptionKey, EncryptionKeyProps } from './encryption-key/contract';
import type { Foundation, FoundationProps } from './foundation/contract';
import type { ManagedPostgres } from './managed-postgres/contract';
import type { ManagedPostgresProps } from './managed-postgres/schema';
import type { ManagedRedis } from './managed-redis/contract';
import type { ManagedRedisProps } from './managed-redis/schema';
import type { ExistingNetworkRef, NetworkProps } from './network/schema';
import type { Network } from './network/contract';
import type { ObjectStore } from './object-store/contract';
import type { ObjectStoreProps } from './object-store/schema';
import type { CloudConstructKind, ConstructProps, Parity } from './kinds';
import type { RuleContext, RuleTable } from '../core/rules/rule';
import type { Secret, SecretProps } from './secret/contract';
import type { SecretStore, SecretStoreProps } from './secret-store/contract';
import type { EnvironmentStack } from '../core/cdktf/stack';
import type { Target } from './environment/targets';
import type { Environment } from './environment/schema';
import type { CloudName } from '../core/words/clouds';
export type { CloudName };

type Constructor<P, On, T> = new (scope: Construct, id: string, props: P, on: On) => T;

/** What a cloud's rules may look at. */
export type CloudRuleContext<T extends Target = Target> = RuleContext<Environment, T>;

/** A cloud's own rules, for each kind of construct. Their messages are told with the cloud's name. */
export type CloudRules<T extends Target = Target> = {
  readonly [K in CloudConstructKind]: RuleTable<ConstructProps[K], CloudRuleContext<T>>;
};

/** What an identity in the cloud stands on: the cluster that vouches for it, and what it may be given rights to. */
export interface IdentityDeps<F, O> {
  readonly foundation: F;
  readonly cluster: Cluster;
  readonly stores: Readonly<Record<string, O>>;
  /** The secrets that a name stands for: a database's are two, its credentials and where it is to be found. */
  readonly secrets: (id: string) => readonly StoredSecret[];
  readonly dnsZones: Environment['dnsZones'];
}

export interface Cloud<F extends Foundation<T>, N extends Network, T extends Target, O extends ObjectStore> {
  readonly name: CloudName;
  /** For people: `AWS (EKS)`. */
  readonly title: string;
  /** True where the provider has no default tags. */
  readonly tagEachResource: boolean;
  /** What tells this account from all others, for names that must be unique beyond it. */
  readonly account: (target: T) => string;
  /** Adds the providers that the stack's resources need. */
  readonly configure: (stack: EnvironmentStack, target: T) => void;

  readonly Foundation: new (scope: Construct, id: string, props: FoundationProps<T>) => F;
  readonly Network: Constructor<NetworkProps, { foundation: F }, N>;
  readonly ExistingNetwork: Constructor<ExistingNetworkRef, { foundation: F }, N>;
  readonly Cluster: Constructor<ClusterProps, { foundation: F; network: N }, Cluster>;
  readonly ExistingCluster: Constructor<ExistingClusterRef, { foundation: F }, Cluster>;
  readonly ManagedPostgres: Constructor<ManagedPostgresProps, { foundation: F; network: N }, ManagedPostgres>;
  readonly ManagedRedis: Constructor<ManagedRedisProps, { foundation: F; network: N }, ManagedRedis>;
  readonly ObjectStore: Constructor<ObjectStoreProps, { foundation: F; network: N }, O>;
  readonly EncryptionKey: Constructor<EncryptionKeyProps, { foundation: F; users: readonly string[] }, EncryptionKey>;
  readonly Secret: Constructor<SecretProps, { foundation: F; key: string | undefined }, Secret>;

  readonly SecretStore: Constructor<SecretStoreProps, { foundation: F }, SecretStore>;
  readonly WorkloadIdentity: Constructor<WorkloadIdentityProps, IdentityDeps<F, O>, WorkloadIdentity>;
  /** What runs in the cluster finds the cloud through this. */
  readonly Services: new (scope: Construct, id: string, props: CloudServicesProps<T>) => CloudServices<T>;

  readonly rules: CloudRules<T>;
  /** Things to know that do not stop synthesis: versions near their end. */
  readonly warnings: CloudRules<T>;
  readonly parity: Parity;
}

/** Any cloud, where its own types do not matter: they meet again in the object literal that `satisfies Cloud<…>`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyCloud = Cloud<any, any, any, any>;
export type Clouds = Readonly<Record<CloudName, AnyCloud>>;
