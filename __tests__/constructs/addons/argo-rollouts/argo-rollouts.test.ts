/** Argo Rollouts: its chart, and the plugin that shifts traffic with Gateway API routes. */
import { TRAFFIC_PLUGIN } from '../../../../constructs/addons/argo-rollouts/argo-rollouts';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, type PlatformOn, platformOn } from '../../../helpers/platform';
import type { Attributes } from '../../../helpers/synth';

const gateway = { gateway: {}, certManager: { email: 'ops@example.com' }, loadBalancerController: {} };
const withRollouts = (others: object = gateway, more: object = {}) =>
  baseWith({ addons: { ...others, argoRollouts: {} }, ...more });

interface Rule {
  readonly apiGroups: readonly string[];
  readonly verbs: readonly string[];
}
const rulesOf = (made: PlatformOn, kind: string) =>
  made.manifest(kind, 'argo-rollouts-controller').rules as readonly Rule[];

describe.each(CLOUDS)('argo-rollouts on %s', (cloud) => {
  const made = platformOn(cloud, withRollouts());
  const { values, ...chart } = made.charts['argo-rollouts']!;

  it('creates a restricted namespace and a chart', () => {
    expect(made.addresses.filter((address) => address.includes('argo_rollouts'))).toEqual([
      'helm_release.argo_rollouts',
      'helm_release.argo_rollouts_before',
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
    expect(values.controller.createClusterRole).toBe(false);
    const changed = rulesOf(made, 'ClusterRole').filter(({ verbs }) => verbs.includes('update'));
    expect(changed.flatMap(({ apiGroups }) => apiGroups)).toContain('gateway.networking.k8s.io');
    expect(changed.flatMap(({ apiGroups }) => apiGroups)).not.toContain('networking.istio.io');
  });

  it('may read no Secret but that of its own notifications', () => {
    const everywhere = made.manifests.filter(({ kind }) => kind === 'ClusterRole') as Attributes[];
    const own = everywhere.filter(({ metadata }) => metadata.labels['app.kubernetes.io/name'] === 'argo-rollouts');
    expect(own.map(({ metadata }) => metadata.name as string)).toEqual(['argo-rollouts-controller']);
    expect(JSON.stringify(own)).not.toMatch(/"secrets"|"\*"/);
    expect(made.manifest('ClusterRoleBinding', 'argo-rollouts-controller')).toMatchObject({
      roleRef: { kind: 'ClusterRole', name: 'argo-rollouts-controller' },
      subjects: [{ kind: 'ServiceAccount', name: 'argo-rollouts', namespace: 'argo-rollouts' }],
    });
    expect(rulesOf(made, 'Role')).toEqual([
      {
        apiGroups: [''],
        resources: ['secrets'],
        verbs: ['get', 'list', 'watch'],
        resourceNames: ['argo-rollouts-notification-secret'],
      },
      {
        apiGroups: [''],
        resources: ['configmaps'],
        verbs: ['get', 'list', 'watch'],
        resourceNames: ['argo-rollouts-notification-configmap'],
      },
    ]);
  });
});

it('has no plugin without the gateway', () => {
  const made = platformOn('aws', withRollouts({}));
  const { values } = made.charts['argo-rollouts']!;
  expect(values.controller).toMatchObject({ trafficRouterPlugins: [], initContainers: [] });
  expect(JSON.stringify(rulesOf(made, 'ClusterRole'))).not.toContain('gateway.networking.k8s.io');
});

it('runs once without high availability', () => {
  const { values } = platformOn('aws', withRollouts({}, { highAvailability: false })).charts['argo-rollouts']!;
  expect(values.controller).toMatchObject({ replicas: 1, pdb: { enabled: false } });
});

it('is scraped by Prometheus when monitoring is installed', () => {
  const { values } = platformOn('google', withRollouts({ monitoring: { exporters: false } })).charts['argo-rollouts']!;
  expect(values.controller.metrics).toEqual({ enabled: true, serviceMonitor: { enabled: true } });
});
