/** The operator that runs OpenSearch clusters and OpenSearch Dashboards. */
import { resources, RESTRICTED } from '../../../core/kubernetes/chart-values';
import type { Rule } from '../../../core/rules/rule';
import type { Environment } from '../../environment/schema';
import type { Addon } from '../addon';
import type { AddonRuleContext } from '../parts/rules';
import { namespacesOf, roleBinding, toWatched, watchedBy, withoutClusters } from '../parts/watched';
import { openSearchOperatorBase, type OpenSearchOperatorProps, type OpenSearchOperatorValues } from './schema';

/** User id of the image. */
const USER = 65_532;

/** Prefix of the chart's objects. */
const NAME = 'opensearch-operator';

/** The one namespace that it watches, its own if there are no clusters. Its version can watch one, or all. */
function watchedOf(all: boolean, environment: Environment, own: string): string | undefined {
  const [first = own, ...others] = namespacesOf(environment, 'searchClusters');
  return all || others.length > 0 ? undefined : first;
}

/** Several namespaces mean all of them. */
const inSeveral: Rule<OpenSearchOperatorProps, AddonRuleContext> = {
  code: 'watches-all',
  property: '',
  check: ({ all }, { environment }) => {
    const namespaces = namespacesOf(environment, 'searchClusters');
    return (
      !all &&
      namespaces.length > 1 &&
      `watches every namespace, and may read every Secret of the cluster, because searchClusters are in several: ${namespaces.join(', ')}. Put them into one, or set all to true`
    );
  },
  standsOn: () => ['searchClusters'],
};

export const openSearchOperator: Addon<OpenSearchOperatorProps> = {
  ...openSearchOperatorBase,
  id: 'open-search-operator',
  title: 'OpenSearch operator',
  podSecurity: 'restricted',
  warnings: [withoutClusters('searchClusters'), inSeveral],
  actsIn: (context) => watchedBy('searchClusters', context) ?? [],
  binding: (watched, { namespace, environment: { system } }) =>
    roleBinding({
      name: 'open-search-operator',
      role: `${NAME}-${namespace}-manager-role`,
      namespace: watched,
      account: { name: `${NAME}-controller-manager`, namespace },
      system,
    }),
  traffic: (context) => [{ metrics: [8080], egress: toWatched(watchedBy('searchClusters', context)) }],
  releases: ({ props, environment, namespace }) => {
    const watched = watchedOf(props.all, environment, namespace);
    const values: OpenSearchOperatorValues = {
      fullnameOverride: NAME,
      // Its templates do not keep them, and protected clusters would go with them.
      installCRDs: false,
      securityContext: { runAsNonRoot: true, runAsUser: USER, seccompProfile: { type: 'RuntimeDefault' } },
      manager: {
        ...(watched !== undefined && { watchNamespace: watched }),
        securityContext: RESTRICTED,
        resources: resources('100m', '350Mi', { cpu: '500m', memory: '500Mi' }),
        image: { pullPolicy: 'IfNotPresent' },
        // The init container runs as root to change the owner of volumes, for which fsGroup suffices.
        extraEnv: [{ name: 'SKIP_INIT_CONTAINER', value: 'true' }],
      },
      // Its image is no longer on gcr.io: github.com/opensearch-project/opensearch-k8s-operator/issues/1372
      kubeRbacProxy: { enable: false },
      // The chart binds its rights in its own namespace, or in all.
      useRoleBindings: watched !== undefined,
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
        crdFiles: 'files',
      },
    ];
  },
};
