/** The design's twelve services: their ports, sizes, scaling, releases, whom they call, and what they keep where. */

export interface Service {
  /** Port of HTTP. @default - nobody calls it */
  readonly port?: number;
  /** Requests of each pod in production. */
  readonly cpu: `${number}m`;
  readonly memory: `${number}Mi`;
  /** Most replicas in production, to be set by load tests; there are at least two. */
  readonly max: number;
  /** Requests per second that one replica serves. @default - not scaled by requests */
  readonly rate?: number;
  /** A list in Redis with work for it, and how many entries one replica works off. @default - none */
  readonly queue?: { readonly list: string; readonly perReplica: number };
  /** How production gets a new version. */
  readonly release: 'canary' | 'blue-green' | 'rolling';
  /** Other services, and other companies' on the internet. */
  readonly calls?: readonly string[];
  readonly stores?: readonly ('postgres' | 'redis')[];
  /** Whether it holds the migrations of the database, of all services' tables. @default false */
  readonly migrates?: true;
  /** Variables with a secret. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Buckets to read and write. */
  readonly buckets?: readonly string[];
  /** Seconds for which answers are cached in Redis. */
  readonly cacheSeconds?: number;
  /** Where it is called from outside: a name below the environment's domain. */
  readonly routes?: readonly { readonly name: string; readonly path?: string; readonly timeoutSeconds?: number }[];
  /** Cron tasks (UTC). */
  readonly crons?: Readonly<Record<string, string>>;
  /** Where it runs. @default - the main pool */
  readonly nodePool?: 'batch';
}

export const services: Readonly<Record<string, Service>> = {
  /** API Gateway: GraphQL and REST. Caches users' profiles. */
  api: {
    port: 4000,
    cpu: '500m',
    memory: '512Mi',
    max: 12,
    rate: 200,
    release: 'canary',
    calls: [
      'discovery',
      'conditions',
      'payments',
      'messaging',
      'auth',
      'reliability',
      'calendar',
      'float-plan',
      'analytics',
    ],
    stores: ['postgres', 'redis'],
    migrates: true,
    buckets: ['media'],
    cacheSeconds: 15 * 60,
    routes: [{ name: 'api' }],
  },
  /** Discovery Service: matches sessions. */
  discovery: {
    port: 4001,
    cpu: '500m',
    memory: '512Mi',
    max: 10,
    rate: 100,
    release: 'canary',
    calls: ['conditions', 'reliability', 'calendar'],
    stores: ['postgres', 'redis'],
    cacheSeconds: 5 * 60,
  },
  /** Conditions Service: watches weather and water. */
  conditions: {
    port: 4002,
    cpu: '250m',
    memory: '256Mi',
    max: 6,
    rate: 200,
    release: 'canary',
    calls: ['internet'],
    stores: ['redis'],
    secrets: { WEATHER_KEY: 'weather' },
    cacheSeconds: 10 * 60,
  },
  /** Payments Service: Stripe Connect, which calls back at its own path. */
  payments: {
    port: 4003,
    cpu: '250m',
    memory: '256Mi',
    max: 6,
    rate: 50,
    release: 'blue-green',
    calls: ['notification', 'internet'],
    stores: ['postgres', 'redis'],
    secrets: { STRIPE_KEY: 'stripe' },
    routes: [{ name: 'api', path: '/webhooks/stripe' }],
  },
  /** Messaging Service: chat over WebSockets, which stay open. */
  messaging: {
    port: 4004,
    cpu: '500m',
    memory: '512Mi',
    max: 10,
    rate: 200,
    release: 'canary',
    calls: ['notification'],
    stores: ['postgres', 'redis'],
    routes: [{ name: 'chat', timeoutSeconds: 3600 }],
  },
  /** Auth Service: signs users in by OAuth 2.0 and OIDC, and issues their tokens. */
  auth: {
    port: 4005,
    cpu: '250m',
    memory: '256Mi',
    max: 8,
    rate: 100,
    release: 'canary',
    calls: ['internet'],
    stores: ['postgres', 'redis'],
    secrets: { JWT_KEY: 'jwt', OAUTH_SECRET: 'oauth' },
    routes: [{ name: 'auth' }],
  },
  /** Reliability Service: keeps scores. */
  reliability: {
    port: 4006,
    cpu: '250m',
    memory: '256Mi',
    max: 6,
    rate: 100,
    release: 'canary',
    stores: ['postgres', 'redis'],
  },
  /** Calendar Service: synchronizes calendars. */
  calendar: {
    port: 4007,
    cpu: '250m',
    memory: '256Mi',
    max: 6,
    rate: 50,
    release: 'canary',
    calls: ['internet'],
    stores: ['postgres'],
    secrets: { CALENDARS_SECRET: 'calendars' },
  },
  /** Float Plan Service: safety on the water. Its alarm must not wait for a spot node, so that it runs here. */
  'float-plan': {
    port: 4008,
    cpu: '250m',
    memory: '256Mi',
    max: 6,
    rate: 50,
    release: 'blue-green',
    calls: ['conditions', 'notification'],
    stores: ['postgres'],
    crons: { overdue: '*/5 * * * *' },
  },
  /** Analytics Service: takes events, and keeps old ones as objects. */
  analytics: {
    port: 4009,
    cpu: '250m',
    memory: '512Mi',
    max: 8,
    rate: 500,
    release: 'canary',
    stores: ['postgres'],
    buckets: ['events'],
  },
  /** Notification Service: push, mail and SMS. */
  notification: {
    port: 4010,
    cpu: '250m',
    memory: '256Mi',
    max: 8,
    queue: { list: 'notifications', perReplica: 100 },
    release: 'canary',
    calls: ['internet'],
    stores: ['postgres', 'redis'],
    secrets: { PUSH_KEY: 'push' },
  },
  /** Background Jobs: cron tasks, and work that may wait, on spot nodes. */
  'background-jobs': {
    cpu: '250m',
    memory: '512Mi',
    max: 12,
    queue: { list: 'jobs', perReplica: 50 },
    release: 'rolling',
    calls: ['reliability', 'calendar', 'conditions', 'notification'],
    stores: ['postgres', 'redis'],
    buckets: ['events'],
    crons: {
      reminders: '*/15 * * * *',
      calendars: '*/30 * * * *',
      archive: '0 2 * * *',
      scores: '0 3 * * *',
      erasure: '0 4 * * *',
    },
    nodePool: 'batch',
  },
};
