/** DataSource: what Grafana asks: its sidecar takes it from a ConfigMap in the namespace of the add-on `monitoring`. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import type { Environment } from '../../environment/schema';
import { namespaceOf } from '../namespaces';

export interface DataSource {
  /** Of the data source, and of the ConfigMap. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  /** Grafana's word for who answers: `loki`, `tempo`. */
  readonly type: string;
  readonly url: string;
}

/** Text in it is JSON, which is YAML too. */
export const dataSource = (environment: Environment, { id, title, type, url }: DataSource): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: `${id}-data-source`,
    namespace: namespaceOf(environment, 'monitoring'),
    labels: { grafana_datasource: '1' },
  },
  data: {
    [`${id}.yaml`]: JSON.stringify({
      apiVersion: 1,
      datasources: [{ name: title, uid: id, type, access: 'proxy', url, editable: false }],
    }),
  },
});
