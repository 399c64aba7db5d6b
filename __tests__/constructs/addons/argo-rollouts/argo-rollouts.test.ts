/** Argo Rollouts: its chart, and the plugin that shifts traffic with Gateway API routes. */
import { TRAFFIC_PLUGIN } from '../../../../constructs/addons/argo-rollouts/argo-rollouts';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';

const gateway = { gateway: {}, certManager: { email: 'ops@example.com' }, loadBalancerController: {} };
const withRollouts = (others: object = gateway, more: object = {}) =>
  baseWith({ addons: { ...others, argoRollouts: {} }, ...more });

describe.each(CLOUDS)('argo-rollouts on %s', (cloud) => {
  const made = platformOn(cloud, withRollouts());
  const { values, ...chart } = made.charts['argo-rollouts']!;

  it('creates a restricted namespace and a chart', () => {
    expect(made.addresses.filter((address) => address.includes('argo_rollouts'))).toEqual([
      'helm_release.argo_rollouts',
      'kubernetes_namespace_v1.namespace_argo_rollouts',
      'kubernetes_network_policy_v1.argo_rollouts_traffic',
      'kubernetes_network_policy_v1.namespace_argo_rollouts_allow_dns',
      'kubernetes_network_policy_v1.namespace_argo_rollouts_default_deny',
    ]);
    expect(made.manifest('Namespace', 'argo-rollouts').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(chart).toMatchObject({
      repository: 'https://argoproj.github.io/argo-helm',
      chart: 'argo-rollouts',
      version: '2.41.0',
    });
  });

  it('runs twice on separate nodes, with a disruption budget', () => {
    expect(values.controller).toMatchObject({ replicas: 2, pdb: { enabled: true, minAvailable: 1 } });
    expect(values.controller.topologySpreadConstraints).toHaveLength(2);
  });

  it('copies the plugin from a multi-architecture image instead of downloading it', () => {
    const { trafficRouterPlugins, initContainers, volumes, volumeMounts } = values.controller;
    expect(trafficRouterPlugins).toEqual([
      { name: TRAFFIC_PLUGIN, location: 'file:///plugins/rollouts-plugin-trafficrouter-gatewayapi' },
    ]);
    expect(initContainers).toMatchObject([
      {
        image: 'ghcr.io/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi:v0.15.0',
        command: ['cp', '/bin/rollouts-plugin-trafficrouter-gatewayapi', '/plugins/'],
        securityContext: { runAsUser: 999, runAsNonRoot: true, readOnlyRootFilesystem: true },
        volumeMounts: [{ name: 'plugins', mountPath: '/plugins' }],
      },
    ]);
    expect(volumes).toEqual([{ name: 'plugins', emptyDir: { sizeLimit: '256Mi' } }]);
    expect(volumeMounts).toEqual([{ name: 'plugins', mountPath: '/plugins' }]);
  });

  it('may change routes of Gateway API and of no other provider', () => {
    const { providers } = values.providerRBAC as { providers: Record<string, boolean> };
    expect(Object.keys(providers).filter((provider) => providers[provider])).toEqual(['gatewayAPI']);
    expect(Object.keys(providers)).toHaveLength(10);
  });
});

it('has no plugin without the gateway', () => {
  const { values } = platformOn('aws', withRollouts({})).charts['argo-rollouts']!;
  expect(values.controller).toMatchObject({ trafficRouterPlugins: [], initContainers: [] });
  expect(Object.values(values.providerRBAC.providers as object)).not.toContain(true);
});

it('runs once without high availability', () => {
  const { values } = platformOn('aws', withRollouts({}, { highAvailability: false })).charts['argo-rollouts']!;
  expect(values.controller).toMatchObject({ replicas: 1, pdb: { enabled: false } });
});

it('is scraped by Prometheus when monitoring is installed', () => {
  const { values } = platformOn('google', withRollouts({ monitoring: { exporters: false } })).charts['argo-rollouts']!;
  expect(values.controller.metrics).toEqual({ enabled: true, serviceMonitor: { enabled: true } });
});
