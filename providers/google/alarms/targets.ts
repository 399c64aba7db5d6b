/** What alarms watch on Google: labels of its metrics, and what percentages are of. */
import { ComputeRouterNat } from '@cdktf/provider-google/lib/compute-router-nat';

import {
  type Cache,
  describeServer,
  type FoundTargets,
  inRegion,
  type Server,
  type TargetKinds,
  type TargetOf,
  type Watched,
  wordsOf,
} from '../../../constructs/alarms';
import type { AlarmsDeps } from '../../../constructs/cloud';
import type { RegionRole } from '../../../constructs/environment/targets';
import { storageLimit } from '../../../constructs/managed-postgres';
import { present } from '../../../core/invariant';
import { compact } from '../../../core/records';
import { skuOf } from '../../../core/sizing/choices';
import { URL_MAP } from '../load-balancer/lookup';
import { replicaRequirement, tierRequirement } from '../managed-postgres/tiers';
import { formOf, type RedisForm } from '../managed-redis/redis-form';
import { databases as catalogue } from '../shared/catalogue';
import type { GoogleTypes } from '../types';

/** One thing that metrics are of. */
export interface Target {
  /** Words of its alarms' names. */
  readonly words: readonly string[];
  /** What it is, for people. */
  readonly what: string;
  /** The monitored resource that it is. */
  readonly resource: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface ServerTarget extends Target {
  readonly diskGiB: number;
  /** The most that it lets in. */
  readonly connections: number;
}

interface CacheTarget extends Target {
  readonly metrics: { readonly memory: string; readonly evictions: string };
}

type Kinds = TargetKinds<Target, ServerTarget, CacheTarget>;

/** The target of each alarm. */
export type Targets = TargetOf<Kinds>;

type Deps = Pick<
  AlarmsDeps<GoogleTypes>,
  'foundation' | 'network' | 'databases' | 'caches' | 'loadBalancer' | 'nameInEdge'
>;

export const targetsIn = (watched: Watched, deps: Deps): FoundTargets<Kinds> => ({
  database: watched.database.map((server) => serverTarget(server, deps)),
  replica: watched.replica.map((server) => serverTarget(server, deps)),
  vault: watched.vault.flatMap((server) => {
    const { vaults } = present(deps.databases[server.database], `databases.${server.database}`);
    return vaults ? [workflowTarget(server, vaults)] : [];
  }),
  restoreTest: watched.restoreTest.flatMap((server) => {
    const { restoreTests } = present(deps.databases[server.database], `databases.${server.database}`);
    return restoreTests.map((test) => workflowTarget(server, test, test.props.region));
  }),
  cache: watched.cache.map((cache) => cacheTarget(cache, deps)),
  entry: compact([deps.loadBalancer]).map(() => ({
    words: [],
    what: 'The load balancer',
    resource: 'https_lb_rule',
    labels: { url_map_name: deps.nameInEdge(...URL_MAP) },
  })),
  nat: natOf(deps).map(({ name }) => ({
    words: [],
    what: 'Cloud NAT',
    resource: 'nat_gateway',
    labels: { gateway_name: name },
  })),
});

const natOf = ({ network }: Deps): ComputeRouterNat[] => network.all(ComputeRouterNat);

function serverTarget(server: Server, { foundation, databases }: Deps): ServerTarget {
  const { database, props, replica } = server;
  const { instance, replicas } = present(databases[database], `databases.${database}`);
  const { name } = replica ? present(replicas[replica.name], replica.name) : instance;
  const requirement = replica ? replicaRequirement(props, replica.props) : tierRequirement(props);
  const { memoryGiB = requirement.memoryGiB } = skuOf(catalogue, requirement);
  return {
    words: wordsOf(server),
    what: describeServer(server),
    resource: 'cloudsql_database',
    labels: { database_id: `${foundation.target.project}:${name}` },
    diskGiB: storageLimit(props),
    connections: Number(props.parameters.max_connections) || defaultConnections(memoryGiB),
  };
}

const workflowTarget = (
  server: Server,
  { measuredAs }: { readonly measuredAs: string },
  region: RegionRole = 'primary',
): Target => ({
  ...inRegion(server, region),
  resource: 'workflows.googleapis.com/Workflow',
  labels: { workflow_id: measuredAs },
});

/** docs.cloud.google.com/sql/docs/postgres/flags: `max_connections` by memory, from so many GB on. */
const CONNECTIONS: readonly (readonly [memoryGb: number, connections: number])[] = [
  [120, 1000],
  [60, 800],
  [30, 600],
  [15, 500],
  [7.5, 400],
  [6, 200],
  [3.75, 100],
  [1.7, 50],
];
const FEWEST_CONNECTIONS = 25;

const defaultConnections = (memoryGb: number): number =>
  CONNECTIONS.find(([least]) => memoryGb >= least)?.[1] ?? FEWEST_CONNECTIONS;

interface Service {
  readonly resource: string;
  readonly label: string;
  readonly metrics: CacheTarget['metrics'];
}

const SERVICES: Readonly<Record<RedisForm, Service>> = {
  instance: {
    resource: 'redis_instance',
    label: 'instance_id',
    metrics: {
      memory: 'redis.googleapis.com/stats/memory/usage_ratio',
      evictions: 'redis.googleapis.com/stats/evicted_keys',
    },
  },
  cluster: {
    resource: 'redis.googleapis.com/Cluster',
    label: 'cluster_id',
    metrics: {
      memory: 'redis.googleapis.com/cluster/memory/maximum_utilization',
      evictions: 'redis.googleapis.com/cluster/stats/total_evicted_keys_count',
    },
  },
  valkey: {
    resource: 'memorystore.googleapis.com/Instance',
    label: 'instance_id',
    metrics: {
      memory: 'memorystore.googleapis.com/instance/memory/maximum_utilization',
      evictions: 'memorystore.googleapis.com/instance/stats/total_evicted_keys_count',
    },
  },
};

function cacheTarget({ cache, props }: Cache, { caches }: Deps): CacheTarget {
  const { store } = present(caches[cache], `caches.${cache}`);
  const { resource, label, metrics } = SERVICES[formOf(props)];
  return { words: [cache], what: `Cache "${cache}"`, resource, labels: { [label]: store.measuredAs }, metrics };
}
