/** External Secrets: what the cloud's secret store holds, as secrets of the cluster, kept up to date. */
import { z } from 'zod';
import { identifier } from '../vocabulary';
import { common, resources, spread, type Addon } from './addon';

interface ComponentValues {
  readonly replicaCount: number;
  readonly resources: object;
  readonly podDisruptionBudget: { readonly enabled: boolean; readonly minAvailable: number };
  readonly topologySpreadConstraints: readonly object[];
  readonly livenessProbe: { readonly enabled: boolean };
  readonly readinessProbe: { readonly enabled: boolean };
}

/** What is set of the chart's values: artifacthub.io/packages/helm/external-secrets-operator/external-secrets */
export interface ExternalSecretsValues extends ComponentValues {
  readonly leaderElect: boolean;
  readonly serviceAccount: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly podLabels: Readonly<Record<string, string>>;
  /** What is not used needs no rights. */
  readonly processClusterExternalSecret: boolean;
  readonly processClusterPushSecret: boolean;
  readonly processPushSecret: boolean;
  readonly webhook: ComponentValues;
  readonly certController: ComponentValues;
}

export const externalSecretsSchema = z.strictObject({
  ...common<ExternalSecretsValues>(),
  /**
   * Namespaces whose own objects may read from the store, beside those of workloads and add-ons with secrets.
   * @default - none
   */
  namespaces: z.array(identifier).default([]),
  /**
   * Names in the environment's `secrets`, `databases` and `caches` that may be read, beside those that workloads and
   * add-ons name.
   * @default - none
   */
  secrets: z.array(identifier).default([]),
});
export type ExternalSecretsProps = z.output<typeof externalSecretsSchema>;

/** The ClusterSecretStore that stands for the cloud's secret store. */
export const SECRET_STORE = 'cloud';

const SERVICE_ACCOUNT = 'external-secrets';

/** One of its deployments, by the name that the chart labels it with. */
const deployment = (name: string, replicas: number, memory: string): ComponentValues => ({
  replicaCount: replicas,
  resources: resources('25m', memory),
  podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 },
  topologySpreadConstraints: spread({
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': 'external-secrets',
  }),
  livenessProbe: { enabled: true },
  readinessProbe: { enabled: true },
});

export const externalSecrets: Addon<ExternalSecretsProps> = {
  id: 'external-secrets',
  title: 'External Secrets',
  namespace: 'external-secrets',
  podSecurity: 'restricted',
  secrets: ({ secrets }) => secrets,
  identities: (_props, _environment, used) => [
    { serviceAccount: SERVICE_ACCOUNT, rights: used.map((secret) => ({ secret, read: true })) },
  ],
  rules: [
    {
      property: 'secrets',
      when: ({ namespaces, secrets }) => secrets.length > 0 && namespaces.length === 0,
      say: ({ secrets }) =>
        `must come with namespaces, got ${secrets.join(', ')} and none: no object may read them otherwise`,
    },
  ],
  releases: ({ cloud, replicas }) => {
    const { annotations, podLabels } = cloud.serviceAccount('external-secrets');
    const values: ExternalSecretsValues = {
      ...deployment('external-secrets', replicas, '256Mi'),
      leaderElect: true,
      serviceAccount: { name: SERVICE_ACCOUNT, annotations },
      podLabels,
      processClusterExternalSecret: false,
      processClusterPushSecret: false,
      processPushSecret: false,
      webhook: deployment('external-secrets-webhook', replicas, '128Mi'),
      certController: deployment('external-secrets-cert-controller', replicas, '256Mi'),
    };
    return [
      {
        name: 'external-secrets',
        chart: { repository: 'https://charts.external-secrets.io', name: 'external-secrets', version: '2.9.0' },
        values: { ...values },
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
