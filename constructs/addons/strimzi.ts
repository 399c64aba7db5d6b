/** Strimzi: the operator that runs Kafka clusters, their topics and users. */
import { z } from 'zod';
import { common, type Addon } from './addon';
import { budget, resources, spread, type Budget } from './parts/values';

/** What is set of the chart's values: github.com/strimzi/strimzi-kafka-operator/tree/1.2.0/helm-charts/helm3/strimzi-kafka-operator */
export interface StrimziValues {
  readonly replicas: number;
  readonly watchAnyNamespace: boolean;
  readonly resources: object;
  readonly podSecurityContext: object;
  readonly podDisruptionBudget: Budget;
  readonly topologySpreadConstraints: readonly object[];
  readonly extraEnvs: readonly { readonly name: string; readonly value: string }[];
}

export const strimziSchema = z.strictObject({ ...common<StrimziValues>() });
export type StrimziProps = z.output<typeof strimziSchema>;

/** What the chart calls its deployment, and labels its pods. */
const OPERATOR = 'strimzi-cluster-operator';

export const strimzi: Addon<StrimziProps> = {
  id: 'strimzi',
  title: 'Strimzi',
  podSecurity: 'restricted',
  after: ['monitoring'],
  releases: ({ replicas }) => {
    const values: StrimziValues = {
      // One leads, the other stands by.
      replicas,
      // Roles in chosen namespaces alone would have to be made after these, and again for each new one.
      watchAnyNamespace: true,
      resources: resources('200m', '384Mi', { cpu: '1' }),
      podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      podDisruptionBudget: budget(replicas),
      topologySpreadConstraints: replicas > 1 ? spread({ name: OPERATOR }) : [],
      // All that it runs keeps to the restricted Pod Security Standard too.
      extraEnvs: [{ name: 'STRIMZI_POD_SECURITY_PROVIDER_CLASS', value: 'restricted' }],
    };
    return [
      {
        name: 'strimzi',
        chart: { repository: 'oci://quay.io/strimzi-helm', name: 'strimzi-kafka-operator', version: '1.2.0' },
        values,
      },
    ];
  },
  objects: ({ namespace, on }) =>
    on('monitoring')
      ? [
          {
            apiVersion: 'monitoring.coreos.com/v1',
            kind: 'PodMonitor',
            metadata: { name: OPERATOR, namespace },
            spec: {
              selector: { matchLabels: { name: OPERATOR } },
              podMetricsEndpoints: [{ port: 'http', path: '/metrics' }],
            },
          },
        ]
      : [],
};
