/** External Secrets: copies secrets from the cloud's secret store into Kubernetes Secrets and keeps them up to date. */
import { budget, resources, spread } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import type { Addon, AddonContext } from '../addon';
import {
  type ComponentValues,
  externalSecretsBase,
  type ExternalSecretsProps,
  type ExternalSecretsValues,
} from './schema';
import { writesOnlyIn } from './writes';

/** Name of the ClusterSecretStore that represents the cloud's secret store. */
export const SECRET_STORE = 'cloud';

/** Name of the release and of its service account. */
const NAME = 'external-secrets';

/** Values of one deployment. The chart labels its pods with this name. */
const deployment = (
  { environment, replicas }: AddonContext<ExternalSecretsProps>,
  name: string,
  memory: string,
): ComponentValues => ({
  replicaCount: replicas,
  priorityClassName: priorityClass(environment, 'platform'),
  resources: resources('25m', memory),
  podDisruptionBudget: budget(replicas),
  topologySpreadConstraints: spread({
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': NAME,
  }),
  livenessProbe: { enabled: true },
  readinessProbe: { enabled: true },
});

/** Namespaces whose objects may read from the store. */
const admitted = ({ props, secretReaders }: AddonContext<ExternalSecretsProps>): string[] =>
  [...new Set([...secretReaders, ...props.namespaces])].sort();

export const externalSecrets: Addon<ExternalSecretsProps> = {
  ...externalSecretsBase,
  id: NAME,
  title: 'External Secrets',
  podSecurity: 'restricted',
  secrets: ({ secrets }) => secrets,
  rights: (_props, _environment, used) => used.map((secret) => ({ ...secret, read: true })),
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
  traffic: () => [{ controlPlane: [10_250], metrics: [8080] }],
  releases: (context) => {
    const { annotations, podLabels } = context.cloud.serviceAccount(NAME);
    const values: ExternalSecretsValues = {
      ...deployment(context, NAME, '256Mi'),
      // Without them every ExternalSecret would go, and its Secret with it.
      crds: { annotations: { 'helm.sh/resource-policy': 'keep' } },
      leaderElect: true,
      serviceAccount: { name: NAME, annotations },
      podLabels,
      processClusterExternalSecret: false,
      processClusterPushSecret: false,
      processPushSecret: false,
      // The store signs in as the controller's own pod.
      rbac: { serviceAccountTokenCreate: false },
      webhook: deployment(context, 'external-secrets-webhook', '128Mi'),
      certController: deployment(context, 'external-secrets-cert-controller', '256Mi'),
    };
    return [
      {
        name: NAME,
        chart: { repository: 'https://charts.external-secrets.io', name: 'external-secrets', version: '2.9.0' },
        values,
      },
    ];
  },
  before: (context) => writesOnlyIn({ namespace: context.namespace, account: NAME, namespaces: admitted(context) }),
  objects: (context) => {
    const namespaces = admitted(context);
    // No store if no namespace reads secrets, because a store without conditions would be open to every namespace.
    if (namespaces.length === 0) return [];
    return [
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ClusterSecretStore',
        metadata: { name: SECRET_STORE },
        spec: { provider: context.cloud.secretStore, conditions: [{ namespaces }] },
      },
    ];
  },
};
