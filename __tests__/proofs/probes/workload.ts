/** Two values of each property of a workload. */
import { one, type Probe } from './probe';

const port = (change: object): object => ({ ports: { http: { port: 8080, ...change } } });
const probed = (kind: string, a: object, b: object): Probe => [
  { probes: { [kind]: { path: '/x', ...a } } },
  { probes: { [kind]: { path: '/x', ...b } } },
];
const probesOf = <K extends string>(kind: K) =>
  ({
    [`probes.${kind}.path`]: probed(kind, { path: '/a' }, { path: '/b' }),
    [`probes.${kind}.command`]: probed(kind, { path: null, command: ['a'] }, { path: null, command: ['b'] }),
    [`probes.${kind}.port`]: probed(kind, { port: 'http' }, { port: 'metrics' }),
    [`probes.${kind}.delaySeconds`]: probed(kind, { delaySeconds: 1 }, { delaySeconds: 2 }),
    [`probes.${kind}.everySeconds`]: probed(kind, { everySeconds: 11 }, { everySeconds: 12 }),
    [`probes.${kind}.timeoutSeconds`]: probed(kind, { timeoutSeconds: 4 }, { timeoutSeconds: 5 }),
    [`probes.${kind}.failures`]: probed(kind, { failures: 6 }, { failures: 7 }),
  }) as Record<
    `probes.${K}.${'path' | 'command' | 'port' | 'delaySeconds' | 'everySeconds' | 'timeoutSeconds' | 'failures'}`,
    Probe
  >;
const blueGreen = (a: object, b: object): Probe => [
  { rollout: { strategy: 'blue-green', ...a } },
  { rollout: { strategy: 'blue-green', ...b } },
];
const judged = (a: object, b: object): Probe => {
  const with_ = (change: object) => ({ analysis: { queries: { errors: { query: 'vector(0)', max: 1 } }, ...change } });
  return blueGreen(with_(a), with_(b));
};
const query = (a: object, b: object): Probe =>
  judged(
    { queries: { errors: { query: 'vector(0)', max: 1, ...a } } },
    { queries: { errors: { query: 'vector(0)', max: 1, ...b } } },
  );
const rolling = (a: object, b: object): Probe => [
  { rollout: { strategy: 'rolling', ...a } },
  { rollout: { strategy: 'rolling', ...b } },
];
const scaled = (a: object, b: object): Probe => [{ autoscaling: a }, { autoscaling: b }];
const queued = (kind: string, base: object, a: object, b: object): Probe =>
  scaled({ queue: { [kind]: { ...base, ...a } } }, { queue: { [kind]: { ...base, ...b } } });
const kafka = { cluster: 'plain', topic: 'orders', consumerGroup: 'shop', lagPerReplica: 10, user: 'one' };
const redis = { cache: 'redis', list: 'jobs', lengthPerReplica: 10 };
const job = (a: object, b: object): Probe => [
  { jobs: { extra: { when: 'before-rollout', ...a } } },
  { jobs: { extra: { when: 'before-rollout', ...b } } },
];
const route = (a: object, b: object): Probe => [
  { routes: [{ host: 'shop.example.com', ...a }] },
  { routes: [{ host: 'shop.example.com', ...b }] },
];

/** Rights of a workload that signs in to nothing. */
const rights = (...values: readonly [object[], object[]]): Probe => {
  const [a, b] = values.map((access) => ({
    access,
    secretEnv: { CARTS: null, CARTS_LOGIN: null, SITE: null, SITE_LOGIN: null },
  }));
  return [a!, b!];
};

