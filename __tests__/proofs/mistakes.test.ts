/** Frequent mistakes inside a cluster: one message each, the same on every cloud, and nothing is created. */
import { synthesize } from '../../app/synthesize';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { EnvironmentError } from '../../core/rules/problem';
import { providers } from '../../providers';
import { production } from '../../scripts/bench/newsletter';
import { everything } from '../helpers/everything';
import { problemsOf } from '../helpers/synth';

const backend = (change: object, more: object = {}): object => ({ workloads: { backend: change }, ...more });
const worker = (change: object): object => ({
  workloads: {
    worker: {
      namespace: 'newsletter',
      image: 'registry.example.com/worker:1.0.0',
      resources: { cpu: '100m', memory: '128Mi' },
      ...change,
    },
  },
});
const host = 'worker.newsletter.example.com';
const rollouts = (strategy: string): object => backend({ rollout: { strategy } }, { addons: { argoRollouts: null } });
const sources = '(postgres, redis, courier, jwt, grafana, pagerduty, smtp)';
const ofBackend = (message: string): string => `newsletter/production: workloads.backend.${message}`;
const ofWorker = (message: string): string => `newsletter/production: workloads.worker.${message}`;

/** Mistakes in the production environment of a whole system, each with its only message. */
const MISTAKES: Readonly<Record<string, readonly [change: object, message: string]>> = {
  'a variable from an unknown secret': [
    backend({ secretEnv: { COURIER_TOKEN: { from: 'couirer' } } }),
    ofBackend(
      `secretEnv.COURIER_TOKEN.from must name a database, cache or secret of the environment ${sources}, got "couirer". Did you mean "courier"?`,
    ),
  ],
  'a file from an unknown secret': [
    backend({ secretFiles: { '/etc/key': { from: 'key', key: 'password' } } }),
    ofBackend(
      `secretFiles./etc/key.from must name a database, cache or secret of the environment ${sources}, got "key"`,
    ),
  ],
  'a removed secret': [
    { secrets: { courier: null } },
    ofBackend(
      'secretEnv.COURIER_TOKEN.from must name a database, cache or secret of the environment (postgres, redis, jwt, grafana, pagerduty, smtp), got "courier"',
    ),
  ],
  'access to an unknown secret': [
    backend({ access: [{ secret: 'key', read: true }] }),
    ofBackend(`access.0.secret must name a database, cache or secret of the environment ${sources}, got "key"`),
  ],
  'access to an unknown bucket': [
    backend({ access: [{ objectStore: 'uploads', read: true }] }),
    ofBackend(`access.0.objectStore must name one of the environment's objectStores (backups), got "uploads"`),
  ],
  'access to a removed bucket': [
    backend({ access: [{ objectStore: 'backups', read: true }] }, { objectStores: { backups: null } }),
    ofBackend(`access.0.objectStore must name one of the environment's objectStores (there is none), got "backups"`),
  ],
  'a port without a service': [
    backend({ ports: { http: { service: false } } }),
    ofBackend('routes.0.port must name a port with a service, got "http", whose ports.http.service is false'),
  ],
  'a port twice': [
    backend({ ports: { api: { port: 3001 } } }),
    ofBackend(`ports.api.port must differ from the workload's other ports, got 3001 twice`),
  ],
  'a route to an unknown port': [
    backend({ routes: [{ host: 'api.newsletter.example.com', port: 'web' }] }),
    ofBackend('routes.0.port must name one of the workload\'s ports (http), got "web"'),
  ],
  'a route without ports': [
    worker({ routes: [{ host }] }),
    ofWorker('routes.0.port requires an entry in ports, got none'),
  ],
  'a route from outside the zones': [
    backend({ routes: [{ host: 'api.example.org' }] }),
    ofBackend(
      `routes.0.host must be inside one of the environment's dnsZones (newsletter.example.com), got api.example.org`,
    ),
  ],
  'a route of another workload': [
    { workloads: { frontend: { routes: [{ host: 'api.newsletter.example.com' }] } } },
    'newsletter/production: workloads.frontend.routes.0 must have a host and path of its own, got api.newsletter.example.com/, which workload "backend" has too',
  ],
  'a call of an unknown workload': [
    backend({ calls: ['internet', { workload: 'search' }] }),
    ofBackend(`calls.1.workload must name one of the environment's workloads (backend, frontend), got "search"`),
  ],
  'autoscaling with min above max': [
    backend({ autoscaling: { min: 12 } }),
    ofBackend('autoscaling.min must be at most autoscaling.max 10, got 12'),
  ],
  'replicas outside the range of autoscaling': [
    backend({ replicas: 11 }),
    ofBackend('replicas must lie between autoscaling.min 2 and autoscaling.max 10, got 11'),
  ],
  'canary without Rollouts': [
    rollouts('canary'),
    ofBackend(
      'rollout.strategy requires addons.argoRollouts, which moves requests from old pods to new; or must be "rolling"',
    ),
  ],
  'blue-green without Rollouts': [
    rollouts('blue-green'),
    ofBackend(
      'rollout.strategy requires addons.argoRollouts, which moves requests from old pods to new; or must be "rolling"',
    ),
  ],
  'requests a second without KEDA': [
    backend({ autoscaling: { requestsPerSecond: 100 } }),
    ofBackend('autoscaling requires addons.keda, which scales by requests and queues'),
  ],
  'an unknown namespace': [
    worker({ namespace: 'batch' }),
    ofWorker(`namespace must name one of the environment's namespaces (newsletter), got "batch"`),
  ],
  'an image without a version': [
    backend({ image: 'ghcr.io/example/backend:latest' }),
    ofBackend('image must have a tag other than "latest", or a digest, got ghcr.io/example/backend:latest'),
  ],
  'an unknown property': [
    backend({ autosclaing: { min: 1, max: 2 } }),
    ofBackend('autosclaing is not a known property. Did you mean "autoscaling"?'),
  ],
  'no cluster': [
    { cluster: null, differences: { google: { cluster: null }, azurerm: { cluster: null } } },
    'newsletter/production: cluster is required: without a cluster there is nowhere for addons, namespaces, workloads',
  ],
  'a zone without a domain': [
    { dnsZones: { main: { domain: 'newsletter' } } },
    'newsletter/production: dnsZones.main.domain must be a domain, got "newsletter"',
  ],
  'a mistake in an add-on that others require': [
    { addons: { gateway: { internal: 'yes' } } },
    'newsletter/production: addons.gateway.internal must be a boolean, got "yes"',
  ],
};

