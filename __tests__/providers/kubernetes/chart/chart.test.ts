/** Charts: the release that each becomes, what it waits for, its Secrets and rights, and what is refused or doubted. */
import { plan } from '../../../../app/plan/plan';
import { PARTS } from '../../../../constructs/chart/releases';
import type { EnvironmentInput } from '../../../../constructs/environment/schema';
import { patch } from '../../../../core/patch';
import { describeProblem, describeWithoutCode } from '../../../../core/rules/problem';
import { providers } from '../../../../providers';
import { type CloudName, CLOUDS } from '../../../helpers/environments';
import { everything } from '../../../helpers/everything';
import { baseWith, type PlatformOn, platformOn } from '../../../helpers/platform';
import { type Attributes, problemsOf, synth } from '../../../helpers/synth';

const harbor = {
  repository: 'https://helm.goharbor.io',
  chart: 'harbor',
  version: '1.18.0',
  namespace: 'tools',
};

const withCharts = (charts: object, environment: object = {}): EnvironmentInput =>
  patch(baseWith({ namespaces: { tools: { defaultDeny: false } }, charts }), environment) as EnvironmentInput;

const on = (cloud: CloudName, change: object = {}, environment: object = {}): PlatformOn =>
  platformOn(cloud, withCharts({ harbor: patch(harbor, change) }, environment));

const release = (platform: PlatformOn, id = 'harbor'): Attributes => platform.resource(`helm_release.${id}`);

describe.each(CLOUDS)('a chart on %s', (cloud) => {
  it('is a release that waits for its namespace and for disks', () => {
    const { values, ...made } = release(on(cloud));
    delete made['//'];
    expect(made).toEqual({
      ...{ name: 'harbor', namespace: 'tools', chart: 'harbor' },
      ...{ repository: 'https://helm.goharbor.io', version: '1.18.0' },
      ...{ atomic: true, cleanup_on_fail: true, create_namespace: false },
      ...{ max_history: 5, timeout: 600, wait: true, wait_for_jobs: true },
      depends_on: [
        'kubernetes_storage_class_v1.storage',
        'kubernetes_namespace_v1.namespace_tools',
        'kubernetes_limit_range_v1.namespace_tools_limits',
      ],
    });
    expect(values).toEqual(['{}\n']);
  });

  it('gets its values as they are written', () => {
    const platform = on(cloud, { values: { text: '${a} %{b}', port: 80, on: 'yes', list: [1, { a: false }] } });
    expect(release(platform).values[0]).toContain('text: $${a} %%{b}');
    expect(platform.charts.harbor!.values).toEqual({
      text: '${a} %{b}',
      port: 80,
      on: 'yes',
      list: [1, { a: false }],
    });
  });

  it('has rights through a service account that its values name', () => {
    const files = { objectStores: { artifacts: {} } };
    const change = {
      access: [{ objectStore: 'artifacts', read: true }],
      values: { serviceAccount: { annotations: { team: 'shop' } }, podLabels: { team: 'shop' } },
    };
    const { values } = on(cloud, change, files).charts.harbor!;
    const isAzure = cloud === 'azurerm';
    expect(values.serviceAccount).toEqual({
      name: 'harbor',
      annotations: { team: 'shop', ...(isAzure && { 'azure.workload.identity/client-id': expect.any(String) }) },
    });
    expect(values.podLabels).toEqual({ team: 'shop', ...(isAzure && { 'azure.workload.identity/use': 'true' }) });
    const stacks = synth(withCharts({ harbor: patch(harbor, change) }, files));
    expect(JSON.stringify(stacks[`acme-test-${cloud}`]!.json)).toContain('identity-harbor');
  });
});

it('keeps null in values, by which Helm removes a value of the chart', () => {
  const input = withCharts({ harbor });
  const charts = { harbor: { ...harbor, values: { nodeSelector: null }, access: [{ secret: 'token', read: true }] } };
  const { values } = platformOn('aws', { ...input, charts } as EnvironmentInput).charts.harbor!;
  expect(values).toMatchObject({ nodeSelector: null, serviceAccount: { name: 'harbor' } });
});

