/** Two values of each property of each add-on; a word after the path distinguishes two forms of one property. */
import type { AddonKey } from '../../../constructs/addons/schema';
import { one, type Probe } from './probe';

type Probes = Readonly<Record<string, Probe>>;

const inPlace: Probes = {
  version: one('version', '1.0.0', '1.0.1'),
  values: one('values', { probe: 'a' }, { probe: 'b' }),
};
const common: Probes = { ...inPlace, namespace: one('namespace', null, 'elsewhere') };

/** Two values of a nested property. */
const inside =
  (place: (value: object) => object) =>
  (a: object, b: object): Probe => [place(a), place(b)];

const rateLimit = inside((value) => ({ rateLimit: { requests: 10, per: 'second', ...value } }));
const proxies = inside((value) => ({ proxies: value }));
const thresholds = inside((value) => ({ thresholds: value }));
const businessHours = inside((value) => ({ businessHours: value }));
const grouping = inside((value) => ({ grouping: value }));
const smtp = inside((value) => ({ smtp: { host: 'smtp.example.com', from: 'a@example.com', ...value } }));
const signedIn = inside((password) => ({
  smtp: { host: 'smtp.example.com', from: 'a@example.com', username: 'a', password: { from: 'token', ...password } },
}));
const watchdog = inside((value) => ({ receivers: { watchdog: { url: { from: 'token' }, ...value } } }));
const rule = inside((value) => ({ rules: { Own: { query: 'up', severity: 'warning', summary: 'down', ...value } } }));
const dashboard = inside((value) => ({
  dashboards: { own: { title: 'Own', panels: [{ title: 'Up', query: 'up' }], ...value } },
}));
const panel = inside((value) => ({
  dashboards: { own: { title: 'Own', panels: [{ title: 'Up', query: 'up', ...value }] } },
}));
const loki = {
  cache: inside((value) => ({ cache: value })),
  collector: inside((value) => ({ collector: value })),
};
const copying = (password: object) => ({ volumes: 'copies', repositoryPassword: { from: 'token', ...password } });
const inSnapshots = { volumes: 'snapshots', repositoryPassword: null };
const schedule = inside((value) => ({ schedules: { daily: value } }));
const sso = inside((value) => ({
  sso: { issuer: 'https://sso.example.com', clientId: 'argocd', secret: 'token', admins: ['a'], ...value },
}));
const repository = inside((value) => ({
  repositories: { infra: { url: 'https://github.com/org/infra.git', secret: 'repository', ...value } },
}));
const application = inside((apps) => ({ applications: { apps } }));
const scaleSet = inside((value) => ({
  scaleSets: {
    deploy: {
      url: 'https://github.com/acme/shop',
      secret: 'token',
      max: 2,
      resources: { cpu: '1', memory: '2Gi' },
      ...value,
    },
  },
}));
const clusterResource = inside((value) => ({
  applications: { apps: { clusterResources: [{ group: '', kind: 'Namespace', ...value }] } },
}));

/** Receivers of each kind. */
const receivers = (severity: 'critical' | 'warning'): Probes => {
  const told = inside((value) => ({
    smtp: { host: 'smtp.example.com', from: 'a@example.com' },
    receivers: { critical: [{ kind: 'email', to: 'a@example.com' }], [severity]: [value] },
  }));
  const stored = (kind: string, property: string): Probes => {
    const of = inside((value) => told({ kind, [property]: { from: 'token', ...value } }, {})[0]);
    return {
      [`from of ${kind}`]: of({ from: 'token' }, { from: 'other' }),
      [`key of ${kind}`]: of({ key: 'a' }, { key: 'b' }),
    };
  };
  const parts = Object.entries({
    ...named('routingKey', stored('pagerduty', 'routingKey')),
    ...named('url', stored('slack', 'url')),
    ...named('url', stored('webhook', 'url')),
    kind: told({ kind: 'slack', url: { from: 'token' } }, { kind: 'webhook', url: { from: 'token' } }),
    channel: told(
      { kind: 'slack', url: { from: 'token' }, channel: '#a' },
      { kind: 'slack', url: { from: 'token' }, channel: '#b' },
    ),
    to: told({ kind: 'email', to: 'b@example.com' }, { kind: 'email', to: 'c@example.com' }),
  });
  return Object.fromEntries(parts.map(([path, probe]) => [`receivers.${severity}.*.${path}`, probe]));
};

