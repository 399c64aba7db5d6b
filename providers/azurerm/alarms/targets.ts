/** What alarms watch on Azure: resources, and what percentages are of. */
import { NatGateway } from '@cdktf/provider-azurerm/lib/nat-gateway';

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
import { present } from '../../../core/invariant';
import { compact } from '../../../core/records';
import { skuOf, skuRequirement } from '../../../core/sizing/choices';
import { needsOf } from '../managed-postgres/needs';
import { databases as catalogue } from '../shared/catalogue';
import type { AzurermTypes } from '../types';

/** One thing that metrics are of. */
export interface Target {
  /** Words of its alarms' names. */
  readonly words: readonly string[];
  /** What it is, for people. */
  readonly what: string;
  readonly resourceId: string;
}

interface ServerTarget extends Target {
  /** The most that it lets in. */
  readonly connections: number;
}

type Kinds = TargetKinds<Target, ServerTarget>;

/** The target of each alarm. */
export type Targets = TargetOf<Kinds>;

type Deps = Pick<AlarmsDeps<AzurermTypes>, 'network' | 'databases' | 'caches' | 'loadBalancer'>;

export const targetsIn = (watched: Watched, deps: Deps): FoundTargets<Kinds> => ({
  database: watched.database.map((server) => serverTarget(server, deps)),
  replica: watched.replica.map((server) => serverTarget(server, deps)),
  vault: [],
  restoreTest: watched.restoreTest.flatMap((server) => {
    const { restoreTests } = present(deps.databases[server.database], `databases.${server.database}`);
    return restoreTests.map(({ props, workflow }) => ({
      ...inRegion(server, props.region),
      resourceId: workflow.id,
    }));
  }),
  cache: watched.cache.map(({ cache }) => ({
    words: [cache],
    what: `Cache "${cache}"`,
    resourceId: present(deps.caches[cache], `caches.${cache}`).store.id,
  })),
  entry: compact([deps.loadBalancer]).map(({ profile }) => ({
    words: [],
    what: 'The load balancer',
    resourceId: profile.id,
  })),
  nat: deps.network.all(NatGateway).map(({ id }) => ({ words: [], what: 'The NAT gateway', resourceId: id })),
});

function serverTarget(one: Server, { databases }: Deps): ServerTarget {
  const { database, props, replica } = one;
  const { server, replicas } = present(databases[database], `databases.${database}`);
  const { id: resourceId } = replica ? present(replicas[replica.name], replica.name) : server;
  const { size = props.size, sku = props.sku } = replica?.props ?? props;
  const requirement = skuRequirement(size, sku?.azurerm, needsOf(props));
  const { memoryGiB = requirement.memoryGiB } = skuOf(catalogue, requirement);
  return {
    words: wordsOf(one),
    what: describeServer(one),
    resourceId,
    connections: Number(props.parameters.max_connections) || defaultConnections(memoryGiB),
  };
}

/** learn.microsoft.com/azure/postgresql/configure-maintain/concepts-limits#maximum-connections: so many each GiB, but for the smallest. */
const CONNECTIONS_PER_GIB = 107.4;
const MOST_CONNECTIONS = 5000;
const SMALLEST = { memoryGiB: 2, connections: 50 };

const defaultConnections = (memoryGiB: number): number =>
  memoryGiB <= SMALLEST.memoryGiB
    ? SMALLEST.connections
    : Math.min(Math.floor(memoryGiB * CONNECTIONS_PER_GIB), MOST_CONNECTIONS);
