/** The OpenSearch operator: its chart and its restrictions. */
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';

describe.each(CLOUDS)("OpenSearch's operator on %s", (cloud) => {
  const made = platformOn(cloud, baseWith({ addons: { openSearchOperator: {} } }));

  it('creates a restricted namespace and a chart', () => {
    expect(made.addresses.filter((address) => address.includes('open_search'))).toEqual([
      'helm_release.open_search_operator',
      'helm_release.open_search_operator_crds',
      'kubernetes_namespace_v1.namespace_open_search_operator',
      'kubernetes_network_policy_v1.namespace_open_search_operator_allow_dns',
      'kubernetes_network_policy_v1.namespace_open_search_operator_default_deny',
      'kubernetes_network_policy_v1.open_search_operator_traffic',
    ]);
    expect(made.manifest('Namespace', 'open-search-operator').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  it('pins its chart, without the proxy that has no image and the container that runs as root', () => {
    expect(made.charts['open-search-operator']).toMatchObject({
      repository: 'https://opensearch-project.github.io/opensearch-k8s-operator',
      chart: 'opensearch-operator',
      version: '2.8.0',
      values: {
        installCRDs: false,
        kubeRbacProxy: { enable: false },
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        manager: {
          extraEnv: [{ name: 'SKIP_INIT_CONTAINER', value: 'true' }],
          securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        },
      },
    });
  });
});
