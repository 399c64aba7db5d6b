/**
 * A pilot light, or a warm standby: the environment that stands by in the second region. It is derived from the environment that it
 * recovers, and is planned, checked and written like any other, under a name of its own.
 */
import { isPlain, patch } from '../../core/patch';
import { mapValues } from '../../core/records';
import type { CloudName } from '../../core/words/clouds';
import type { EncryptionKeySetting } from '../../core/words/encryption';
import type { ClusterProps } from '../cluster/schema';
import { isTestedThere } from '../managed-postgres/backups';
import type { Followed } from '../managed-postgres/restore';
import { notificationsOf } from '../notification/named';
import { type Peer, workloadOf } from '../workload/peers';
import { isManaged } from './managed';
import { hasStandby, isFollowed, isReplicated } from './recovery';
import type { Environment } from './schema';

/** An environment as its user wrote it. */
type Written = Readonly<Record<string, unknown>>;

/** The name of the environment that stands by for another. */
export const standbyEnvironment = (environment: string): string => `${environment}-r`;

/** Whether an environment that nobody has checked asks for one. */
export const hasStandbyUnchecked = ({ recovery }: { readonly recovery?: unknown }): boolean =>
  isPlain(recovery) && (recovery.mode === 'pilot-light' || recovery.mode === 'warm-standby');

/** The name of the environment that stands by for another, if one does. */
export const standingBy = ({ environment, recovery }: Environment): string | undefined =>
  recovery && hasStandby(recovery) ? standbyEnvironment(environment) : undefined;

/** What the second region has while the first one serves. */
const STANDING_BY: readonly string[] = [
  ...['system', 'environment', 'targets', 'costCenter', 'tags', 'state', 'incarnation', 'acknowledgements'],
  ...['keys', 'mirror', 'network', 'cluster', 'secrets', 'highAvailability'],
];

/** What it has besides where databases are replicated: the replicas, and alarms on them. */
const WITH_REPLICAS: readonly string[] = ['databases', 'alarms', 'notifications'];

/** What a warm standby gets when it serves: what is deployed, and what leads to it. */
const WHEN_SERVING: readonly string[] = [
  ...['workloads', 'charts', 'loadBalancer', 'webFirewalls', 'cdns', 'deployIdentities', 'extend'],
];

/** What the account has one of, or what is about both regions: the first environment keeps it. */
const OF_THE_FIRST = { recovery: null, account: null, budgets: null, uptimeChecks: null };

/** What a target says of the first region, or for the stack of the account. */
const OF_THE_FIRST_TARGET = { secondaryRegion: null, zones: null, adopt: null, issuers: null, costMonitor: null };

export interface Recovered {
  readonly environment: Environment;
  readonly cloud: CloudName;
  /** What the cloud calls the zone that the environment makes for an entry of `dnsZones`. */
  readonly zoneOf: (id: string) => string;
  /** What the cloud calls the server that the environment makes for an entry of `databases`. */
  readonly serverOf: (id: string) => Followed;
  /** What a network says in which replicas follow servers of the environment. */
  readonly joined: object;
}

/**
 * The environment that stands by for another, as a user would write it.
 * @param written the other, with its differences for the cloud
 */
export function standbyOf(written: Written, recovered: Recovered): Written {
  const { environment } = recovered;
  const { active, differences } = environment.recovery ?? {};
  const whole = patch(patch(written, inSecondRegion(recovered)), differences ?? {}) as Written;
  if (active === 'secondary') return whole;
  const standing = Object.fromEntries(Object.entries(whole).filter(([key]) => standsBy(key, environment)));
  return patch(standing, {
    cluster: asSmall(environment),
    databases: asReplicas(recovered),
    ...(isWarm(environment.recovery) && unused(environment)),
  }) as Written;
}

/** Whether a part of the environment stands by. */
const standsBy = (part: string, { recovery }: Environment): boolean =>
  isWarm(recovery)
    ? !WHEN_SERVING.includes(part)
    : STANDING_BY.includes(part) || (isReplicated(recovery) && WITH_REPLICAS.includes(part));

const isWarm = (recovery: Environment['recovery']): boolean => recovery?.mode === 'warm-standby';

const DATA_CLUSTERS = ['kafkaClusters', 'clickHouseClusters', 'searchClusters'] as const;

/** What deploys into the cluster, or takes the jobs of those that do: of which there is one at a time. */
const DEPLOYING = { argoCd: null, githubRunners: null };

/** Without what deploys; data clusters that no workload calls, and buckets that no Cdn serves, as there is none. */
const unused = ({ objectStores, ...environment }: Environment): object => ({
  ...Object.fromEntries(
    DATA_CLUSTERS.map((record) => [record, mapValues(environment[record] as Called, withoutWorkloads)]),
  ),
  objectStores: mapValues(objectStores, () => ({ public: null })),
  addons: DEPLOYING,
});

type Called = Readonly<Record<string, { readonly callers: readonly Peer[] }>>;

const withoutWorkloads = (_: string, { callers }: Called[string]): object => ({
  callers: callers.filter((caller) => workloadOf(caller) === undefined),
});

