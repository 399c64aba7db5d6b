/** External Secrets: what the cloud's secret store holds, as secrets of the cluster, kept up to date. */
import type { Addon } from '../addon';
import { budget, resources, spread } from '../../../core/kubernetes/chart-values';
import type { ComponentValues, ExternalSecretsProps, ExternalSecretsValues } from './schema';

/** The ClusterSecretStore that stands for the cloud's secret store. */
export const SECRET_STORE = 'cloud';

/** Of the release, and of its service account. */
const NAME = 'external-secrets';

/** One of its deployments, by the name that the chart labels it with. */
const deployment = (name: string, replicas: number, memory: string): ComponentValues => ({
  replicaCount: replicas,
  resources: resources('25m', memory),
  podDisruptionBudget: budget(replicas),
  topologySpreadConstraints: spread({
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': NAME,
  }),
  livenessProbe: { enabled: true },
  readinessProbe: { enabled: true },
});

export const externalSecrets: Addon<ExternalSecretsProps> = {
  id: NAME,
  title: 'External Secrets',
  podSecurity: 'restricted',
  secrets: ({ secrets }) => secrets,
  rights: (_props, _environment, used) => used.map((secret) => ({ secret, read: true })),
  rules: [
    {
      code: 'secrets-require-namespaces',
      property: 'secrets',
      check: ({ namespaces, secrets }) =>
        secrets.length > 0 &&
        namespaces.length === 0 &&
        `requires namespaces whose objects may read ${secrets.join(', ')}, got none`,
    },
  ],
  releases: ({ cloud, replicas }) => {
    const { annotations, podLabels } = cloud.serviceAccount(NAME);
    const values: ExternalSecretsValues = {
      ...deployment(NAME, replicas, '256Mi'),
      leaderElect: true,
      serviceAccount: { name: NAME, annotations },
      podLabels,
      processClusterExternalSecret: false,
      processClusterPushSecret: false,
      processPushSecret: false,
      webhook: deployment('external-secrets-webhook', replicas, '128Mi'),
      certController: deployment('external-secrets-cert-controller', replicas, '256Mi'),
    };
    return [
      {
        name: NAME,
        chart: { repository: 'https://charts.external-secrets.io', name: 'external-secrets', version: '2.9.0' },
        values,
      },
    ];
  },
  objects: ({ props, cloud, namespace: own, secretReaders }) => {
    const namespaces = [...new Set([...secretReaders.filter((reader) => reader !== own), ...props.namespaces])].sort();
    // A store without a condition is open to every namespace.
    if (namespaces.length === 0) return [];
    return [
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ClusterSecretStore',
        metadata: { name: SECRET_STORE },
        spec: { provider: cloud.secretStore, conditions: [{ namespaces }] },
      },
    ];
  },
};
