/** Strimzi, the operator that runs Kafka clusters, their topics and users. */
import { budget, resources, spread } from '../../../core/kubernetes/chart-values';
import type { Addon } from '../addon';
import { toWatched, watchedBy, withoutClusters } from '../parts/watched';
import { strimziBase, type StrimziProps, type StrimziValues } from './schema';

/** Name that the chart gives to the Deployment, and label of its pods. */
const OPERATOR = 'strimzi-cluster-operator';

export const strimzi: Addon<StrimziProps> = {
  ...strimziBase,
  id: 'strimzi',
  title: 'Strimzi',
  podSecurity: 'restricted',
  after: ['monitoring'],
  warnings: [withoutClusters('kafkaClusters')],
  // The chart binds its rights in the namespaces that it watches.
  actsIn: (context) => watchedBy('kafkaClusters', context) ?? [],
  traffic: (context) => [{ metrics: [8080], egress: toWatched(watchedBy('kafkaClusters', context)) }],
  releases: (context) => {
    const { replicas } = context;
    const watched = watchedBy('kafkaClusters', context);
    const values: StrimziValues = {
      // One replica leads, the other stands by.
      replicas,
      watchAnyNamespace: watched === undefined,
      // The chart adds its own.
      watchNamespaces: watched ?? [],
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
