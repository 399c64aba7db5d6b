/** Rules of a workload's traffic, scaling, rollouts and jobs: each mistake with its message. */
import { events, refuses, worker } from '../../helpers/shop';

const served = { ports: { http: { port: 8080 } }, probes: { readiness: { path: '/ready' } } };
const blueGreen = (change: object = {}) => ({ rollout: { strategy: 'blue-green', ...change } });
const canary = (change: object = {}) => ({ rollout: { strategy: 'canary', ...change } });
const analysed = (query: object) => canary({ analysis: { queries: { errors: { query: 'errors', ...query } } } });
const scaled = (change: object) => ({ autoscaling: { min: 2, max: 4, ...change } });
const queue = (change: object) => scaled({ queue: change });
const kafka = { cluster: 'events', topic: 'orders', consumerGroup: 'web', lagPerReplica: 1 };

refuses({
  network: [
    [
      'an unknown caller',
      { callers: [{ workload: 'api' }] },
      `callers.0.workload must name one of the environment's workloads (web), got "api"`,
    ],
    [
      'an unknown callee',
      { calls: [{ workload: 'api' }] },
      `calls.0.workload must name one of the environment's workloads (web), got "api"`,
    ],
    [
      'an unknown namespace',
      { calls: [{ namespace: 'shops' }] },
      'calls.0.namespace must name one of the cluster\'s namespaces (shop, kube-system), got "shops". Did you mean "shop"?',
      { addons: null },
    ],
    [
      'a range with host bits',
      { calls: [{ cidr: '10.0.0.1/16' }] },
      'calls.0.cidr must be an IPv4 range in CIDR notation with host bits zero, got "10.0.0.1/16"',
    ],
    [
      'callers from the internet',
      { callers: ['internet'] },
      'callers must not hold "internet": use routes for calls from there',
    ],
    [
      'callers without ports',
      { callers: [{ namespace: 'shop' }], ports: null, probes: null },
      'callers requires an entry in ports, got none',
    ],
    [
      'a call of a workload without ports',
      { calls: [{ workload: 'worker' }] },
      'calls.0.workload must name a workload with ports, got "worker", which has none',
      { workloads: { worker } },
    ],
    [
      'metrics without Prometheus',
      { metrics: {} },
      'metrics requires addons.monitoring, which reads them',
      { addons: { monitoring: null } },
    ],
    [
      'metrics on an unknown port',
      { metrics: { port: 'admin' } },
      'metrics.port must name one of the workload\'s ports (http), got "admin"',
    ],
    [
      'metrics over TCP',
      { metrics: { port: 'raw' }, ports: { raw: { port: 9000, protocol: 'tcp' } } },
      'metrics.port must name a port whose protocol is http, got "raw", whose protocol is tcp',
    ],
    [
      'traces without a collector',
      { traces: {} },
      'traces requires addons.tempo or addons.telemetry, whose collector receives them',
    ],
    [
      'a variable of traces',
      {
        traces: {},
        env: { OTEL_SERVICE_NAME: 'web' },
        jobs: {
          smoke: { when: 'after-rollout', secretEnv: { OTEL_TRACES_SAMPLER: { from: 'token', key: 'password' } } },
        },
      },
      'traces sets OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER: leave these out of env and secretEnv, or leave out traces',
    ],
  ],
  routes: [
    [
      'a route without a gateway',
      { routes: [{ host: 'a.example.com' }] },
      'routes requires addons.gateway, which receives the requests',
      { addons: { gateway: null } },
    ],
    [
      'a route without ports',
      { routes: [{ host: 'a.example.com' }], ports: null, probes: null },
      'routes.0.port requires an entry in ports, got none',
    ],
    [
      'an unknown port',
      { routes: [{ host: 'a.example.com', port: 'admin' }] },
      'routes.0.port must name one of the workload\'s ports (http), got "admin"',
    ],
    [
      'a port without a service',
      { routes: [{ host: 'a.example.com' }], ports: { http: { service: false } } },
      'routes.0.port must name a port with a service, got "http", whose ports.http.service is false',
    ],
    [
      'a route to a TCP port',
      { routes: [{ host: 'a.example.com', port: 'raw' }], ports: { raw: { port: 9000, protocol: 'tcp' } } },
      'routes.0.port must name a port whose protocol is http or grpc, got "raw", whose protocol is tcp',
    ],
    [
      'a host outside the zones',
      { routes: [{ host: 'a.example.org' }] },
      `routes.0.host must be inside one of the environment's dnsZones (example.com), got a.example.org`,
    ],
    [
      'a route twice',
      { routes: [{ host: 'a.example.com' }, { host: 'a.example.com' }] },
      'routes.1 must have a host and path of its own, got a.example.com/, which another route has too',
    ],
    [
      'a route of another workload',
      { routes: [{ host: 'a.example.com' }] },
      'routes.0 must have a host and path of its own, got a.example.com/, which workload "api" has too',
      { workloads: { api: { ...worker, ...served, routes: [{ host: 'a.example.com' }] } } },
    ],
  ],
  scaling: [
    ['min above max', scaled({ min: 5, cpu: 70 }), 'autoscaling.min must be at most autoscaling.max 4, got 5'],
    [
      'replicas outside the range',
      { replicas: 5, ...scaled({ cpu: 70 }) },
      'replicas must lie between autoscaling.min 2 and autoscaling.max 4, got 5',
    ],
    [
      'autoscaling without a measure',
      scaled({}),
      'autoscaling must have at least one of cpu, memory, requestsPerSecond and queue, got none',
    ],
    [
      'min 0 without a queue',
      scaled({ min: 0, cpu: 70 }),
      'autoscaling.min must be at least 1 without autoscaling.queue, got 0: nothing else shows that there is work for a first pod',
    ],
    [
      'requests without KEDA',
      { metrics: {}, ...scaled({ requestsPerSecond: 5 }) },
      'autoscaling requires addons.keda, which scales by requests and queues',
      { addons: { keda: null } },
    ],
    [
      'a query without Prometheus',
      queue({ prometheus: { query: 'a', perReplica: 1 } }),
      'autoscaling requires addons.monitoring, whose Prometheus counts requests and answers the query',
      { addons: { monitoring: null } },
    ],
    [
      'requests without metrics',
      scaled({ requestsPerSecond: 5 }),
      'autoscaling.requestsPerSecond requires metrics, which count the requests',
    ],
    [
      'an unknown cache',
      queue({ redis: { cache: 'jobs', list: 'a', lengthPerReplica: 1 } }),
      `autoscaling.queue.redis.cache must name one of the environment's caches (redis), got "jobs"`,
    ],
    [
      'a cache that KEDA cannot sign in to',
      queue({ redis: { cache: 'redis', list: 'a', lengthPerReplica: 1 } }),
      'autoscaling.queue.redis.cache must name a cache whose authentication is "token" or "none", got "redis", whose authentication is "identity", which KEDA does not have',
      { caches: { redis: { authentication: 'identity' } } },
    ],
    [
      'a cache without External Secrets',
      queue({ redis: { cache: 'redis', list: 'a', lengthPerReplica: 1 } }),
      'autoscaling.queue requires addons.externalSecrets, which brings the credentials that KEDA signs in with',
      { addons: { externalSecrets: null } },
    ],
    [
      'an unknown Kafka cluster',
      queue({ kafka }),
      `autoscaling.queue.kafka.cluster must name one of the environment's kafkaClusters (there is none), got "events"`,
    ],
    [
      'an unknown topic',
      queue({ kafka: { ...kafka, topic: 'bills', user: 'reader' } }),
      'autoscaling.queue.kafka.topic must name one of the topics of "events" (orders), got "bills"',
      events(),
    ],
    [
      'a topic without a user',
      queue({ kafka }),
      'autoscaling.queue.kafka.user is required: must name one of the users of "events" that sign in with a secret (reader)',
      events(),
    ],
    [
      'a cluster whose certificate is in another namespace',
      queue({ kafka: { ...kafka, user: 'reader' } }),
      `autoscaling.queue.kafka.cluster must be in the workload's namespace "shop", where KEDA looks for the certificate of the listener, got "events" in "data". Or give it listeners.plain`,
      events({ namespace: 'data' }),
    ],
    [
      'as many pods kept as there are',
      { replicas: 3, minAvailable: 3 },
      'minAvailable must be less than the lowest number of pods, 3, got 3: otherwise nodes can never be drained. Leave it out to evict one pod at a time',
    ],
    [
      'the only pod kept',
      { minAvailable: 1, ...scaled({ min: 1, cpu: 70 }) },
      'minAvailable must be less than the lowest number of pods, 1, got 1: otherwise nodes can never be drained. Leave it out to evict one pod at a time',
    ],
  ],
  rollout: [
    [
      'canary without Rollouts',
      canary(),
      'rollout.strategy requires addons.argoRollouts, which moves requests from old pods to new; or must be "rolling"',
      { addons: { argoRollouts: null } },
    ],
    [
      'blue-green without Rollouts',
      blueGreen(),
      'rollout.strategy requires addons.argoRollouts, which moves requests from old pods to new; or must be "rolling"',
      { addons: { argoRollouts: null } },
    ],
    [
      'analysis without Prometheus',
      analysed({ max: 1 }),
      'rollout.analysis requires addons.monitoring, whose Prometheus answers the queries',
      { addons: { monitoring: null } },
    ],
    [
      'a rollout that can never progress',
      { rollout: { strategy: 'rolling', maxSurge: 0, maxUnavailable: '0%' } },
      'rollout.maxUnavailable must be more than 0 where rollout.maxSurge is 0, got 0%: otherwise no pod can be replaced',
    ],
    [
      'more than 100%',
      { rollout: { strategy: 'rolling', maxUnavailable: '101%' } },
      'rollout.maxUnavailable must be at most 100%, got 101%',
    ],
    [
      'text instead of a percentage',
      { rollout: { strategy: 'rolling', maxSurge: 'half' } },
      'rollout.maxSurge must be a number of pods or a percentage such as "25%", got "half"',
    ],
    [
      'blue-green without a service',
      { ...blueGreen(), ports: null, probes: null },
      'rollout.strategy requires a port with a service, which is switched to the new pods, got "blue-green" without one',
    ],
    [
      'a preview longer than the deadline',
      blueGreen({ previewSeconds: 600 }),
      'rollout.previewSeconds must be less than progressDeadlineSeconds 600, got 600',
    ],
    [
      'steps that shrink',
      canary({ steps: [{ percent: 50 }, { percent: 20 }] }),
      'rollout.steps must grow from step to step, got 50, 20',
    ],
    [
      'an analysis without queries',
      canary({ analysis: { queries: {} } }),
      'rollout.analysis.queries must hold at least one query',
    ],
    [
      'a query without bounds',
      analysed({}),
      'rollout.analysis.queries.errors must have min, max, or both: otherwise every value is healthy',
    ],
    [
      'min above max of a query',
      analysed({ min: 2, max: 1 }),
      'rollout.analysis.queries.errors.min must be at most max 1, got 2',
    ],
  ],
  jobs: [
    [
      'an image without a tag',
      { jobs: { a: { when: 'before-rollout', image: 'a' } } },
      'jobs.a.image must have a tag other than "latest", or a digest, got a',
    ],
    [
      'a schedule with four fields',
      { jobs: { a: { when: { schedule: '0 3 * *' } } } },
      'jobs.a.when.schedule must have the five fields of cron: "0 3 * * *", got "0 3 * *"',
    ],
    [
      'a schedule with fields out of range',
      { jobs: { a: { when: { schedule: '60 3 * JAN-FOO 7' } } } },
      'jobs.a.when.schedule must have the five fields of cron: "60" is no minute (0–59), "JAN-FOO" is no month (1–12), "7" is no day of the week (0–6), got "60 3 * JAN-FOO 7"',
    ],
    [
      'an unknown time zone',
      { jobs: { a: { when: { schedule: '0 3 * * *', timeZone: 'Mars' } } } },
      'jobs.a.when.timeZone must be the name of a time zone such as "Europe/Berlin", got "Mars"',
    ],
    [
      'a deadline that is too short',
      { jobs: { a: { when: 'before-rollout', deadlineSeconds: 5 } } },
      'jobs.a.deadlineSeconds must be at least 10, got 5',
    ],
    [
      'a limit above the maximum of the namespace',
      { jobs: { a: { when: 'before-rollout', memory: '2Gi' } } },
      'jobs.a.memory must give a limit of at most limitRange.max.memory 1Gi of the namespace "shop", got 2Gi',
      { namespaces: { shop: { limitRange: { max: { cpu: '4', memory: '1Gi' } } } } },
    ],
  ],
});
