/** Kafka, ClickHouse and OpenSearch clusters of an environment, whatever kind they are of. */
import type { Environment } from '../environment/schema';
import type { DataClusterProps } from './schema';

/** The environment's records of them. */
export const CLUSTER_RECORDS = ['kafkaClusters', 'clickHouseClusters', 'searchClusters'] as const;

export type ClusterRecord = (typeof CLUSTER_RECORDS)[number];

/** By name: no two have the same. */
export const dataClustersOf = ({
  kafkaClusters,
  clickHouseClusters,
  searchClusters,
}: Environment): Readonly<Record<string, DataClusterProps>> => ({
  ...kafkaClusters,
  ...clickHouseClusters,
  ...searchClusters,
});

/** Those in some namespaces, with the record that they are in. */
export const clustersIn = (environment: Environment, namespaces: readonly string[]) =>
  CLUSTER_RECORDS.flatMap((record) =>
    Object.entries<DataClusterProps>(environment[record])
      .filter(([, { namespace }]) => namespaces.includes(namespace))
      .map(([id, { namespace, callers }]) => ({ record, id, namespace, callers })),
  );
