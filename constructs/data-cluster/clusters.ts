import type { Environment } from '../environment/schema';
import type { DataClusterProps } from './schema';

/** Kafka, ClickHouse and OpenSearch clusters by name: no two have the same, whatever kind they are of. */
export const dataClustersOf = ({
  kafkaClusters,
  clickHouseClusters,
  searchClusters,
}: Environment): Readonly<Record<string, DataClusterProps>> => ({
  ...kafkaClusters,
  ...clickHouseClusters,
  ...searchClusters,
});