it('puts the service account where the chart takes it', () => {
  const account = { name: 'core', valuesAt: 'core.account', podLabelsAt: 'core.labels' };
  const change = { access: [{ secret: 'token', read: true }], serviceAccount: account };
  const { values } = on('azurerm', change).charts.harbor!;
  expect(values.core.account.name).toBe('core');
  expect(values.core.labels).toEqual({ 'azure.workload.identity/use': 'true' });
  expect(values).not.toHaveProperty('serviceAccount');
});

it('waits for charts, workloads and add-ons that it comes after, wherever they stand in the file', () => {
  const platform = platformOn('aws', everything);
  expect(release(platform, 'registry').depends_on).toEqual(
    expect.arrayContaining([
      ...['helm_release.messages', 'helm_release.cert_manager', 'helm_release.istio'],
      ...['helm_release.worker_deployment', 'helm_release.registry_secrets'],
      'helm_release.load_balancer_controller',
    ]),
  );
});

it('follows an add-on that its cloud has built in without waiting for it', () => {
  const made = on('google', { after: ['metricsServer'] }, { addons: { metricsServer: {} } });
  expect(release(made).depends_on).toEqual(release(on('google')).depends_on);
});

it('has Secrets from the store, which are there before the chart', () => {
  const secrets = {
    admin: { password: { from: 'token', key: 'password' }, url: { from: 'token', template: 'x:{username|url}' } },
  };
  const made = on('aws', { secrets }, { addons: { externalSecrets: {} } });
  const { metadata, spec } = made.manifest('ExternalSecret', 'admin');
  expect(metadata.namespace).toBe('tools');
  expect(spec.data.map(({ remoteRef }: Attributes) => remoteRef.property)).toEqual(['password', 'username']);
  expect(Object.keys(spec.target.template.data)).toEqual(['password', 'url']);
  expect(release(made).depends_on).toContain('helm_release.harbor_secrets');
  expect(made.manifest('ClusterSecretStore', 'cloud').spec.conditions).toEqual([{ namespaces: ['tools'] }]);
});

it('accepts patches of the release and of its Secrets', () => {
  const change = {
    secrets: { admin: { password: { from: 'token', key: 'password' } } },
    overrides: {
      release: { wait: false, description: '${x}' },
      secrets: { spec: { refreshInterval: '5m' } },
    },
  };
  const made = on('aws', change, { addons: { externalSecrets: {} } });
  expect(release(made)).toMatchObject({ wait: false, description: '$${x}' });
  expect(made.manifest('ExternalSecret', 'admin').spec.refreshInterval).toBe('5m');
});

it('says when it is neither rolled back nor brings CRDs', () => {
  expect(release(on('aws', { atomic: false, installCrds: false, timeoutSeconds: 60 }))).toMatchObject({
    ...{ atomic: false, cleanup_on_fail: false, skip_crds: true, timeout: 60 },
  });
});

it('needs neither namespaces nor add-ons of the environment in kube-system', () => {
  const input = patch(withCharts({ harbor: { ...harbor, namespace: 'kube-system' } }), { namespaces: null });
  expect(platformOn('google', input as EnvironmentInput).addresses).toEqual([
    'helm_release.harbor',
    'kubernetes_storage_class_v1.storage',
    'terraform_data.protected',
    'terraform_data.unprotected',
  ]);
});

describe('addresses and arguments', () => {
  const { charts = {} } = withCharts({
    a: { ...harbor, after: ['b'] },
    b: harbor,
    c: { ...harbor, releaseName: 'other' },
  });
  const releasesOf = (input: object): object =>
    platformOn('aws', withCharts(input)).json.resource.helm_release as object;

  it('do not depend on the order in the file, nor on other charts', () => {
    const all = releasesOf(charts);
    expect(Object.keys(all).sort()).toEqual(['a', 'b', 'c']);
    const { a, b, c } = charts;
    expect(releasesOf({ c, b, a })).toEqual(all);
    expect(releasesOf({ a, b })).toEqual(patch(all, { c: null }));
  });
});

it('knows every release that a name could clash with', () => {
  const { helm_release: releases } = platformOn('aws', everything).json.resource as {
    helm_release: Record<string, Attributes>;
  };
  const objects = Object.values(releases).filter(({ chart }) => String(chart).startsWith('assets/'));
  expect(objects.length).toBeGreaterThan(5);
  expect(objects.map(({ name }) => String(name)).filter((name) => !PARTS.includes(name.split('-').at(-1)!))).toEqual(
    [],
  );
});