/** Mistakes in add-ons and in the clusters that they operate, in an environment with all of them. */
const OTHERS: typeof MISTAKES = {
  'logs in an unknown bucket': [
    { addons: { loki: { objectStore: 'log' } } },
    'acme/test: addons.loki.objectStore must name one of the environment\'s objectStores (files, logs, traces, backups, site), got "log". Did you mean "logs"?',
  ],
  'an application for an unknown namespace': [
    { addons: { argoCd: { applications: { apps: { namespace: 'apps' } } } } },
    'acme/test: addons.argoCd.applications.apps.namespace must name one of the environment\'s namespaces (shop, data, tools), got "apps"',
  ],
  'a mesh of an unknown namespace': [
    { addons: { istio: { namespaces: ['apps'] } } },
    'acme/test: addons.istio.namespaces.0 must name one of the environment\'s namespaces (shop, data, tools), got "apps"',
  ],
  'an unknown topic': [
    {
      workloads: {
        worker: {
          autoscaling: {
            queue: { redis: null, kafka: { cluster: 'audit', topic: 'jobs', consumerGroup: 'w', lagPerReplica: 9 } },
          },
        },
      },
    },
    'acme/test: workloads.worker.autoscaling.queue.kafka.topic must name one of the topics of "audit" (orders), got "jobs"',
  ],
  'fewer brokers than copies of a record': [
    { kafkaClusters: { events: { brokers: 1 } } },
    'acme/test: kafkaClusters.events.replicationFactor must be at most brokers 1, got 3',
  ],
  'a cluster without its operator': [
    { addons: { openSearchOperator: null } },
    'acme/test: searchClusters.catalog requires addons.openSearchOperator, which operates it',
  ],
  'a receiver of an unknown kind': [
    { addons: { monitoring: { receivers: { critical: [{ kind: 'pager' }] } } } },
    'acme/test: addons.monitoring.receivers.critical.0.kind must be "pagerduty" or "slack" or "email" or "webhook", got "pager"',
  ],
};

const mistaken = (base: EnvironmentInput, change: object) => patch(base, change) as EnvironmentInput;

describe.each([
  ['a newsletter', production, MISTAKES],
  ['everything', everything, OTHERS],
] as const)('in %s', (_, base, mistakes) => {
  it.each(Object.entries(mistakes).map(([what, [change, message]]) => ({ what, change, message })))(
    '$what has one message',
    ({ change, message }) => {
      expect(problemsOf(mistaken(base, change))).toEqual([message]);
    },
  );
});

it('reports several mistakes at once, before anything is created', () => {
  const chosen = ['access to an unknown bucket', 'autoscaling with min above max', 'canary without Rollouts'];
  const environment = chosen.reduce((input, what) => mistaken(input, MISTAKES[what]![0]), production);
  const synthesis = () => synthesize({ environments: [environment], ...providers });
  expect(synthesis).toThrow(EnvironmentError);
  expect(problemsOf(environment).sort()).toEqual(chosen.map((what) => MISTAKES[what]![1]).sort());
});
