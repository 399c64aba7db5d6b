/**
 * Parity: what each cloud makes of each neutral property. The tables (`providers/<cloud>/parity.ts`) are exhaustive by
 * type; what they call unsupported is refused at synth; `docs/parity.md` is printed from them; a test proves them.
 */
import type { ClickHouseClusterProps } from './click-house-cluster/schema';
import type { ClusterProps } from './cluster/schema';
import type { KafkaClusterProps } from './kafka-cluster/schema';
import type { ManagedPostgresProps } from './managed-postgres/schema';
import type { ManagedRedisProps } from './managed-redis/schema';
import type { NamespaceProps } from './namespace/schema';
import type { NetworkProps } from './network/schema';
import type { ObjectStoreProps } from './object-store/schema';
import type { SearchClusterProps } from './search-cluster/schema';
import type { AppSecretProps } from './secret-store/schema';
import type { WorkloadProps } from './workload/schema';
import type { ParityOf } from '../core/parity';

/** The constructs that each cloud makes in its own way, and their props. */
interface CloudConstructProps {
  readonly network: NetworkProps;
  readonly cluster: ClusterProps;
  readonly managedPostgres: ManagedPostgresProps;
  readonly managedRedis: ManagedRedisProps;
  readonly objectStore: ObjectStoreProps;
  readonly secret: AppSecretProps;
}

/** The constructs inside a cluster, the same everywhere but for the cloud's own limits. */
interface ClusterConstructProps {
  readonly namespace: NamespaceProps;
  readonly workload: WorkloadProps;
  readonly kafkaCluster: KafkaClusterProps;
  readonly clickHouseCluster: ClickHouseClusterProps;
  readonly searchCluster: SearchClusterProps;
}

/** The constructs that environments are written with, and their props. */
export interface ConstructProps extends CloudConstructProps, ClusterConstructProps {}

export type CloudConstructKind = keyof CloudConstructProps;

export type ClusterConstructKind = keyof ClusterConstructProps;

export type ConstructKind = keyof ConstructProps;

export type Parity = { readonly [K in CloudConstructKind]: ParityOf<ConstructProps[K]> };
