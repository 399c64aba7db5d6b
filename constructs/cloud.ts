/**
 * Cloud: the contract that a provider fulfils, with a kit for each construct and the classes that all constructs use.
 * The compiler checks that every cloud is complete; nothing else in `constructs/` knows which clouds exist.
 */
import type { Construct } from 'constructs';

import type { EnvironmentStack } from '../core/cdktf/stack';
import type { NameLimit } from '../core/names';
import type { CloudAlarms } from '../core/operations/alarm';
import type { CloudBackups } from '../core/operations/backup';
import type { CloudRecovery } from '../core/operations/way';
import type { CloudNeeds } from '../core/rights/needs';
import type { CloudRights } from '../core/rights/right';
import type { RuleContext, RuleTable } from '../core/rules/rule';
import type { CloudName } from '../core/words/clouds';
import type { ServerExporter } from './addons/monitoring/exporters';
import type { GatewayCdn } from './cdn/contract';
import type { BucketCdnProps, GatewayCdnProps } from './cdn/schema';
import type { CloudLookup, CloudLookupProps } from './cloud-lookup/contract';
import type { Cluster } from './cluster/contract';
import type { ExistingClusterRef } from './cluster/schema';
import type { Invalidation, InvalidationProps } from './deploy-identity/invalidation';
import type { DnsZone } from './dns-zone/contract';
import type { DnsZoneProps } from './dns-zone/schema';
import type { Drill, DrillProps } from './drill';
import type { KeyKind, Keys, KeysProps } from './encryption-key';
import type { RegionLoss } from './environment/recovery';
import type { Environment } from './environment/schema';
import type { Target } from './environment/targets';
import type { Foundation, FoundationProps } from './foundation/contract';
import type { Infrastructure } from './infrastructure';
import type { Frontend, LoadBalancer } from './load-balancer/contract';
import type { LoadBalancerProps } from './load-balancer/schema';
import type { ManagedPostgres } from './managed-postgres/contract';
import type { Followed } from './managed-postgres/restore';
import type { ManagedRedis } from './managed-redis/contract';
import type { Network } from './network/contract';
import type { ExistingNetworkRef } from './network/schema';
import type { Notification } from './notification';
import type { Notifications } from './notification/channels';
import type { ObjectStore } from './object-store/contract';
import type { ChangesFor, CloudConstructKind, ContractOf, ParityFor, PropsOf } from './registry';
import type { Resolved, SecretsUsed } from './resolved';
import type { SecretStoreProps } from './secret-store/contract';
import type { Guarded, WebFirewall } from './web-firewall/contract';
import type { WebFirewallProps } from './web-firewall/schema';
import type { Right, StoredSecret, WorkloadIdentity, WorkloadIdentityProps } from './workload-identity/contract';

/** A cloud's own types: its constructs may use members of each other that the neutral classes do not have. */
export interface CloudTypes {
  readonly target: Target;
  readonly foundation: Foundation;
  readonly keys: Keys;
  readonly notification: Notification;
  readonly network: Network;
  readonly cluster: Cluster;
  readonly dnsZone: DnsZone;
  readonly objectStore: ObjectStore;
  readonly managedPostgres: ManagedPostgres;
  readonly managedRedis: ManagedRedis;
  readonly loadBalancer: LoadBalancer;
  readonly webFirewall: WebFirewall;
  readonly frontend: Frontend;
}

/** Context of a cloud's rules. */
export interface CloudRuleContext<T extends Target = Target> extends RuleContext<Environment, T> {
  /** Names of databases and caches that the cluster connects to. */
  readonly connections: SecretsUsed['connections'];
}

/** Constructs that every other construct of a cloud uses. */
export interface Deps<C extends CloudTypes = CloudTypes> {
  readonly foundation: C['foundation'];
  readonly keys: C['keys'];
  readonly network: C['network'];
  /** Exporters that sign in to databases and caches. */
  readonly exporters: readonly ServerExporter[];
}

/** What sends messages uses of its stack. */
export interface BudgetDeps<C extends CloudTypes = CloudTypes> extends Pick<Deps<C>, 'foundation'> {
  /** Those to which they send messages, by name. */
  readonly notifications: Notifications<C['notification']>;
  /** The name of the environment that stands by for this one. @default - none does */
  readonly standingBy?: string | undefined;
}

export interface AccountDeps<C extends CloudTypes = CloudTypes> extends BudgetDeps<C> {
  /** What is made after it, by its names. */
  readonly infrastructure: Infrastructure;
}

/** What alarms use: whom they call, and what they watch, by name. */
export interface AlarmsDeps<C extends CloudTypes = CloudTypes> extends BudgetDeps<C> {
  readonly environment: Environment;
  readonly network: C['network'];
  readonly databases: Readonly<Record<string, C['managedPostgres']>>;
  readonly caches: Readonly<Record<string, C['managedRedis']>>;
  readonly loadBalancer?: C['loadBalancer'] | undefined;
  /** What the edge stack has, as a stack that is applied before it knows it: by its names. */
  readonly nameInEdge: (limit: NameLimit, ...resource: string[]) => string;
}

