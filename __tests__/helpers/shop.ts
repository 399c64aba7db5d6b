/** A shop: an environment with one workload, which tests of workloads change. */
import { plan } from '../../app/plan/plan';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { describeWithoutCode } from '../../core/rules/problem';
import { providers } from '../../providers';
import { type CloudName, CLOUDS, on } from './environments';
import { baseWith, type PlatformOn, platformOn } from './platform';
import { saidOf } from './synth';

/** A workload with all optional parts. */
export const addons = {
  loadBalancerController: {},
  certManager: { email: 'ops@example.com' },
  externalSecrets: {},
  reloader: {},
  gateway: {},
  monitoring: { exporters: false },
  argoRollouts: {},
  keda: {},
};

/** The smallest possible workload. */
export const worker = {
  namespace: 'shop',
  image: 'registry.example.com/web:1.0.0',
  resources: { cpu: '250m', memory: '256Mi' },
};

/** A workload that serves requests. */
export const web = {
  ...worker,
  ports: { http: { port: 8080 } },
  probes: { readiness: { path: '/ready' }, liveness: { path: '/live' } },
};

/** The workload `web` and the rest of the environment, each changed by a merge patch. */
export const shopWith = (change: object = {}, environment: object = {}): EnvironmentInput =>
  patch(baseWith({ addons, workloads: { web: patch(web, change) } }), environment) as EnvironmentInput;

export const shopOn = (cloud: CloudName, change: object = {}, environment: object = {}): PlatformOn =>
  platformOn(cloud, shopWith(change, environment));

/** A Kafka cluster `events` in addition to the shop, with a topic `orders` and a user who reads it. */
export const events = (change: object = {}) => ({
  addons: { strimzi: {} },
  secrets: { reader: {} },
  kafkaClusters: {
    events: {
      namespace: 'shop',
      version: '4.3',
      resources: { cpu: '1', memory: '4Gi' },
      storage: { sizeGiB: 100 },
      topics: { orders: {} },
      users: { reader: { secret: 'reader', consume: ['orders'] } },
      ...change,
    },
  },
});

/** Messages of its problems on each cloud, without the environment. */
export const mistakes = (change: object, environment: object = {}): Record<CloudName, string[]> =>
  Object.fromEntries(
    CLOUDS.map((cloud) => {
      const { problems } = plan([on(cloud, shopWith(change, environment))], providers);
      return [cloud, problems.map((problem) => describeWithoutCode(problem).replace(/^acme\/test( \(\w+\))?: /, ''))];
    }),
  ) as Record<CloudName, string[]>;

/** Addresses of a workload's resources. */
export const addressesOf = (made: PlatformOn, id = 'web'): string[] =>
  made.addresses.filter((address) => new RegExp(`\\.${id}(_|$)`).test(address));

/** A mistake: its description, the workload, the expected message, and changes to the rest of the environment. */
export type Mistake = readonly [what: string, change: object, message: string, environment?: object];

/** Tests that each mistake is reported on every cloud. */
export function refuses(mistaken: Readonly<Record<string, readonly Mistake[]>>): void {
  describe.each(Object.entries(mistaken))('%s', (_, cases) => {
    it.each(cases.map(([what, ...mistake]) => ({ what, mistake })))('refuses $what', ({ mistake }) => {
      const [change, message, environment] = mistake;
      for (const said of Object.values(mistakes(change, environment)))
        expect(said).toContain(saidOf('workloads.web', message));
    });
  });
}
