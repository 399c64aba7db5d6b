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
      'helm_release.reloader_before',
      'kubernetes_namespace_v1.namespace_reloader',
      'kubernetes_network_policy_v1.namespace_reloader_allow_dns',
      'kubernetes_network_policy_v1.namespace_reloader_default_deny',
      'kubernetes_network_policy_v1.reloader_traffic',
      'kubernetes_role_binding_v1.namespace_shop_reloader',
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
  const made = platformOn('aws', withReloader({ all: true }, { argoRollouts: {} }));
  expect(made.charts.reloader!.values.reloader).toMatchObject({
    autoReloadAll: true,
    isArgoRollouts: true,
    watchGlobally: true,
    namespaces: [],
    rbac: { enabled: true },
  });
  const bound = made.manifests.filter(({ kind }) => kind === 'RoleBinding').map(({ metadata }) => metadata.name);
  expect(bound).not.toContain('reloader');
});

describe('rights', () => {
  const addons = { externalSecrets: {}, monitoring: {}, argoRollouts: {} };
  const made = platformOn('google', withReloader({}, addons));
  const bound = made.manifests.filter(({ kind, metadata }) => kind === 'RoleBinding' && metadata.name === 'reloader');

  it('are for the namespaces that it watches, and no others', () => {
    const { namespaces, watchGlobally, rbac } = made.charts.reloader!.values.reloader;
    expect({ namespaces, watchGlobally, rbac }).toEqual({
      namespaces: ['monitoring-exporters', 'shop'],
      watchGlobally: false,
      rbac: { enabled: false },
    });
    expect(bound.map(({ metadata }) => metadata.namespace).sort()).toEqual([
      'monitoring-exporters',
      'reloader',
      'shop',
    ]);
    for (const { roleRef, subjects } of bound) {
      expect(roleRef).toMatchObject({ kind: 'ClusterRole', name: 'reloader' });
      expect(subjects).toEqual([{ kind: 'ServiceAccount', name: 'reloader', namespace: 'reloader' }]);
    }
    const everywhere = made.manifests.filter(({ kind }) => kind === 'ClusterRoleBinding');
    expect(JSON.stringify(everywhere)).not.toContain('"name":"reloader"');
  });

  it('let it read Secrets and restart workloads, and choose a leader', () => {
    const allowed = (kind: string, name: string) =>
      (made.manifest(kind, name).rules as { resources: string[]; verbs: string[] }[]).flatMap(({ resources, verbs }) =>
        resources.map((resource) => `${resource}: ${verbs.join(' ')}`),
      );
    expect(allowed('ClusterRole', 'reloader')).toEqual(
      expect.arrayContaining([
        'secrets: get list watch',
        'deployments: get list update patch',
        'rollouts: get list update patch',
      ]),
    );
    expect(allowed('Role', 'reloader-leader')).toContain('leases: create get update');
  });
});

it('runs once without high availability', () => {
  const { values } = platformOn('aws', baseWith({ addons: { reloader: {} }, highAvailability: false })).charts
    .reloader!;
  expect(values.reloader).toMatchObject({ enableHA: false, deployment: { replicas: 1 } });
});
