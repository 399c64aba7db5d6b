/** Rows of "Docker" and "Kubernetes": the services and what each of them consists of. */
import { contains, differs, done, type Evidence, hosts, notInfrastructure, row } from '../../../index';
import { domainsOf } from '../base';
import { balancer } from './edge';
import { httpRoute, setting } from './values';

const REGISTRY = 'registry.example.com/fieldday';

/** Other services to which the network policy of a service lets it through. */
const callsOf = (name: string): string =>
  `NetworkPolicy."fieldday-${name}".spec.egress[].to[].podSelector.matchLabels."app.kubernetes.io/name"`;

const names = (services: readonly string[]): string[] => services.map((name) => `fieldday-${name}`);

interface Expected {
  readonly port: number;
  readonly max: number;
  readonly rate: number;
  readonly calls: readonly string[];
}

/** A service's image, port, scaling (least, most, requests per second) and calls in production. */
const service = (name: string, { port, max, rate, calls }: Expected): Evidence => ({
  cluster: {
    [`Rollout."fieldday-${name}".spec.template.spec.containers[0].image`]: `${REGISTRY}/${name}:1.0.0`,
    [`Service."fieldday-${name}".spec.ports[].port`]: [port],
    [`ScaledObject."fieldday-${name}".spec.[minReplicaCount, maxReplicaCount]`]: [2, max],
    [`ScaledObject."fieldday-${name}".spec.triggers[?type == 'prometheus'].metadata.threshold`]: [String(rate)],
    [callsOf(name)]: names(calls),
  },
});

/** Whether it may call other companies' services: HTTPS to public addresses. */
const internet = (name: string): Evidence => ({
  cluster: {
    [`NetworkPolicy."fieldday-${name}".spec.egress[?to[0].ipBlock.cidr == '0.0.0.0/0'].ports[0].port`]: [443],
  },
});

/** The host at which it is called from outside. */
const host = (name: string, label: string): Evidence => ({
  cluster: {
    [`${httpRoute(name)}.hostnames`]: hosts(domainsOf('production'), label),
  },
});

const secret = (name: string, variable: string, from: string): Evidence => ({
  cluster: { [`ExternalSecret."fieldday-${name}-secrets".spec.target.template.data.${variable}`]: contains(from) },
});

const cron = (name: string, task: string, schedule: string): Evidence => ({
  cluster: { [`CronJob."fieldday-${name}-${task}".spec.schedule`]: schedule },
});

const API = ['discovery', 'conditions', 'payments', 'messaging', 'auth', 'reliability', 'calendar', 'float-plan', 'analytics']; // prettier-ignore

const twelve = [
  row(
    '20',
    'API Gateway: GraphQL and REST',
    done(service('api', { port: 4000, max: 12, rate: 200, calls: API }), host('api', 'api')),
  ),
  row(
    '21',
    'Discovery Service: matching of sessions',
    done(service('discovery', { port: 4001, max: 10, rate: 100, calls: ['conditions', 'reliability', 'calendar'] })),
  ),
  row(
    '22',
    'Conditions Service: weather and water, from other companies',
    done(
      service('conditions', { port: 4002, max: 6, rate: 200, calls: [] }),
      internet('conditions'),
      secret('conditions', 'WEATHER_KEY', 'weather_password'),
    ),
  ),
  row(
    '23',
    'Payments Service: Stripe Connect',
    done(
      service('payments', { port: 4003, max: 6, rate: 50, calls: ['notification'] }),
      internet('payments'),
      secret('payments', 'STRIPE_KEY', 'stripe_password'),
      {
        cluster: {
          [`${httpRoute('payments')}.hostnames`]: hosts(domainsOf('production'), 'api'),
          [`${httpRoute('payments')}.rules[0].matches[0].path.value`]: '/webhooks/stripe',
        },
      },
    ),
  ),
  row(
    '24',
    'Messaging Service: chat in real time, over connections that stay open',
    done(service('messaging', { port: 4004, max: 10, rate: 200, calls: ['notification'] }), host('messaging', 'chat'), {
      cluster: {
        [`${httpRoute('messaging')}.rules[0].timeouts.request`]: '3600s',
      },
    }),
  ),
  row(
    '25',
    'Auth Service',
    done(
      service('auth', { port: 4005, max: 8, rate: 100, calls: [] }),
      host('auth', 'auth'),
      secret('auth', 'JWT_KEY', 'jwt_password'),
    ),
  ),
  row('26', 'Reliability Service: scores', done(service('reliability', { port: 4006, max: 6, rate: 100, calls: [] }))),
  row(
    '27',
    'Calendar Service: synchronization with other companies',
    done(service('calendar', { port: 4007, max: 6, rate: 50, calls: [] }), internet('calendar')),
  ),
  row(
    '28',
    'Float Plan Service: safety on the water, whose alarm does not wait for spot nodes',
    done(
      service('float-plan', { port: 4008, max: 6, rate: 50, calls: ['conditions', 'notification'] }),
      cron('float-plan', 'overdue', '*/5 * * * *'),
      { cluster: { 'Rollout."fieldday-float-plan".spec.template.spec.nodeSelector': null } },
    ),
  ),
  row('29', 'Analytics Service: events', done(service('analytics', { port: 4009, max: 8, rate: 500, calls: [] }))),
  row(
    '30',
    'Notification Service: push, mail, SMS, by a queue',
    done(internet('notification'), {
      cluster: {
        'Service."fieldday-notification".spec.ports[].port': [4010],
        'ScaledObject."fieldday-notification".spec.[minReplicaCount, maxReplicaCount]': [2, 8],
        [`ScaledObject."fieldday-notification".spec.triggers[?type == 'redis'].metadata.[listName, listLength]`]: [
          ['notifications', '100'],
        ],
      },
    }),
  ),
  row(
    '31',
    'Background Jobs: cron tasks',
    done(
      cron('background-jobs', 'reminders', '*/15 * * * *'),
      cron('background-jobs', 'calendars', '*/30 * * * *'),
      cron('background-jobs', 'archive', '0 2 * * *'),
      cron('background-jobs', 'scores', '0 3 * * *'),
      cron('background-jobs', 'erasure', '0 4 * * *'),
      { cluster: { [callsOf('background-jobs')]: names(['reliability', 'calendar', 'conditions', 'notification']) } },
    ),
  ),
  row(
    '31',
    'Background Jobs: work from a queue',
    done({
      cluster: {
        'ScaledObject."fieldday-background-jobs".spec.[minReplicaCount, maxReplicaCount]': [2, 12],
        [`ScaledObject."fieldday-background-jobs".spec.triggers[?type == 'redis'].metadata.[listName, listLength]`]: [
          ['jobs', '50'],
        ],
      },
    }),
  ),
];