const said = (charts: object, environment: object = {}): string[] =>
  plan([withCharts(charts, environment)], providers).problems.map((problem) =>
    describeWithoutCode(problem).replace(/^acme\/test: /, ''),
  );

const sources = '(postgres, redis, token)';

describe('mistakes', () => {
  it.each<[what: string, change: object, message: string]>([
    [
      'http',
      { repository: 'http://charts.example.com' },
      'repository must be https://… or oci://…, without credentials',
    ],
    ['credentials', { repository: 'https://me:secret@charts.example.com' }, 'repository must be https://… or oci://…'],
    ['a slash at the end', { repository: 'oci://charts.example.com/a/' }, 'repository must be https://… or oci://…'],
    ['a path as the chart', { chart: 'goharbor/harbor' }, 'chart must be the name of a chart'],
    ['no version', { version: null }, 'version is required (string)'],
    ['latest', { version: 'latest' }, 'version must be one exact version such as "1.2.3", neither a range nor'],
    ['a range', { version: '^1.18.0' }, 'version must be one exact version'],
    ['a part of a version', { version: '1.18' }, 'version must be one exact version'],
    ['a long release name', { releaseName: 'a'.repeat(54) }, 'releaseName must be 1–53 lower-case letters'],
    ['values that are no JSON', { values: { a: [() => 1] } }, 'values.a must be what JSON can hold'],
    [
      'an unknown namespace',
      { namespace: 'tool' },
      'namespace must name one of the environment\'s namespaces, the namespace of an add-on that is installed here, or kube-system (shop, tools, kube-system), got "tool". Did you mean "tools"?',
    ],
    [
      'something unknown before it',
      { after: ['certManager'] },
      'after.0 must name a chart, workload, Kafka, ClickHouse or OpenSearch cluster, or add-on of the environment (harbor), got "certManager"',
    ],
    [
      'itself before it',
      { after: ['harbor'] },
      'after must not lead back to the chart itself, got harbor after harbor',
    ],
    [
      'Secrets without the add-on',
      { secrets: { a: { b: { from: 'token', key: 'c' } } } },
      "secrets requires addons.externalSecrets, which fetches secrets from the cloud's store",
    ],
    [
      'rights to an unknown bucket',
      { access: [{ objectStore: 'images', read: true }] },
      'access.0.objectStore must name one of the environment\'s objectStores (files), got "images"',
    ],
    [
      'a service account without rights',
      { serviceAccount: { name: 'a' } },
      'serviceAccount requires access, because it says which service account has the rights. Leave it out, or name the rights',
    ],
    [
      'another service account in its values',
      { access: [{ secret: 'token', read: true }], values: { serviceAccount: { name: 'core' } } },
      'values must not hold serviceAccount.name "core", because the rights are those of "harbor": set serviceAccount.name instead',
    ],
  ])('refuses %s', (_, change, message) => {
    const problems = said({ harbor: patch(harbor, change) });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`charts.harbor.${message}`);
  });

  const externalSecrets = { addons: { externalSecrets: {} } };
  it.each<[what: string, charts: object, message: string, environment?: object]>([
    [
      'a cluster that is missing',
      { harbor },
      'cluster is required: without a cluster there is nowhere for namespaces, charts',
      { cluster: null },
    ],
    [
      'one release twice',
      { a: { ...harbor, releaseName: 'b' }, b: { ...harbor, releaseName: 'b' } },
      'charts.a.releaseName must differ from other releases in the namespace "tools", got "b", which is one of charts.b',
    ],
    [
      "an add-on's release",
      { harbor: { ...harbor, namespace: 'istio-system', releaseName: 'istiod' } },
      'charts.harbor.releaseName must differ from other releases in the namespace "istio-system", got "istiod", which is one of addons.istio',
      { addons: { istio: {} } },
    ],
    [
      "an add-on's address",
      { 'istio-ztunnel': harbor },
      'charts.istio-ztunnel must have another name, got "istio-ztunnel", which is the name of a part of addons.istio; releaseName may stay',
      { addons: { istio: {} } },
    ],
    [
      'a circle',
      { a: { ...harbor, after: ['c'] }, b: { ...harbor, after: ['a'] }, c: { ...harbor, after: ['b'] } },
      'charts.a.after must not lead back to the chart itself, got a after c after b after a',
    ],
    [
      'a Secret twice',
      {
        a: { ...harbor, secrets: { admin: { a: { from: 'token', key: 'a' } } } },
        b: { ...harbor, secrets: { admin: { a: { from: 'token', key: 'a' } } } },
      },
      'charts.b.secrets.admin must have another name, because charts.a has a Secret "admin" in the namespace',
      externalSecrets,
    ],
    [
      'a Secret from an unknown source',
      { a: { ...harbor, secrets: { admin: { a: { from: 'tokens', key: 'a' } } } } },
      `charts.a.secrets.admin.a.from must name a database, cache or secret of the environment ${sources}, got "tokens". Did you mean "token"?`,
      externalSecrets,
    ],
    [
      'a template without a key',
      { a: { ...harbor, secrets: { admin: { a: { from: 'token', template: 'x' } } } } },
      'charts.a.secrets.admin.a.template must hold a key in braces such as {password}, got "x": put fixed text into values',
      externalSecrets,
    ],
    [
      'a service account twice',
      {
        a: { ...harbor, access: [{ secret: 'token', read: true }], serviceAccount: { name: 'x' } },
        b: { ...harbor, access: [{ secret: 'token', read: true }], serviceAccount: { name: 'x' } },
      },
      'charts.b.serviceAccount.name must differ from that of charts.a in the same namespace, got "x": one service account has the rights of one chart',
    ],
  ])('refuses %s', (_, charts, message, ...[environment]) => {
    expect(said(charts, environment)).toContain(message);
  });

  it('refuses the namespace of an add-on only where the cloud has the add-on built in', () => {
    const namespace = 'metrics';
    const environment = { addons: { metricsServer: { namespace } } };
    const messages = problemsOf(withCharts({ harbor: { ...harbor, namespace } }, environment));
    expect(messages.filter((text) => text.includes('charts.harbor.namespace')).length).toBeGreaterThan(0);
    expect(messages.every((text) => /\((google|azurerm|aws)\)/.test(text))).toBe(true);
  });
});

