/** External Secrets: what the cloud's secret store holds, as secrets of the cluster, kept up to date. */
import { z } from 'zod';
import { identifier } from '../vocabulary';
import { common, type Addon } from './addon';
import { budget, resources, spread, type Budget, type ServiceAccount } from './parts/values';

interface ComponentValues {
  readonly replicaCount: number;
  readonly resources: object;
  readonly podDisruptionBudget: Budget;
  readonly topologySpreadConstraints: readonly object[];
  readonly livenessProbe: { readonly enabled: boolean };
  readonly readinessProbe: { readonly enabled: boolean };
}

/** What is set of the chart's values: artifacthub.io/packages/helm/external-secrets-operator/external-secrets */
export interface ExternalSecretsValues extends ComponentValues {
  readonly leaderElect: boolean;
  readonly serviceAccount: ServiceAccount;
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
      property: 'secrets',
      when: ({ namespaces, secrets }) => secrets.length > 0 && namespaces.length === 0,
      say: ({ secrets }) =>
        `must come with namespaces, got ${secrets.join(', ')} and none: no object may read them otherwise`,
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
