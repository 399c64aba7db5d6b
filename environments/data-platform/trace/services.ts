/** "Deployment Pipeline", "GitOps with ArgoCD", "Scaling Strategy" and "Observability Stack" of the design. */
import { done, hosts, notInfrastructure, open, row, shows, type Trace } from '../../../index';
import { domainsOf } from '../base';

type Expectations = NonNullable<Parameters<typeof done>[number]['cluster']>;

const canary = (service: string): string => `Rollout."data-platform-${service}".spec.strategy.canary.steps`;
const pause = (seconds: number) => ({ pause: { duration: `${seconds}s` } });
/** Part of what ends a rollout that fails. */
const analysis = 'AnalysisTemplate."data-platform-api-gateway-queries".spec.metrics[0].successCondition';

export const pipeline: Trace['rows'] = [
  row('91-97', 'GitHub Actions build and push, and Argo CD deploys', open('Registry')),
  row('96-98', 'images are scanned', open('Registry')),
  row('96-98', 'unit and integration tests', notInfrastructure('a step of the pipeline')),
  row(
    '96-97',
    'staging: a canary of 10 %',
    done({
      in: 'staging',
      cluster: { [`${canary('api-gateway')}[0]`]: { setWeight: 10 }, [`${canary('auth')}[0]`]: { setWeight: 10 } },
    }),
  ),
  row(
    '96-97',
    'production: a progressive rollout, which ends when requests fail',
    done({
      cluster: {
        [`${canary('api-gateway')}[].setWeight`]: [10, 30, 60],
        [`${canary('frontend')}[].setWeight`]: [10, 30, 60],
        [analysis]: (condition: string) => condition.endsWith('result[0] <= 0.01'),
      },
    }),
  ),
  row('100', 'staging takes 15 minutes', done({ in: 'staging', cluster: { [`${canary('auth')}[1]`]: pause(900) } })),
  row(
    '100',
    'production takes 30 minutes',
    done({ cluster: { [`${canary('auth')}[?pause]`]: [pause(600), pause(600), pause(600)] } }),
  ),
  row('100', 'build in 5 and tests in 10 minutes', notInfrastructure('the duration of steps of the pipeline')),
];

const application = 'Application."platform-apps"';

