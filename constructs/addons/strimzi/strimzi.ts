/** Strimzi, the operator that runs Kafka clusters, their topics and users. */
import { budget, resources, spread } from '../../../core/kubernetes/chart-values';
import type { Addon } from '../addon';
import { toClusters } from '../parts/traffic';
import { strimziBase, type StrimziProps, type StrimziValues } from './schema';

/** Name that the chart gives to the Deployment, and label of its pods. */
const OPERATOR = 'strimzi-cluster-operator';

export const strimzi: Addon<StrimziProps> = {
  ...strimziBase,
  id: 'strimzi',
  title: 'Strimzi',
  podSecurity: 'restricted',
  after: ['monitoring'],
  traffic: ({ environment }) => [{ metrics: [8080], egress: toClusters(environment.kafkaClusters) }],
  releases: ({ replicas }) => {
    const values: StrimziValues = {
      // One replica leads, the other stands by.
      replicas,
      // Otherwise the chart would need the list of namespaces, and a new release for each new namespace.
      watchAnyNamespace: true,
      resources: resources('200m', '384Mi', { cpu: '1' }),
      podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      podDisruptionBudget: budget(replicas),
      topologySpreadConstraints: replicas > 1 ? spread({ name: OPERATOR }) : [],
      // Makes Kafka's pods meet the restricted Pod Security Standard, too.
      extraEnvs: [{ name: 'STRIMZI_POD_SECURITY_PROVIDER_CLASS', value: 'restricted' }],
    };
    return [
      {
        name: 'strimzi',
        chart: { repository: 'oci://quay.io/strimzi-helm', name: 'strimzi-kafka-operator', version: '1.2.0' },
        values,
        crdsInFolder: true,
      },
    ];
  },
  objects: ({ namespace, installed }) =>
    installed('monitoring')
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
