/** Datadog: its chart, its key, and who may call its agents. */
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { type Attributes, problemsOf, saidOf } from '../../../helpers/synth';

const withDatadog = (datadog: object = {}, more: object = {}) =>
  baseWith({
    secrets: { datadog: {} },
    addons: { externalSecrets: {}, datadog: { apiKey: { from: 'datadog' }, ...datadog } },
    ...more,
  });

/** What each cloud tells of its nodes. */
const PROVIDERS = { aws: undefined, google: { gke: { cos: true } }, azurerm: { aks: { enabled: true } } };

describe.each(CLOUDS)('datadog on %s', (cloud) => {
  const made = platformOn(cloud, withDatadog());
  const { values, ...chart } = made.charts.datadog!;

  it('pins the chart, in a privileged namespace of its own', () => {
    expect(chart).toMatchObject({
      repository: 'https://helm.datadoghq.com',
      chart: 'datadog',
      version: '3.240.0',
      namespace: 'datadog',
    });
    expect(made.manifest('Namespace', 'datadog').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'privileged',
    });
    expect(values.providers).toEqual(PROVIDERS[cloud]);
  });

  it('has its key from the store, and not in the values', () => {
    const { spec } = made.manifest('ExternalSecret', 'datadog') as unknown as { spec: Attributes };
    expect(spec.data).toEqual([
      { secretKey: 'api-key', remoteRef: { key: expect.stringContaining('datadog') as string, property: 'password' } },
    ]);
    expect(values.datadog).toMatchObject({ apiKeyExistingSecret: 'datadog', site: 'datadoghq.com' });
    expect(values.datadog).not.toHaveProperty('apiKey');
  });

  it('is on every node, and does nothing that nobody asked for', () => {
    expect(values.agents).toMatchObject({
      priorityClassName: 'acme-node',
      tolerations: [{ operator: 'Exists' }],
    });
    expect(values.datadog).toMatchObject({
      operator: { enabled: false },
      remoteConfiguration: { enabled: false },
      discovery: { enabled: false },
      kubeStateMetricsCore: { collectSecretMetrics: false },
      apm: { portEnabled: true, socketEnabled: false },
      logs: { enabled: false, containerCollectAll: false },
    });
    expect(values.clusterAgent).toMatchObject({
      admissionController: { enabled: false },
      rbac: { flareAdditionalPermissions: false },
    });
  });

  it('lets agents ask kubelets, and pods of the environment call agents', () => {
    const { podSelector, egress } = made.manifest('NetworkPolicy', 'datadog-agents-traffic').spec as Attributes;
    expect(podSelector).toEqual({ matchLabels: { app: 'datadog' } });
    expect(JSON.stringify(egress)).toContain('"port":10250');
    const { ingress } = made.manifest('NetworkPolicy', 'datadog').spec as Attributes;
    expect(JSON.stringify(ingress)).toContain('"values":["shop"]');
    expect(JSON.stringify(ingress)).toContain('"port":8126');
  });
});

describe('datadog', () => {
  it('follows its properties', () => {
    const made = platformOn('aws', withDatadog({ site: 'datadoghq.eu', apm: false, logs: { namespaces: ['shop'] } }));
    expect(made.charts.datadog!.values.datadog).toMatchObject({
      site: 'datadoghq.eu',
      apm: { portEnabled: false },
      logs: { enabled: true, containerCollectAll: true },
      containerExcludeLogs: 'kube_namespace:.*',
      containerIncludeLogs: 'kube_namespace:^shop$',
    });
    expect(made.addresses.filter((address) => address.includes('datadog'))).not.toContain(
      'helm_release.datadog_objects',
    );
  });

  it('runs the cluster agent twice with high availability', () => {
    expect(
      platformOn('google', withDatadog({}, { highAvailability: true })).charts.datadog!.values.clusterAgent,
    ).toMatchObject({ replicas: 2, pdb: { create: true, minAvailable: 1 } });
  });

  it.each([
    [
      'a database in the place of a secret',
      withDatadog({ apiKey: { from: 'postgres' } }, { databases: { postgres: { version: '17', size: 'small' } } }),
      'apiKey.from must name one of the environment\'s secrets (token, datadog), got "postgres", which is a database or cache',
    ],
    [
      'no External Secrets',
      withDatadog({}, { addons: { datadog: { apiKey: { from: 'datadog' } } } }),
      'requires addons.externalSecrets',
    ],
  ])('refuses %s', (_, input, message) => {
    expect(problemsOf(input)).toContain(saidOf('acme/test: addons.datadog', message));
  });
});