export const gitOps: Trace['rows'] = [
  row(
    '111-128',
    'the Application platform-apps, synchronized from Git',
    done({
      cluster: {
        [`${application}.metadata.namespace`]: 'argocd',
        [`${application}.spec`]: {
          project: 'default',
          source: {
            repoURL: 'https://github.com/org/platform-infra.git',
            targetRevision: 'main',
            path: 'kubernetes/apps',
          },
          destination: { server: 'https://kubernetes.default.svc', namespace: 'platform-apps' },
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
      },
    }),
  ),
];

const byCpu = (service: string): Expectations => ({
  [`HorizontalPodAutoscaler."data-platform-${service}".spec.[minReplicas, maxReplicas]`]: [3, 10],
  [`HorizontalPodAutoscaler."data-platform-${service}".spec.metrics[].resource`]: [
    { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
  ],
});

const byTrigger = (service: string, max: number): Expectations => ({
  [`ScaledObject."data-platform-${service}".spec.[minReplicaCount, maxReplicaCount]`]: [3, max],
});

const trigger = (service: string): string => `ScaledObject."data-platform-${service}".spec.triggers[0]`;

export const scaling: Trace['rows'] = [
  row('137', 'front end: CPU over 70 %, 3–10', done({ cluster: byCpu('frontend') })),
  row(
    '138',
    'API gateway: more than 1000 requests per second, 3–15',
    done({
      cluster: {
        ...byTrigger('api-gateway', 15),
        [`${trigger('api-gateway')}.[type, metadata.threshold]`]: ['prometheus', '1000'],
        [`${trigger('api-gateway')}.metadata.query`]: (query: string) =>
          query.startsWith('sum(rate(http_requests_total{'),
      },
    }),
  ),
  row(
    '139',
    'services: CPU over 70 %, 3–10',
    done({ cluster: { ...byCpu('auth'), ...byCpu('config'), ...byCpu('connector') } }),
  ),
  row(
    '140',
    'data workers: KEDA by the depth of a queue, 3–20',
    done({
      cluster: {
        ...byTrigger('workers', 20),
        [`${trigger('workers')}.type`]: 'kafka',
        [`${trigger('workers')}.metadata.[topic, consumerGroup, lagThreshold]`]: ['jobs', 'workers', '100'],
      },
    }),
  ),
  row(
    '141',
    'PostgreSQL: one to three servers, by hand',
    done(
      {
        aws: { 'length(keys(aws_db_instance))': 3 },
        google: { 'length(keys(google_sql_database_instance))': 3 },
        azurerm: { 'length(keys(azurerm_postgresql_flexible_server))': 3 },
      },
      {
        in: 'development',
        aws: { 'length(keys(aws_db_instance))': 1 },
        google: { 'length(keys(google_sql_database_instance))': 1 },
        azurerm: { 'length(keys(azurerm_postgresql_flexible_server))': 1 },
      },
    ),
  ),
  row(
    '142',
    'ClickHouse: three to nine servers, by hand: shards of three replicas',
    done({
      cluster: {
        'ClickHouseInstallation."data-platform-analytics".spec.configuration.clusters[0].layout': {
          shardsCount: 1,
          replicasCount: 3,
        },
      },
    }),
  ),
];

const GRAFANA = 'charts.monitoring.values.grafana';
const ALERTMANAGER = 'charts.monitoring.values.alertmanager.config';
const PAGERDUTY_KEY = '/etc/alertmanager/secrets/alertmanager-receivers/pagerduty.password';

export const observability: Trace['rows'] = [
  row(
    '150',
    'Prometheus: 15 days',
    done({ cluster: { 'charts.monitoring.values.prometheus.prometheusSpec.retention': '15d' } }),
  ),
  row(
    '151',
    'Grafana',
    done({
      cluster: {
        [`${GRAFANA}.enabled`]: true,
        'HTTPRoute."monitoring-grafana".spec.hostnames': hosts(domainsOf('production'), 'grafana'),
        [`${GRAFANA}.sidecar.dashboards.searchNamespace`]: 'ALL',
      },
    }),
  ),
  row(
    '152',
    'Loki: 30 days',
    done({
      cluster: {
        'charts.loki.values.loki.limits_config.retention_period': `${30 * 24}h`,
        'charts.loki.values.loki.compactor.retention_enabled': true,
      },
    }),
  ),
  row(
    '153',
    'Tempo: 7 days',
    done({
      cluster: {
        'charts.tempo.values.compactor.config.compaction.block_retention': `${7 * 24}h`,
        [`Deployment."data-platform-workers".spec.template.spec.containers[0].env[?name=='OTEL_EXPORTER_OTLP_ENDPOINT'].value`]:
          ['http://trace-collector.platform-monitoring.svc:4318'],
      },
    }),
  ),
  row(
    '154',
    'PagerDuty',
    done({
      cluster: {
        [`${ALERTMANAGER}.receivers[?name==\`critical\`].pagerduty_configs[].routing_key_file`]: [PAGERDUTY_KEY],
        [`${ALERTMANAGER}.route.routes[?receiver==\`critical\`].matchers[]`]: ['severity = critical'],
      },
    }),
  ),
];

/** Title and panels of a dashboard; it may have more panels. */
const dashboard = (id: string, title: string, ...panels: string[]): Expectations => ({
  [`ConfigMap."data-platform-dashboard-${id}".data."data-platform-dashboard-${id}.json"`]: (json: string) => {
    const { title: made } = JSON.parse(json) as { readonly title: string };
    return made === `data-platform: ${title}` && shows(...panels)(json);
  },
});

export const dashboards: Trace['rows'] = [
  row(
    '158',
    'dashboard: platform health overview',
    done({
      cluster: dashboard(
        'platform-health',
        'Platform Health Overview',
        'Firing alerts',
        'Ready nodes',
        'Unreachable targets',
      ),
    }),
  ),
  row(
    '159',
    'dashboard: performance of each service',
    done({ cluster: dashboard('workloads', 'Workloads', 'Requests', 'Server errors', 'Response time') }),
  ),
  row(
    '160',
    'dashboard: execution of pipelines',
    done({ cluster: dashboard('pipelines', 'Pipeline Execution Status', 'Runs by status', 'Waiting jobs') }),
  ),
  row(
    '161',
    'dashboard: costs, which OpenCost measures',
    done({
      cluster: {
        ...dashboard('costs', 'Cost Tracking', 'Nodes, dollars a month', 'CPU by namespace, dollars a month'),
        'charts."open-cost".values.opencost.metrics.serviceMonitor.enabled': true,
        'charts."open-cost".values.opencost.prometheus.external.url':
          'http://prometheus-operated.platform-monitoring.svc:9090',
      },
    }),
  ),
  row(
    '162',
    'dashboard: activity of users',
    done({ cluster: dashboard('users', 'User Activity', 'Active users', 'Sign-ins') }),
  ),
];