/** What the half of a load balancer uses that is made before the gateway. */
export interface BalancerDeps<C extends CloudTypes = CloudTypes> extends Pick<Deps<C>, 'foundation' | 'network'> {
  readonly cluster: C['cluster'];
  /** The gateway's own name, and the zone that it is in. */
  readonly origin: { readonly host: string; readonly zone: C['dnsZone'] };
  /** What asks its requests first, in the edge stack. @default - nothing does */
  readonly firewall?: WebFirewallProps | undefined;
  /** Whether clients reach it through a Cdn alone. */
  readonly isBehindCdn: boolean;
}

/** What a construct of the edge uses of its stack, and of the infrastructure stack, which it knows by names. */
export interface EdgeDeps<C extends CloudTypes = CloudTypes> extends Pick<Deps<C>, 'foundation'> {
  readonly infrastructure: Infrastructure;
}

/** What a firewall uses. */
export interface FirewallDeps<C extends CloudTypes = CloudTypes> extends EdgeDeps<C> {
  readonly guarded: Guarded;
}

/** What a Cdn uses, and the half of a load balancer that knows its hosts. */
export interface FrontendDeps<C extends CloudTypes = CloudTypes> extends EdgeDeps<C> {
  /** What asks its requests first. @default - nothing does */
  readonly firewall?: C['webFirewall'] | undefined;
}

/** Constructs that a cloud identity uses: the cluster that vouches for it, and the resources it may get rights to. */
export interface IdentityDeps<F, O, D, R, Z> {
  readonly foundation: F;
  readonly cluster: Cluster;
  readonly stores: Readonly<Record<string, O>>;
  readonly databases: Readonly<Record<string, D>>;
  readonly caches: Readonly<Record<string, R>>;
  /**
   * The stored secrets to which rights are given, each once, by names for what gives them. A database or cache may have two: the
   * credentials of its owner or of a user, and its connection details.
   */
  readonly secrets: (rights: readonly Right[]) => Readonly<Record<string, StoredSecret>>;
  readonly dnsZones: Readonly<Record<string, Z>>;
}

/** What a Cdn before the gateway uses: the half of the load balancer that knows its hosts. */
export interface GatewayCdnDeps<C extends CloudTypes = CloudTypes> extends FrontendDeps<C> {
  readonly frontend: C['frontend'];
}

/** One environment on a cloud, for rules about two of them. */
export interface Neighbour<T extends Target = Target> extends Pick<Resolved, 'identities'> {
  readonly environment: Environment;
  readonly target: T;
  /** The environment for which it stands by. @default - none */
  readonly standsBy?: { readonly for: { readonly environment: Environment } };
}

type Constructor<P, D, T> = new (scope: Construct, id: string, props: P, deps: D) => T;

/** Props that a construct is created from. All secrets of an environment are created at once, by the secret store. */
type CreatedFrom<K extends CloudConstructKind> = K extends 'secret'
  ? SecretStoreProps
  : K extends 'cdn'
    ? BucketCdnProps
    : PropsOf<K>;
type Created<K extends CloudConstructKind, C extends CloudTypes> = K extends keyof C ? C[K] : ContractOf<K>;
type DepsOf<K, C extends CloudTypes> = K extends 'network' | 'notification'
  ? Pick<Deps<C>, 'foundation'>
  : K extends 'account'
    ? AccountDeps<C>
    : K extends 'budget' | 'uptimeCheck'
      ? BudgetDeps<C>
      : K extends 'alarms'
        ? AlarmsDeps<C>
        : K extends 'webFirewall'
          ? FirewallDeps<C>
          : K extends 'cdn'
            ? FrontendDeps<C>
            : K extends 'loadBalancer'
              ? BalancerDeps<C>
              : Deps<C>;

/** The environment that makes something, for another one that knows it by its name. */
export interface Maker<T extends Target = Target> {
  readonly infrastructure: Infrastructure;
  readonly target: T;
}

/** Constructs that may exist already, and how an environment refers to them. */
interface Existing {
  readonly network: ExistingNetworkRef;
  readonly cluster: ExistingClusterRef;
}