/** What only a server has that is written to. */
const NOT_OF_REPLICAS = {
  highAvailability: false,
  users: null,
  credentials: null,
  readReplicas: null,
  backups: { copyToSecondaryRegion: null, everyHours: null, copies: null, lock: null, restoreTest: null },
} as const;

/** Databases as replicas of the first region's, without those that have none. */
const asReplicas = ({ environment: { databases, recovery }, serverOf }: Recovered): object =>
  mapValues(databases, (id) =>
    isFollowed(id, recovery) ? { ...NOT_OF_REPLICAS, restore: { replicaOf: serverOf(id) } } : null,
  );

/** What stands by for an environment, as far as it has list prices; undefined where nothing does. */
export function pricedStandingBy(environment: Environment): Environment | undefined {
  const { recovery, cluster } = environment;
  if (!recovery || !hasStandby(recovery) || !cluster) return undefined;
  if (recovery.active === 'secondary') return environment;
  const small = patch(cluster, asSmall(environment)) as Environment['cluster'];
  const replicas = Object.fromEntries(
    Object.entries(environment.databases)
      .filter(([id]) => isFollowed(id, recovery))
      .map(([id, database]) => [id, { ...database, highAvailability: false, readReplicas: {} }]),
  );
  const none = { cdns: {}, webFirewalls: {}, loadBalancer: undefined, ...(!isWarm(recovery) && { caches: {} }) };
  return { ...environment, ...none, databases: replicas, cluster: small };
}

/** What the second region changes of the environment. */
function inSecondRegion({ environment, cloud, zoneOf, joined }: Recovered): object {
  const { targets, recovery, cluster, databases, caches, objectStores, dnsZones } = environment;
  const others = Object.fromEntries(Object.keys(targets).flatMap((name) => (name === cloud ? [] : [[name, null]])));
  return {
    ...OF_THE_FIRST,
    environment: standbyEnvironment(environment.environment),
    // So that budgets of the environment count it.
    tags: { Environment: environment.environment },
    targets: { ...others, [cloud]: { ...OF_THE_FIRST_TARGET, region: targets[cloud]?.secondaryRegion } },
    network: {
      ...{ cidr: recovery?.cidr, secondaryCidr: null, subnets: null },
      ...(isReplicated(recovery) && joined),
    },
    notifications: unnamedIn(environment),
    ...(cluster && isManaged(cluster) && { cluster: ownKey(cluster) }),
    databases: mapValues(databases, (id, database) => ({
      ...ownKey(database),
      restore: isFollowed(id, recovery) ? 'promoted' : null,
      backups: { copyToSecondaryRegion: null, copies: null, ...(isTestedThere(database) && OF_HERE) },
      readReplicas: mapValues(database.readReplicas, (__, { region }) => (region === 'secondary' ? null : {})),
    })),
    caches: mapValues(caches, (_, cache) => ({ ...ownKey(cache), restore: null })),
    objectStores: mapValues(objectStores, (_, store) => ({ ...ownKey(store), replication: null })),
    dnsZones: mapValues(dnsZones, (id, { existing }) => ({
      ...OF_THE_ZONE,
      existing: existing ?? { [cloud]: zoneOf(id) },
    })),
  };
}

/** There is no other region to test restores in. */
const OF_HERE = { restoreTest: { regions: null } };

/** An existing key belongs to the first region. */
const ownKey = ({ encryptionKey }: { readonly encryptionKey: EncryptionKeySetting }): object =>
  typeof encryptionKey === 'object' ? { encryptionKey: null } : {};

/** What is said of a zone by the environment that makes it. */
const OF_THE_ZONE = {
  records: null,
  parent: null,
  dnssec: null,
  queryLogs: null,
  certificateAuthorities: null,
  deletionProtection: null,
};

/** Notifications that only the first environment sends to. */
function unnamedIn({ notifications, ...environment }: Environment): Record<string, null | object> {
  const kept = { ...environment, account: undefined, recovery: undefined, budgets: {}, uptimeChecks: {} };
  const named = notificationsOf(kept, 'infrastructure');
  return mapValues(notifications, (name) => (named.has(name) ? {} : null));
}

/**
 * A cluster with as few nodes as it ever has; or one in which nothing of the environment runs: one node, for what the cloud itself puts
 * there.
 */
function asSmall({ cluster, recovery }: Environment): object {
  if (!cluster || !isManaged(cluster)) return {};
  const { nodePools } = cluster;
  if (isWarm(recovery)) return { nodePools: mapValues(nodePools, () => ({ desired: null })) };
  const first = firstFor(nodePools);
  return {
    access: null,
    logs: { containers: null },
    nodePools: mapValues(nodePools, (name, { min }) =>
      name === first ? { min: Math.min(min, 1), desired: null } : { min: 0, desired: 0 },
    ),
  };
}

/** The pool on which anything may run. */
const firstFor = (pools: ClusterProps['nodePools']): string | undefined =>
  Object.entries(pools).find(([, { spot, taints }]) => !spot && taints.length === 0)?.[0];
