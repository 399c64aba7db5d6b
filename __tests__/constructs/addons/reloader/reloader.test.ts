/** Reloader: its chart, and the objects that it watches. */
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';

const withReloader = (reloader: object, more: object = {}) => baseWith({ addons: { reloader, ...more } });

describe.each(CLOUDS)('reloader on %s', (cloud) => {
  const made = platformOn(cloud, withReloader({}));
  const { values, version, repository } = made.charts.reloader!;

  it('creates a restricted namespace and a chart', () => {
    expect(made.addresses.filter((address) => address.includes('reloader'))).toEqual([
      'helm_release.reloader',
      'kubernetes_namespace_v1.namespace_reloader',
      'kubernetes_network_policy_v1.namespace_reloader_allow_dns',
      'kubernetes_network_policy_v1.namespace_reloader_default_deny',
      'kubernetes_network_policy_v1.reloader_traffic',
    ]);
    expect(made.manifest('Namespace', 'reloader').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  it('pins the chart, and runs twice with a leader', () => {
    expect([repository, version]).toEqual(['https://stakater.github.io/stakater-charts', '2.2.16']);
    expect(values).toMatchObject({
      fullnameOverride: 'reloader',
      reloader: {
        enableHA: true,
        deployment: {
          replicas: 2,
          // The chart's selector: with another name, pods would not be spread.
          topologySpreadConstraints: [{ labelSelector: { matchLabels: { app: 'reloader', release: 'reloader' } } }, {}],
        },
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
      },
    });
  });

  it('meets the restricted standard, unlike the chart’s defaults', () => {
    expect(values.reloader).toMatchObject({
      readOnlyRootFileSystem: true,
      deployment: {
        containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        resources: { requests: { memory: '192Mi' }, limits: { memory: '192Mi' } },
      },
    });
  });

  it('annotates the pods of workloads that ask for it', () => {
    expect(values.reloader).toMatchObject({
      reloadStrategy: 'annotations',
      autoReloadAll: false,
      isArgoRollouts: false,
    });
  });
});

it('watches everything if asked to, and Rollouts when Argo Rollouts is installed', () => {
  const { values } = platformOn('aws', withReloader({ all: true }, { argoRollouts: {} })).charts.reloader!;
  expect(values.reloader).toMatchObject({ autoReloadAll: true, isArgoRollouts: true });
});

it('runs once without high availability', () => {
  const { values } = platformOn('aws', baseWith({ addons: { reloader: {} }, highAvailability: false })).charts
    .reloader!;
  expect(values.reloader).toMatchObject({ enableHA: false, deployment: { replicas: 1 } });
});