/** A cloud's part of one construct: its class, rules and parity. */
export type Kit<K extends CloudConstructKind, C extends CloudTypes = CloudTypes> = {
  readonly create: Constructor<CreatedFrom<K>, DepsOf<K, C>, Created<K, C>>;
  /** Refuse at synthesis what this cloud would refuse at apply. */
  readonly rules: RuleTable<PropsOf<K>, CloudRuleContext<C['target']>>;
  /** Warnings, which do not stop synthesis, such as versions near their end of support. @default - none */
  readonly warnings?: RuleTable<PropsOf<K>, CloudRuleContext<C['target']>>;
  readonly parity: ParityFor<K>;
  /** What a change of each property does to what exists. */
  readonly changes: ChangesFor<K>;
} & (K extends keyof Existing
  ? { readonly existing: Constructor<Existing[K], DepsOf<K, C>, Created<K, C>> }
  : unknown) &
  (K extends 'loadBalancer'
    ? {
        /** Its half in the edge stack. */
        readonly frontend: Constructor<LoadBalancerProps, FrontendDeps<C>, C['frontend']>;
      }
    : unknown) &
  (K extends 'cdn'
    ? {
        /** One before the gateway. */
        readonly ofGateway: Constructor<GatewayCdnProps, GatewayCdnDeps<C>, GatewayCdn>;
      }
    : unknown) &
  (K extends 'dnsZone'
    ? {
        /** What the cloud calls a zone that an environment makes, as `existing` of another one names it. */
        readonly madeAs: (id: string, zone: DnsZoneProps, of: Maker<C['target']>) => string;
      }
    : unknown) &
  (K extends 'managedPostgres'
    ? {
        /** What the cloud calls a server that an environment makes, as `restore.replicaOf` of another one names it. */
        readonly madeAs: (id: string, of: Maker<C['target']>) => Followed;
      }
    : unknown) &
  (K extends 'network'
    ? {
        /**
         * What the network of another environment says in which replicas follow the servers of this one, as a user would write it.
         * @default - nothing
         */
        readonly joinedTo?: (of: Maker<C['target']>) => object;
      }
    : unknown) &
  (K extends 'deployIdentity'
    ? {
        /** Its half in the edge stack. */
        readonly invalidation: Constructor<InvalidationProps, EdgeDeps<C>, Invalidation>;
      }
    : unknown);

export interface Cloud<C extends CloudTypes = CloudTypes> {
  readonly name: CloudName;
  /** Name for messages and pages: `AWS (EKS)`. */
  readonly title: string;
  /** Whether each resource is tagged, because the provider has no default tags. */
  readonly tagEachResource: boolean;
  /** Id of the account, subscription or project. */
  readonly account: (target: C['target']) => string;
  /** Adds the providers that the stack's resources need. */
  readonly configure: (stack: EnvironmentStack, target: C['target']) => void;

  /** Resources that all constructs share, such as the resource group. */
  readonly Foundation: new (scope: Construct, id: string, props: FoundationProps<C['target']>) => C['foundation'];
  /** The environment's encryption keys. */
  readonly keys: {
    readonly create: Constructor<KeysProps, Pick<Deps<C>, 'foundation'>, C['keys']>;
    /** Kinds of use that need a key of the environment. */
    readonly kinds: readonly KeyKind[];
  };
  readonly WorkloadIdentity: Constructor<
    WorkloadIdentityProps,
    IdentityDeps<C['foundation'], C['objectStore'], C['managedPostgres'], C['managedRedis'], C['dnsZone']>,
    WorkloadIdentity
  >;
  /** Tells people, by the clock, to rehearse the recovery. */
  readonly Drill: Constructor<DrillProps, BudgetDeps<C>, Drill>;
  /** Gives the platform stack access to the cluster and the names of cloud resources. */
  readonly CloudLookup: new (
    scope: Construct,
    id: string,
    props: CloudLookupProps<C['target']>,
  ) => CloudLookup<C['target']>;

  /** What is lost with the region of a database whose backups are copied to another one. */
  readonly backupCopies: RegionLoss;
  /** How the alarms and backups are read that a stack has. */
  readonly alarms: CloudAlarms;
  readonly backups: CloudBackups;
  /** By which commands what a stack has comes back. */
  readonly recovery: CloudRecovery;
  /** How the rights are read that a stack grants. */
  readonly rights: CloudRights;
  /** What whoever runs Terraform must be allowed. */
  readonly needs: CloudNeeds<C['target']>;

  /** Refuse what a target of this cloud says, or does not say, of an environment. @default - nothing */
  readonly targetRules?: RuleTable<Environment, C['target']>;
  /** Refuse an environment beside another, in whose context they are checked. @default - environments share nothing */
  readonly neighbourRules?: RuleTable<Neighbour<C['target']>, Neighbour<C['target']>>;

  readonly kits: { readonly [K in CloudConstructKind]: Kit<K, C> };
}

/**
 * Checks that a cloud is complete and that its classes fit each other. Only here its own types are dropped, which is
 * safe because a stack only combines classes of one cloud.
 */
export const defineCloud = <C extends CloudTypes>(cloud: Cloud<C>): Cloud => cloud as unknown as Cloud;

export type Clouds = Readonly<Record<CloudName, Cloud>>;