const doubts = (input: EnvironmentInput): string[] => {
  const { problems, warnings } = plan([input], providers);
  expect(problems).toEqual([]);
  return warnings.filter(({ code }) => code.startsWith('chart/')).map(describeProblem);
};

describe('doubts', () => {
  it.each<[code: string, change: object, message: string, environment?: object]>([
    [
      'chart/is-add-on',
      { chart: 'cert-manager', repository: 'https://charts.jetstack.io' },
      'charts.harbor.chart "cert-manager" is what addons.certManager installs: the add-on sets it up for the cloud, and other add-ons and workloads know it',
    ],
    [
      'chart/name-in-repository',
      { repository: 'oci://ghcr.io/goharbor/harbor' },
      "charts.harbor.repository should not end in the chart's name: Helm asks for oci://ghcr.io/goharbor/harbor/harbor",
    ],
    [
      'chart/namespace-closed',
      {},
      'charts.harbor.namespace "tools" lets nothing in or out: set its defaultDeny to false, unless the chart brings network policies for all of its pods',
      { namespaces: { tools: { defaultDeny: true } } },
    ],
  ])('warns of %s', (code, change, message, ...[environment]) => {
    const input = withCharts({ harbor: patch(harbor, change) }, environment);
    expect(doubts(input)).toEqual([`acme/test: ${message} [${code}]`]);
  });

  it('are none about a chart in an open namespace', () => {
    expect(doubts(withCharts({ harbor }))).toEqual([]);
  });
});

it('a release that may take longer than the provider waits has timeouts of the provider, too', () => {
  expect(release(on('aws', { timeoutSeconds: 1200 }))).not.toHaveProperty('timeouts');
  const limit = '7200s';
  expect(release(on('aws', { timeoutSeconds: 3600 }))).toMatchObject({
    timeout: 3600,
    timeouts: { create: limit, update: limit, delete: limit },
  });
});