const namespace = (name: string): Evidence => ({
  in: name,
  cluster: {
    [`Namespace.${name}.metadata.labels."pod-security.kubernetes.io/enforce"`]: 'restricted',
    [`NetworkPolicy."${name}/default-deny".spec.policyTypes`]: ['Ingress', 'Egress'],
    [`Service."${name}/fieldday-api".spec.ports[].port`]: [4000],
  },
});

export const services = [
  row('9, 33-46', 'docker-compose for developers', notInfrastructure('runs on the developers’ own machines')),
  ...twelve,
  row(
    '10, 50, 55',
    'deployments with replicas: two in production, one in development',
    done(
      {
        cluster: {
          'Rollout."fieldday-api".spec.replicas': 2,
          'ScaledObject."fieldday-background-jobs".spec.minReplicaCount': 2,
        },
      },
      { in: 'staging', cluster: { 'ScaledObject."fieldday-api".spec.minReplicaCount': 2 } },
      { in: 'development', cluster: { 'HorizontalPodAutoscaler."fieldday-api".spec.minReplicas': 1 } },
    ),
  ),
  row(
    '56',
    'Services for calls inside the cluster',
    done({
      cluster: {
        'Service."fieldday-discovery".spec.type': 'ClusterIP',
        [`Rollout."fieldday-api".spec.template.spec.containers[0].env[?name == 'DISCOVERY_URL'].value`]: [
          'http://fieldday-discovery:4001',
        ],
      },
    }),
  ),
  row(
    '57',
    'routes from outside (ALB, NGINX)',
    differs(
      'ingress-nginx was retired in March 2026: Gateway API and Envoy, behind the cloud’s load balancer',
      balancer,
      {
        cluster: {
          'values(HTTPRoute)[].spec.hostnames[]': hosts(domainsOf('production'), 'api', 'auth', 'chat', 'grafana'),
          'values(HTTPRoute)[].spec.parentRefs[].[name, namespace, sectionName] | [?@ != `["public", "gateway", "edge"]`]':
            [],
          'ClusterIssuer.acme.spec.acme.email': 'operations@fieldday.example.com',
        },
      },
    ),
  ),
  row('58', 'ConfigMaps for settings', done(setting('payments', 'logs.format', 'json'))),
  row(
    '59',
    'Secrets, from the cloud’s store',
    done({
      cluster: {
        'ExternalSecret."fieldday-api-secrets".spec.secretStoreRef.name': 'cloud',
        'ExternalSecret."fieldday-api-secrets".spec.target.template.data.DATABASE_URL': contains(
          '?sslmode={{ index . "postgres_sslmode" }}',
        ),
        'ExternalSecret."fieldday-api-secrets".spec.target.template.data.REDIS_URL': contains('rediss://'),
      },
    }),
  ),
  row(
    '60',
    'horizontal pod autoscaling',
    done({
      in: 'development',
      cluster: {
        'HorizontalPodAutoscaler."fieldday-api".spec.[minReplicas, maxReplicas]': [1, 2],
        'HorizontalPodAutoscaler."fieldday-api".spec.metrics[].resource.[name, target.averageUtilization]': [
          ['cpu', 70],
          ['memory', 80],
        ],
      },
    }),
  ),
  row(
    '61',
    'pod disruption budgets',
    done({
      cluster: {
        'PodDisruptionBudget."fieldday-api".spec.minAvailable': 1,
        'PodDisruptionBudget."fieldday-background-jobs".spec.minAvailable': 1,
      },
    }),
  ),
  row(
    '62',
    'network policies; the service mesh encrypts and authenticates calls',
    done({
      cluster: {
        'NetworkPolicy."production/default-deny".spec.podSelector': {},
        'PeerAuthentication."production/default".spec.mtls.mode': 'STRICT',
        'AuthorizationPolicy."fieldday-payments".spec.rules[].from[].source.principals[] || `[]` | sort(@)': [
          'cluster.local/ns/production/sa/fieldday-api',
        ],
      },
    }),
  ),
  row('66', 'namespace production', done(namespace('production'))),
  row('67', 'namespace staging', done(namespace('staging'))),
  row('68', 'namespace development', done(namespace('development'))),
  row(
    '72-84',
    'charts of FieldDay’s own',
    differs('services are workloads, which no chart has to be written for; going back is the task of Argo Rollouts', {
      cluster: {
        'Rollout."fieldday-api".metadata.namespace': 'production',
        'Rollout."fieldday-api".spec.revisionHistoryLimit': 5,
      },
    }),
  ),
];
