/** What alarms watch on AWS: dimensions of its metrics, and what percentages are of. */
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Fn } from 'cdktf';

import {
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
import { present } from '../../../core/invariant';
import { compact } from '../../../core/records';
import { skuOf } from '../../../core/sizing/choices';
import { primaryRequirement, replicaRequirement } from '../managed-postgres/managed-postgres';
import { databases as catalogue } from '../shared/catalogue';
import type { AwsTypes } from '../types';

/** One thing that metrics are of. */
export interface Target {
  /** Words of its alarms' names. */
  readonly words: readonly string[];
  /** What it is, for people. */
  readonly what: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Where its metrics are. @default - the environment's own region */
  readonly region?: string | undefined;
}

interface ServerTarget extends Target {
  readonly memoryGiB: number;
  readonly diskGiB: number;
  /** The most that it lets in. */
  readonly connections: number;
}

type Kinds = TargetKinds<Target, ServerTarget>;

/** The target of each alarm. */
export type Targets = TargetOf<Kinds>;

type Deps = Pick<AlarmsDeps<AwsTypes>, 'foundation' | 'network' | 'databases' | 'caches' | 'loadBalancer'>;

export const targetsIn = (watched: Watched, deps: Deps): FoundTargets<Kinds> => ({
  database: watched.database.map((server) => serverTarget(server, deps)),
  replica: watched.replica.map((server) => serverTarget(server, deps)),
  vault: watched.vault.map((server) => vaultTarget(server, deps)),
  restoreTest: watched.restoreTest.flatMap((server) =>
    (server.props.backups.restoreTest?.regions ?? []).map((role) => vaultTarget(server, deps, role)),
  ),
  cache: watched.cache.flatMap(({ cache }) => nodesOf(cache, deps)),
  entry: compact([deps.loadBalancer]).map(({ balancer, targets }) => ({
    words: [],
    what: 'The load balancer',
    dimensions: { LoadBalancer: balancer.arnSuffix, TargetGroup: targets.arnSuffix },
  })),
  nat: deps.network.all(NatGateway).map(({ id }, index) => ({
    words: [String(index + 1)],
    what: `NAT gateway ${index + 1}`,
    dimensions: { NatGatewayId: id },
  })),
});

function serverTarget(server: Server, { foundation, databases }: Deps): ServerTarget {
  const { database, props, replica } = server;
  const { instance, replicas } = present(databases[database], `databases.${database}`);
  const { identifier } = replica ? present(replicas[replica.name], replica.name) : instance;
  const requirement = replica ? replicaRequirement(props, replica.props) : primaryRequirement(props);
  const { memoryGiB = requirement.memoryGiB } = skuOf(catalogue, requirement);
  return {
    words: wordsOf(server),
    what: describeServer(server),
    dimensions: { DBInstanceIdentifier: identifier },
    region: replica && foundation.region(replica.props.region),
    memoryGiB,
    diskGiB: props.storage.sizeGiB,
    connections: Number(props.parameters.max_connections) || defaultConnections(memoryGiB),
  };
}

function vaultTarget(server: Server, { databases, foundation }: Deps, role: RegionRole = 'primary'): Target {
  const { vaults } = present(databases[server.database], `databases.${server.database}`);
  const { name } = present(vaults, `vaults of ${server.database}`).vaultIn(role);
  return { ...inRegion(server, role), dimensions: { BackupVaultName: name }, region: foundation.region(role) };
}

/**
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections: of memory without that of RDS itself,
 * which it does not tell.
 */
const defaultConnections = (memoryGiB: number): number => Math.min(Math.floor((memoryGiB * 2 ** 30) / 9_531_392), 5000);

/** ElastiCache measures nodes. Which of them is the primary changes. */
function nodesOf(cache: string, { caches }: Deps): Target[] {
  const { replicationGroup, props } = present(caches[cache], `caches.${cache}`);
  const nodes = Fn.sort(replicationGroup.memberClusters);
  return Array.from({ length: props.shards * (1 + props.replicas) }, (_, index) => ({
    words: [cache, String(index + 1)],
    what: `Node ${index + 1} of the cache "${cache}"`,
    dimensions: { CacheClusterId: Fn.element(nodes, index) as string },
  }));
}
