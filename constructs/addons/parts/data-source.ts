/** A data source of Grafana, in a ConfigMap that Grafana's sidecar loads. */
import type { Manifest } from '../../../core/kubernetes/manifest';

export interface DataSource {
  /** Id of the data source, and prefix of the ConfigMap's name. */
  readonly id: string;
  /** Namespace of Grafana. */
  readonly namespace: string;
  /** Name that Grafana shows. */
  readonly title: string;
  /** Grafana's type of the data source: `loki`, `tempo`. */
  readonly type: string;
  readonly url: string;
}

/** The ConfigMap. It holds JSON, which is valid YAML. */
export const dataSource = ({ id, namespace, title, type, url }: DataSource): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: `${id}-data-source`,
    namespace,
    labels: { grafana_datasource: '1' },
  },
  data: {
    [`${id}.yaml`]: JSON.stringify({
      apiVersion: 1,
      datasources: [{ name: title, uid: id, type, access: 'proxy', url, editable: false }],
    }),
  },
});
