/** The operator that runs OpenSearch clusters and OpenSearch Dashboards. */
import { resources, RESTRICTED } from '../../../core/kubernetes/chart-values';
import type { Addon } from '../addon';
import { toClusters } from '../parts/traffic';
import { openSearchOperatorBase, type OpenSearchOperatorProps, type OpenSearchOperatorValues } from './schema';

/** User id of the image. */
const USER = 65_532;

export const openSearchOperator: Addon<OpenSearchOperatorProps> = {
  ...openSearchOperatorBase,
  id: 'open-search-operator',
  title: 'OpenSearch operator',
  podSecurity: 'restricted',
  traffic: ({ environment }) => [{ metrics: [8080], egress: toClusters(environment.searchClusters) }],
  releases: () => {
    const values: OpenSearchOperatorValues = {
      fullnameOverride: 'opensearch-operator',
      installCRDs: true,
      securityContext: { runAsNonRoot: true, runAsUser: USER, seccompProfile: { type: 'RuntimeDefault' } },
      manager: {
        securityContext: RESTRICTED,
        resources: resources('100m', '350Mi', { cpu: '500m', memory: '500Mi' }),
        image: { pullPolicy: 'IfNotPresent' },
        // The init container runs as root to change the owner of volumes, for which fsGroup suffices.
        extraEnv: [{ name: 'SKIP_INIT_CONTAINER', value: 'true' }],
      },
      // Its image is no longer on gcr.io: github.com/opensearch-project/opensearch-k8s-operator/issues/1372
      kubeRbacProxy: { enable: false },
    };
    return [
      {
        name: 'open-search-operator',
        chart: {
          repository: 'https://opensearch-project.github.io/opensearch-k8s-operator',
          name: 'opensearch-operator',
          version: '2.8.0',
        },
        values,
      },
    ];
  },
};