function named(property: string, probes: Probes): Probes {
  return Object.fromEntries(Object.entries(probes).map(([path, probe]) => [`${property}.${path}`, probe]));
}

export const PROBES: Readonly<Record<AddonKey, Probes>> = {
  loadBalancerController: { ...common, everyService: one('everyService', false, true) },
  metricsServer: { ...common, everySeconds: one('everySeconds', 15, 30) },
  clusterAutoscaler: {
    ...inPlace,
    expander: one('expander', 'random', 'most-pods'),
    utilization: one('utilization', 0.4, 0.6),
    unneededSeconds: one('unneededSeconds', 300, 600),
  },
  externalSecrets: {
    ...common,
    namespaces: one('namespaces', [], ['data']),
    secrets: [{ namespaces: ['data'] }, { namespaces: ['data'], secrets: ['spare'] }],
  },
  reloader: { ...common, all: one('all', false, true) },
  gateway: {
    ...inPlace,
    internal: one('internal', false, true),
    allowedCidrs: one('allowedCidrs', ['203.0.113.0/24'], ['198.51.100.0/24']),
    namespaces: one('namespaces', [], ['data']),
    minTlsVersion: one('minTlsVersion', '1.2', '1.3'),
    strictTransportSeconds: one('strictTransportSeconds', 0, 60),
    trustedProxies: one('trustedProxies', 0, 1),
    'rateLimit.requests': rateLimit({ requests: 20 }, { requests: 30 }),
    'rateLimit.per': rateLimit({ per: 'minute' }, { per: 'hour' }),
    idleSeconds: one('idleSeconds', 60, 300),
    accessLogs: one('accessLogs', false, true),
    'proxies.min': proxies({ min: 1 }, { min: 3 }),
    'proxies.max': proxies({ max: 6 }, { max: 7 }),
    'proxies.cpuTarget': proxies({ cpuTarget: 60 }, { cpuTarget: 70 }),
    'proxies.cpu': proxies({ cpu: '300m' }, { cpu: '400m' }),
    'proxies.memory': proxies({ memory: '600Mi' }, { memory: '700Mi' }),
    'proxies.drainSeconds': proxies({ drainSeconds: 30 }, { drainSeconds: 40 }),
  },
  certManager: {
    ...common,
    email: one('email', 'a@example.com', 'b@example.com'),
    server: one('server', 'https://acme.example.com/a', 'https://acme.example.com/b'),
  },
  externalDns: {
    ...common,
    sources: one('sources', ['http-routes'], ['services']),
    removeRecords: one('removeRecords', true, false),
    everySeconds: one('everySeconds', 60, 300),
  },
  monitoring: {
    ...common,
    deletionProtection: one('deletionProtection', false, true),
    retentionDays: one('retentionDays', 10, 20),
    storageGiB: one('storageGiB', 60, 70),
    scrapeSeconds: one('scrapeSeconds', 15, 60),
    'prometheus.cpu': one('prometheus', { cpu: '300m' }, { cpu: '400m' }),
    'prometheus.memory': one('prometheus', { memory: '3Gi' }, { memory: '4Gi' }),
    clients: one('clients', [], ['shop']),
    grafana: one('grafana', false, {}),
    'grafana.host': one('grafana', { host: 'a.example.com' }, { host: 'b.example.com' }),
    'grafana.adminSecret': one('grafana', { adminSecret: 'grafana' }, { adminSecret: 'other' }),
    exporters: one('exporters', true, false),
    ...receivers('critical'),
    ...receivers('warning'),
    'receivers.watchdog.url.from': watchdog({ url: { from: 'token' } }, { url: { from: 'other' } }),
    'receivers.watchdog.url.key': watchdog({ url: { from: 'token', key: 'a' } }, { url: { from: 'token', key: 'b' } }),
    'receivers.watchdog.everyMinutes': watchdog({ everyMinutes: 5 }, { everyMinutes: 10 }),
    'smtp.host': smtp({ host: 'a.example.com' }, { host: 'b.example.com' }),
    'smtp.port': smtp({ port: 587 }, { port: 2587 }),
    'smtp.from': smtp({ from: 'a@example.com' }, { from: 'b@example.com' }),
    'smtp.username': smtp(
      { username: 'a', password: { from: 'token' } },
      { username: 'b', password: { from: 'token' } },
    ),
    'smtp.password.from': signedIn({ from: 'token' }, { from: 'other' }),
    'smtp.password.key': signedIn({ key: 'a' }, { key: 'b' }),
    businessHours: one('businessHours', false, {}),
    'businessHours.days': businessHours({ days: ['monday'] }, { days: ['tuesday'] }),
    'businessHours.start': businessHours({ start: '08:00' }, { start: '09:00' }),
    'businessHours.end': businessHours({ end: '16:00' }, { end: '17:00' }),
    'businessHours.timeZone': businessHours({ timeZone: 'Europe/Berlin' }, { timeZone: 'Africa/Harare' }),
    'grouping.by': grouping({ by: ['alertname'] }, { by: ['namespace'] }),
    'grouping.waitSeconds': grouping({ waitSeconds: 10 }, { waitSeconds: 20 }),
    'grouping.everyMinutes': grouping({ everyMinutes: 4 }, { everyMinutes: 6 }),
    'grouping.repeatHours': grouping({ repeatHours: 6 }, { repeatHours: 12 }),
    'thresholds.errorPercent': thresholds({ errorPercent: 1 }, { errorPercent: 2 }),
    'thresholds.p95Ms': thresholds({ p95Ms: 300 }, { p95Ms: 400 }),
    'thresholds.leastRequests': thresholds({ leastRequests: 1 }, { leastRequests: 2 }),
    'thresholds.cpuPercent': thresholds({ cpuPercent: 70 }, { cpuPercent: 90 }),
    'thresholds.memoryPercent': thresholds({ memoryPercent: 70 }, { memoryPercent: 90 }),
    'thresholds.diskFreePercent': thresholds({ diskFreePercent: 10 }, { diskFreePercent: 30 }),
    'thresholds.connectionsPercent': thresholds({ connectionsPercent: 70 }, { connectionsPercent: 90 }),
    'thresholds.cacheHitPercent': thresholds({ cacheHitPercent: 70 }, { cacheHitPercent: 90 }),
    'thresholds.certificateDays': thresholds({ certificateDays: 7 }, { certificateDays: 21 }),
    'thresholds.consumerLag': thresholds({ consumerLag: 100 }, { consumerLag: 200 }),
    'thresholds.partsPerPartition': thresholds({ partsPerPartition: 100 }, { partsPerPartition: 200 }),
    'afterMinutes.critical': one('afterMinutes', { critical: 1 }, { critical: 3 }),
    'afterMinutes.warning': one('afterMinutes', { warning: 10 }, { warning: 20 }),
    runbooks: one('runbooks', 'https://a.example.com', 'https://b.example.com'),
    rules: one('rules', {}, { HighCpu: false }),
    'rules.*.query': rule({ query: 'a' }, { query: 'b' }),
    'rules.*.severity': rule({ severity: 'critical' }, { severity: 'warning' }),
    'rules.*.forMinutes': rule({ forMinutes: 1 }, { forMinutes: 2 }),
    'rules.*.summary': rule({ summary: 'a' }, { summary: 'b' }),
    'rules.*.description': rule({ description: 'a' }, { description: 'b' }),
    'rules.*.runbook': rule({ runbook: 'https://a.example.com' }, { runbook: 'https://b.example.com' }),
    'rules.*.labels': rule({ labels: { team: 'a' } }, { labels: { team: 'b' } }),
    'dashboards.*.title': dashboard({ title: 'a' }, { title: 'b' }),
    'dashboards.*.panels.*.title': panel({ title: 'a' }, { title: 'b' }),
    'dashboards.*.panels.*.query': panel({ query: 'a' }, { query: 'b' }),
    'dashboards.*.panels.*.unit': panel({ unit: 's' }, { unit: 'ms' }),
    'dashboards.*.panels.*.legend': panel({ legend: 'a' }, { legend: 'b' }),
  },
  loki: {
    ...common,
    objectStore: one('objectStore', 'logs', 'files'),
    retentionDays: one('retentionDays', 10, 20),
    diskGiB: one('diskGiB', 20, 30),
    ingestMiBPerSecond: one('ingestMiBPerSecond', 8, 32),
    cache: one('cache', false, {}),
    'cache.chunksMiB': loki.cache({ chunksMiB: 128 }, { chunksMiB: 512 }),
    'cache.resultsMiB': loki.cache({ resultsMiB: 128 }, { resultsMiB: 512 }),
    collector: one('collector', false, {}),
    'collector.excludeNamespaces': loki.collector({}, { excludeNamespaces: ['shop'] }),
  },
  tempo: {
    ...common,
    objectStore: one('objectStore', 'traces', 'files'),
    retentionDays: one('retentionDays', 5, 9),
    diskGiB: one('diskGiB', 20, 30),
    cacheMiB: one('cacheMiB', 0, 512),
    samplePercent: one('samplePercent', 10, 20),
    senders: one('senders', ['shop'], ['data']),
  },
  telemetry: {
    ...common,
    traces: one('traces', ['tempo'], ['tempo', 'cloud']),
    metrics: one('metrics', [], ['cloud']),
    samplePercent: one('samplePercent', 10, 20),
    senders: one('senders', ['shop'], ['data']),
  },
  datadog: {
    ...common,
    'apiKey.from': one('apiKey', { from: 'token' }, { from: 'other' }),
    'apiKey.key': one('apiKey', { from: 'token', key: 'a' }, { from: 'token', key: 'b' }),
    site: one('site', 'datadoghq.com', 'datadoghq.eu'),
    apm: one('apm', false, true),
    logs: one('logs', false, {}),
    'logs.namespaces': one('logs', {}, { namespaces: ['shop'] }),
  },
  argoCd: {
    ...common,
    host: one('host', 'a.example.com', 'b.example.com'),
    admin: [sso({}, {})[0], { ...sso({}, {})[0], admin: true }],
    'sso.issuer': sso({ issuer: 'https://a.example.com' }, { issuer: 'https://b.example.com' }),
    'sso.clientId': sso({ clientId: 'a' }, { clientId: 'b' }),
    'sso.secret': sso({ secret: 'token' }, { secret: 'other' }),
    'sso.scopes': sso({ scopes: ['openid'] }, { scopes: ['openid', 'email'] }),
    'sso.admins': sso({ admins: ['a'] }, { admins: ['b'] }),
    'sso.readers': sso({ readers: ['a'] }, { readers: ['b'] }),
    'repositories.*.url': repository({ url: 'https://github.com/a/a.git' }, { url: 'https://github.com/b/b.git' }),
    'repositories.*.secret': repository({ secret: 'token' }, { secret: 'other' }),
    'repositories.*.prefix': repository({ prefix: false }, { prefix: true }),
    'applications.*.repoUrl': application(
      { repoUrl: 'https://github.com/a/a.git' },
      { repoUrl: 'https://github.com/b/b.git' },
    ),
    'applications.*.revision': application({ revision: 'main' }, { revision: 'v1' }),
    'applications.*.path': application({ path: 'a' }, { path: 'b' }),
    'applications.*.namespace': application({ namespace: 'shop' }, { namespace: 'data' }),
    'applications.*.project': application({ project: 'one' }, { project: 'default' }),
    'applications.*.clusterResources.*.group': clusterResource({ group: 'a' }, { group: 'b' }),
    'applications.*.clusterResources.*.kind': clusterResource({ kind: 'A' }, { kind: 'B' }),
    'applications.*.automated': application({ automated: false }, { automated: {} }),
    'applications.*.automated.prune': application({ automated: { prune: true } }, { automated: { prune: false } }),
    'applications.*.automated.selfHeal': application(
      { automated: { selfHeal: true } },
      { automated: { selfHeal: false } },
    ),
    'applications.*.syncOptions': application({ syncOptions: [] }, { syncOptions: ['ServerSideApply=true'] }),
    'applications.*.source': application({ source: {} }, { source: { directory: { recurse: true } } }),
  },
  argoRollouts: common,
  githubRunners: {
    ...common,
    ports: one('ports', [], [5432]),
    'scaleSets.*.url': scaleSet({ url: 'https://github.com/a' }, { url: 'https://github.com/b' }),
    'scaleSets.*.secret': scaleSet({ secret: 'token' }, { secret: 'other' }),
    'scaleSets.*.label': scaleSet({}, { label: 'shop' }),
    'scaleSets.*.group': scaleSet({}, { group: 'private' }),
    'scaleSets.*.min': scaleSet({ min: 0 }, { min: 1 }),
    'scaleSets.*.max': scaleSet({ max: 2 }, { max: 3 }),
    'scaleSets.*.resources.cpu': scaleSet(
      { resources: { cpu: '1', memory: '2Gi' } },
      { resources: { cpu: '2', memory: '2Gi' } },
    ),
    'scaleSets.*.resources.memory': scaleSet(
      { resources: { cpu: '1', memory: '2Gi' } },
      { resources: { cpu: '1', memory: '3Gi' } },
    ),
    'scaleSets.*.resources.disk': scaleSet(
      { resources: { cpu: '1', memory: '2Gi' } },
      { resources: { cpu: '1', memory: '2Gi', disk: '20Gi' } },
    ),
    'scaleSets.*.image': scaleSet({}, { image: 'registry.example.com/runner:1.0.0' }),
    'scaleSets.*.values': scaleSet({ values: { probe: 'a' } }, { values: { probe: 'b' } }),
  },
  keda: { ...common, all: one('all', false, true) },
  istio: {
    ...inPlace,
    namespaces: one('namespaces', [], ['shop']),
    permissive: one('permissive', false, true),
    'chartValues.base': one('chartValues', { base: { probe: 'a' } }, { base: { probe: 'b' } }),
    'chartValues.cni': one('chartValues', { cni: { probe: 'a' } }, { cni: { probe: 'b' } }),
    'chartValues.ztunnel': one('chartValues', { ztunnel: { probe: 'a' } }, { ztunnel: { probe: 'b' } }),
  },
  openCost: {
    ...common,
    'prices.vcpu': one('prices', { vcpu: 0.02 }, { vcpu: 0.03 }),
    'prices.memoryGiB': one('prices', { memoryGiB: 0.002 }, { memoryGiB: 0.003 }),
    'prices.diskGiB': one('prices', { diskGiB: 0.1 }, { diskGiB: 0.2 }),
  },
  velero: {
    ...common,
    objectStore: one('objectStore', 'backups', 'files'),
    'schedules.*.cron': schedule({ cron: '0 1 * * *' }, { cron: '0 2 * * *' }),
    'schedules.*.retentionDays': schedule(
      { cron: '0 1 * * *', retentionDays: 5 },
      { cron: '0 1 * * *', retentionDays: 6 },
    ),
    'schedules.*.namespaces': schedule(
      { cron: '0 1 * * *', namespaces: ['shop'] },
      { cron: '0 1 * * *', namespaces: ['data'] },
    ),
    'schedules.*.excludeNamespaces': schedule(
      { cron: '0 1 * * *' },
      { cron: '0 1 * * *', excludeNamespaces: ['shop'] },
    ),
    volumeSnapshots: [inSnapshots, { ...inSnapshots, volumeSnapshots: false }],
    volumes: [inSnapshots, copying({})],
    repositoryPassword: [copying({}), copying({ from: 'spare' })],
    'repositoryPassword.from': [copying({}), copying({ from: 'spare' })],
    'repositoryPassword.key': [copying({ key: 'a' }), copying({ key: 'b' })],
  },
  trivy: {
    ...common,
    scans: one('scans', ['vulnerabilities'], ['vulnerabilities', 'secrets']),
    severity: one('severity', 'LOW', 'CRITICAL'),
    onlyFixed: one('onlyFixed', false, true),
    namespaces: one('namespaces', null, ['shop']),
    everyHours: one('everyHours', 12, 24),
    concurrency: one('concurrency', 1, 2),
    databases: one('databases', 'a.example.com/trivy', 'b.example.com/trivy'),
  },
  strimzi: { ...common, all: one('all', false, true) },
  clickHouseOperator: { ...common, secret: one('secret', 'click-house', 'other'), all: one('all', false, true) },
  openSearchOperator: { ...common, all: one('all', false, true) },
};
