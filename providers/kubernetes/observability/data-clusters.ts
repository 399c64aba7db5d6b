/** The environment's Kafka, ClickHouse and OpenSearch clusters, as metrics name them. */
import type { ClusterRecord } from '../../../constructs/data-cluster/clusters';
import type { Environment } from '../../../constructs/environment/schema';
import { nameInCluster } from '../../../core/names-in-cluster';

export interface DataClusterSource {
  readonly id: string;
  /** Job under which Prometheus scrapes the PodMonitor of the cluster's name. */
  readonly job: string;
  /** PromQL for a metric of the cluster: `kafka_consumergroup_lag{job="…"}`. */
  readonly metric: (name: string, more?: string) => string;
}

export const sourcesOf = <R extends ClusterRecord>(
  environment: Environment,
  record: R,
): readonly (DataClusterSource & { readonly props: Environment[R][string] })[] =>
  Object.entries(environment[record] as Readonly<Record<string, Environment[R][string]>>).map(([id, props]) => {
    const job = `${props.namespace}/${nameInCluster(environment, id)}`;
    return { id, props, job, metric: metricOf(`job="${job}"`) };
  });

const metricOf =
  (selector: string): DataClusterSource['metric'] =>
  (name, more) =>
    `${name}{${more === undefined ? selector : `${selector}, ${more}`}}`;