export const workload: Readonly<Record<string, Probe>> = {
  namespace: one('namespace', 'shop', 'data'),
  image: one('image', 'registry.example.com/shop:1', 'registry.example.com/shop:2'),
  command: one('command', ['a'], ['b']),
  args: one('args', ['a'], ['b']),
  replicas: [
    { autoscaling: null, replicas: 2 },
    { autoscaling: null, replicas: 3 },
  ],
  'resources.cpu': [{ resources: { cpu: '200m' } }, { resources: { cpu: '300m' } }],
  'resources.memory': [{ resources: { memory: '200Mi' } }, { resources: { memory: '300Mi' } }],
  'resources.cpuLimit': [{ resources: { cpuLimit: '1' } }, { resources: { cpuLimit: '2' } }],
  'resources.memoryLimit': [{ resources: { memoryLimit: '1Gi' } }, { resources: { memoryLimit: '2Gi' } }],
  'resources.disk': [{ resources: { disk: '64Mi' } }, { resources: { disk: '65Mi' } }],
  'resources.diskLimit': [{ resources: { diskLimit: '2Gi' } }, { resources: { diskLimit: '3Gi' } }],
  'ports.*.port': [port({ port: 8081 }), port({ port: 8082 })],
  'ports.*.protocol': [
    { ...port({ protocol: 'http' }), probes: { liveness: null } },
    { ...port({ protocol: 'grpc' }), probes: { liveness: null, readiness: { path: null } } },
  ],
  'ports.*.service': [port({ service: 80 }), port({ service: 81 })],
  env: one('env', { A: '1' }, { A: '2' }),
  'secretEnv.*.from': [
    { secretEnv: { A: { from: 'token', key: 'password' } } },
    { secretEnv: { A: { from: 'grafana', key: 'password' } } },
  ],
  'secretEnv.*.user': [
    { secretEnv: { A: { from: 'postgres', key: 'password' } } },
    { secretEnv: { A: { from: 'postgres', user: 'app', key: 'password' } } },
  ],
  'secretEnv.*.key': [
    { secretEnv: { A: { from: 'token', key: 'password' } } },
    { secretEnv: { A: { from: 'token', key: 'username' } } },
  ],
  'secretEnv.*.template': [
    { secretEnv: { A: { from: 'token', template: 'a{password}' } } },
    { secretEnv: { A: { from: 'token', template: 'b{password}' } } },
  ],
  files: one('files', { '/etc/a': '1' }, { '/etc/a': '2' }),
  'secretFiles.*.from': [
    { secretFiles: { '/etc/s': { from: 'token', key: 'password' } } },
    { secretFiles: { '/etc/s': { from: 'grafana', key: 'password' } } },
  ],
  'secretFiles.*.user': [
    { secretFiles: { '/etc/s': { from: 'postgres', key: 'password' } } },
    { secretFiles: { '/etc/s': { from: 'postgres', user: 'app', key: 'password' } } },
  ],
  'secretFiles.*.key': [
    { secretFiles: { '/etc/s': { from: 'token', key: 'password' } } },
    { secretFiles: { '/etc/s': { from: 'token', key: 'username' } } },
  ],
  'secretFiles.*.template': [
    { secretFiles: { '/etc/s': { from: 'token', template: 'a{password}' } } },
    { secretFiles: { '/etc/s': { from: 'token', template: 'b{password}' } } },
  ],
  writable: one('writable', { '/tmp': '64Mi' }, { '/tmp': '65Mi' }),
  ...probesOf('readiness'),
  ...probesOf('liveness'),
  ...probesOf('startup'),
  'rollout.strategy': [{ rollout: { strategy: 'rolling' } }, { rollout: { strategy: 'canary' } }],
  'rollout.maxSurge': rolling({ maxSurge: 1 }, { maxSurge: 2 }),
  'rollout.maxUnavailable': rolling({ maxUnavailable: 1 }, { maxUnavailable: 2 }),
  'rollout.goesBack': rolling({ goesBack: true }, { goesBack: false }),
  'rollout.automatic': blueGreen({ automatic: true }, { automatic: false }),
  'rollout.previewSeconds': blueGreen({ previewSeconds: 31 }, { previewSeconds: 32 }),
  'rollout.keepOldSeconds': blueGreen({ keepOldSeconds: 61 }, { keepOldSeconds: 62 }),
  'rollout.steps.*.percent': [
    { rollout: { strategy: 'canary', steps: [{ percent: 10 }] } },
    { rollout: { strategy: 'canary', steps: [{ percent: 20 }] } },
  ],
  'rollout.steps.*.seconds': [
    { rollout: { strategy: 'canary', steps: [{ percent: 10, seconds: 60 }] } },
    { rollout: { strategy: 'canary', steps: [{ percent: 10, seconds: 61 }] } },
  ],
  'rollout.analysis.queries.*.query': query({ query: 'vector(1)' }, { query: 'vector(2)' }),
  'rollout.analysis.queries.*.min': query({ min: 0.1 }, { min: 0.2 }),
  'rollout.analysis.queries.*.max': query({ max: 2 }, { max: 3 }),
  'rollout.analysis.everySeconds': judged({ everySeconds: 61 }, { everySeconds: 62 }),
  'rollout.analysis.measurements': judged({ measurements: 2 }, { measurements: 3 }),
  'rollout.analysis.failures': judged({ failures: 3 }, { failures: 4 }),
  progressDeadlineSeconds: one('progressDeadlineSeconds', 601, 602),
  'autoscaling.min': scaled({ min: 2 }, { min: 3 }),
  'autoscaling.max': scaled({ max: 9 }, { max: 10 }),
  'autoscaling.cpu': scaled({ cpu: 71 }, { cpu: 72 }),
  'autoscaling.memory': scaled({ memory: 81 }, { memory: 82 }),
  'autoscaling.requestsPerSecond': scaled({ requestsPerSecond: 10 }, { requestsPerSecond: 20 }),
  'autoscaling.queue.kafka.cluster': queued('kafka', kafka, {}, { cluster: 'audit', user: null }),
  'autoscaling.queue.kafka.user': queued('kafka', kafka, { user: 'one' }, { user: 'two' }),
  'autoscaling.queue.kafka.topic': queued('kafka', kafka, {}, { topic: 'payments' }),
  'autoscaling.queue.kafka.consumerGroup': queued('kafka', kafka, {}, { consumerGroup: 'other' }),
  'autoscaling.queue.kafka.lagPerReplica': queued('kafka', kafka, {}, { lagPerReplica: 11 }),
  'autoscaling.queue.redis.cache': queued('redis', redis, {}, { cache: 'sessions' }),
  'autoscaling.queue.redis.list': queued('redis', redis, {}, { list: 'other' }),
  'autoscaling.queue.redis.lengthPerReplica': queued('redis', redis, {}, { lengthPerReplica: 11 }),
  'autoscaling.queue.prometheus.query': queued(
    'prometheus',
    { perReplica: 1 },
    { query: 'vector(1)' },
    { query: 'vector(2)' },
  ),
  'autoscaling.queue.prometheus.perReplica': queued(
    'prometheus',
    { query: 'vector(1)' },
    { perReplica: 1 },
    { perReplica: 2 },
  ),
  'autoscaling.stabilizationSeconds': scaled({ stabilizationSeconds: 301 }, { stabilizationSeconds: 302 }),
  minAvailable: [
    { autoscaling: { min: 4 }, minAvailable: 2 },
    { autoscaling: { min: 4 }, minAvailable: 3 },
  ],
  'spread.zones': [{ spread: { zones: 'required' } }, { spread: { zones: 'preferred' } }],
  'spread.nodes': [{ spread: { nodes: 'required' } }, { spread: { nodes: 'preferred' } }],
  nodePool: one('nodePool', null, 'main'),
  // Rights are the infrastructure stack's: in the cluster, access as such is what shows.
  'access.*.objectStore': rights([], [{ objectStore: 'files', read: true }]),
  'access.*.read': rights([], [{ objectStore: 'files', read: true }]),
  'access.*.write': rights([], [{ objectStore: 'files', write: true }]),
  'access.*.user': rights([{ secret: 'postgres', read: true }], [{ secret: 'postgres', user: 'app', read: true }]),
  'access.*.secret': rights([], [{ secret: 'token', read: true }]),
  'access.*.database': rights([], [{ database: 'postgres', user: 'site', connect: true }]),
  'access.*.cache': rights([], [{ cache: 'carts', connect: true }]),
  'access.*.connect': rights([], [{ cache: 'carts', connect: true }]),
  'callers.*.workload': one('callers', [{ workload: 'worker' }], [{ workload: 'blue' }]),
  'callers.*.namespace': one('callers', [{ namespace: 'shop' }], [{ namespace: 'data' }]),
  'callers.*.cidr': one('callers', [{ cidr: '10.0.0.0/24' }], [{ cidr: '10.0.1.0/24' }]),
  'callers.*.ports': one('callers', [{ cidr: '10.0.0.0/24', ports: [8080] }], [{ cidr: '10.0.0.0/24', ports: [9090] }]),
  'calls.*.workload': one('calls', [{ workload: 'worker' }], [{ workload: 'blue' }]),
  'calls.*.namespace': one('calls', [{ namespace: 'shop' }], [{ namespace: 'data' }]),
  'calls.*.cidr': one('calls', [{ cidr: '10.0.0.0/24' }], [{ cidr: '10.0.1.0/24' }]),
  'calls.*.ports': one('calls', [{ cidr: '10.0.0.0/24', ports: [443] }], [{ cidr: '10.0.0.0/24', ports: [444] }]),
  'routes.*.host': route({ host: 'a.example.com' }, { host: 'b.example.com' }),
  'routes.*.path': route({ path: '/a' }, { path: '/b' }),
  'routes.*.port': route({ port: 'http' }, { port: 'metrics' }),
  'routes.*.timeoutSeconds': route({ timeoutSeconds: 31 }, { timeoutSeconds: 32 }),
  'routes.*.tls': [
    { routes: [{ host: 'shop.example.com' }], certificate: {} },
    { routes: [{ host: 'shop.example.com', tls: true }], certificate: {} },
  ],
  'certificate.path': one('certificate', { path: '/a' }, { path: '/b' }),
  'certificate.days': one('certificate', { days: 30 }, { days: 60 }),
  'certificate.restart': one('certificate', { restart: true }, { restart: false }),
  'metrics.port': [{ metrics: { port: 'http' } }, { metrics: { port: 'metrics' } }],
  'metrics.requests': [{ metrics: { requests: 'a_total' } }, { metrics: { requests: 'b_total' } }],
  'metrics.path': [{ metrics: { path: '/a' } }, { metrics: { path: '/b' } }],
  'metrics.everySeconds': [{ metrics: { everySeconds: 31 } }, { metrics: { everySeconds: 32 } }],
  'traces.name': [{ traces: { name: 'a' } }, { traces: { name: 'b' } }],
  'traces.protocol': [{ traces: { protocol: 'http' } }, { traces: { protocol: 'grpc' } }],
  'traces.samplePercent': [{ traces: { samplePercent: 10 } }, { traces: { samplePercent: 20 } }],
  'traces.attributes': [{ traces: { attributes: { team: 'a' } } }, { traces: { attributes: { team: 'b' } } }],
  'shutdown.delaySeconds': [{ shutdown: { delaySeconds: 6 } }, { shutdown: { delaySeconds: 7 } }],
  'shutdown.graceSeconds': [{ shutdown: { graceSeconds: 31 } }, { shutdown: { graceSeconds: 32 } }],
  'security.user': [{ security: { user: 2 } }, { security: { user: 3 } }],
  'security.readOnly': [{ security: { readOnly: true } }, { security: { readOnly: false } }],
  'jobs.*.when': job({}, { when: 'after-rollout' }),
  'jobs.*.image': job({ image: 'registry.example.com/job:1' }, { image: 'registry.example.com/job:2' }),
  'jobs.*.command': job({ command: ['a'] }, { command: ['b'] }),
  'jobs.*.args': job({ args: ['a'] }, { args: ['b'] }),
  'jobs.*.secretEnv.*.from': job(
    { secretEnv: { A: { from: 'token', key: 'password' } } },
    { secretEnv: { A: { from: 'grafana', key: 'password' } } },
  ),
  'jobs.*.secretEnv.*.user': job(
    { secretEnv: { A: { from: 'postgres', key: 'password' } } },
    { secretEnv: { A: { from: 'postgres', user: 'app', key: 'password' } } },
  ),
  'jobs.*.secretEnv.*.key': job(
    { secretEnv: { A: { from: 'token', key: 'password' } } },
    { secretEnv: { A: { from: 'token', key: 'username' } } },
  ),
  'jobs.*.secretEnv.*.template': job(
    { secretEnv: { A: { from: 'token', template: 'a{password}' } } },
    { secretEnv: { A: { from: 'token', template: 'b{password}' } } },
  ),
  'jobs.*.cpu': job({ cpu: '100m' }, { cpu: '200m' }),
  'jobs.*.memory': job({ memory: '100Mi' }, { memory: '200Mi' }),
  'jobs.*.retries': job({ retries: 1 }, { retries: 2 }),
  'jobs.*.deadlineSeconds': job({ deadlineSeconds: 61 }, { deadlineSeconds: 62 }),
  labels: [{ labels: { team: 'a' } }, { labels: { team: 'b' } }],
  annotations: [{ annotations: { team: 'a' } }, { annotations: { team: 'b' } }],
};
