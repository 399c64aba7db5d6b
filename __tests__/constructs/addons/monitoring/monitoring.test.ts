/** kube-prometheus-stack: what is installed and how, who is told of alerts, whom it lets in. */
import { resolve } from '../../../../app/plan/resolve';
import { plan } from '../../../../app/plan/plan';
import { describeWithoutCode } from '../../../../core/rules/problem';
import { environmentSchema, type EnvironmentInput } from '../../../../constructs/environment/schema';
import { providers } from '../../../../providers';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';

const others = {
  externalSecrets: {},
  certManager: { email: 'ops@example.com' },
  gateway: {},
  loadBalancerController: {},
};
const secrets = { pagerduty: {}, slack: {}, hook: {}, smtp: {}, grafana: {} };
const receivers = {
  critical: [{ kind: 'pagerduty', routingKey: { from: 'pagerduty' } }],
  warning: [
    { kind: 'slack', url: { from: 'slack', key: 'url' }, channel: '#ops' },
    { kind: 'email', to: 'ops@example.com' },
    { kind: 'webhook', url: { from: 'hook' } },
  ],
};
const smtp = { host: 'smtp.example.com', from: 'alerts@example.com', username: 'alerts', password: { from: 'smtp' } };
const grafana = { host: 'grafana.example.com', adminSecret: 'grafana' };

/** The base with monitoring. */
const monitored = (monitoring: object = {}, change: object = {}): EnvironmentInput =>
  baseWith({ secrets, addons: { ...others, monitoring }, ...change });

describe.each(CLOUDS)('monitoring on %s', (cloud) => {
  const made = platformOn(cloud, monitored({ receivers, smtp, grafana }));
  const { values, ...chart } = made.charts.monitoring!;
  const single = platformOn(cloud, monitored({}, { highAvailability: false })).charts.monitoring!.values;

  it('is a namespace, a chart, and what the chart stands on', () => {
    expect(made.addresses.filter((address) => /\.(namespace_)?monitoring/.test(address))).toEqual([
      'helm_release.monitoring',
      'helm_release.monitoring_before',
      'helm_release.monitoring_objects',
      'kubernetes_namespace_v1.namespace_monitoring',
    ]);
    expect(chart).toMatchObject({ chart: 'kube-prometheus-stack', version: '88.5.3', namespace: 'monitoring' });
  });

  it('lets pods that look at nodes be privileged in a namespace of their own, and none beside them', () => {
    const level = (name: string) =>
      made.manifest('Namespace', name).metadata.labels['pod-security.kubernetes.io/enforce'];
    expect([level('monitoring'), level('monitoring-nodes')]).toEqual(['restricted', 'privileged']);
    expect(values['prometheus-node-exporter'].namespaceOverride).toBe('monitoring-nodes');
  });

  it('keeps metrics for fifteen days, less when the disk is nearly full, on encrypted disks', () => {
    expect(values.prometheus.prometheusSpec).toMatchObject({
      retention: '15d',
      retentionSize: '35GiB',
      storageSpec: {
        volumeClaimTemplate: { spec: { storageClassName: 'encrypted', resources: { requests: { storage: '50Gi' } } } },
      },
    });
    expect(made.addresses).toContain('kubernetes_storage_class_v1.storage');
  });

  it('runs two of what may be two, on two nodes, and one where one is enough', () => {
    const of = (some: typeof values) => [
      some.prometheus.prometheusSpec.replicas,
      some.prometheus.prometheusSpec.podAntiAffinity,
      some.prometheus.podDisruptionBudget.enabled,
      some.alertmanager.alertmanagerSpec.replicas,
      some.alertmanager.podDisruptionBudget.enabled,
    ];
    expect(of(values)).toEqual([2, 'hard', true, 2, true]);
    expect(of(single)).toEqual([1, 'soft', false, 1, false]);
  });

  it('takes monitors and rules of every namespace', () => {
    const { prometheusSpec } = values.prometheus;
    const selectors = Object.keys(prometheusSpec).filter((key) => key.endsWith('SelectorNilUsesHelmValues'));
    expect(selectors.map((key) => key.replace('SelectorNilUsesHelmValues', ''))).toEqual([
      'rule', 'serviceMonitor', 'podMonitor', 'probe', 'scrapeConfig',
    ]); // prettier-ignore
    expect(selectors.every((key) => prometheusSpec[key] === false)).toBe(true);
  });

  it('watches nothing that the cloud hides, and keeps the rules about pods, jobs and scaling', () => {
    for (const part of ['kubeEtcd', 'kubeScheduler', 'kubeControllerManager', 'kubeProxy', 'coreDns'])
      expect(values[part]).toEqual({ enabled: false });
    const { rules, disabled } = values.defaultRules;
    expect(rules).toMatchObject({ etcd: false, kubeProxy: false, kubeSchedulerAlerting: false });
    for (const kept of ['general', 'kubernetesApps', 'alertmanager', 'prometheus', 'node'])
      expect(rules).not.toHaveProperty(kept);
    expect(Object.keys(disabled)).toEqual(['NodeCPUHighUsage', 'NodeMemoryHighUtilization']);
  });

  it('gives every container resources', () => {
    const parts = [
      values.prometheusOperator,
      values.prometheusOperator.prometheusConfigReloader,
      values.prometheusOperator.admissionWebhooks.patch,
      values.prometheus.prometheusSpec,
      values.alertmanager.alertmanagerSpec,
      values.grafana,
      values.grafana.sidecar,
      values['kube-state-metrics'],
      values['prometheus-node-exporter'],
      values.crds.upgradeJob,
    ];
    for (const { resources } of parts)
      expect(resources).toMatchObject({
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
    expect(values.crds.upgradeJob.resources.limits.memory).toBe('256Mi');
  });

  it('lets nobody read secrets for the sake of metrics or dashboards', () => {
    expect(values['kube-state-metrics'].collectorsExclude).toEqual(['secrets']);
    expect(values.grafana.rbac).toEqual({ create: false });
    expect(made.manifest('ClusterRole', 'monitoring-grafana-dashboards').rules).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'watch', 'list'] },
    ]);
    expect(made.manifest('ClusterRoleBinding', 'monitoring-grafana-dashboards').subjects).toEqual([
      { kind: 'ServiceAccount', name: 'monitoring-grafana', namespace: 'monitoring' },
    ]);
  });

  it('fetches secrets out of the store, and names files alone', () => {
    const services = (id: string) => made.manifest('ExternalSecret', id).spec;
    const { data, secretStoreRef } = services('alertmanager-receivers');
    expect(secretStoreRef).toEqual({ kind: 'ClusterSecretStore', name: 'cloud' });
    expect(data.map(({ secretKey }: { secretKey: string }) => secretKey)).toEqual([
      'pagerduty.password',
      'slack.url',
      'hook.password',
      'smtp.password',
    ]);
    expect(data[1].remoteRef).toEqual({ key: expect.stringContaining('slack'), property: 'url' });
    expect(values.alertmanager.alertmanagerSpec.secrets).toEqual(['alertmanager-receivers']);
    expect(values.grafana.admin).toEqual({
      existingSecret: 'grafana-admin',
      userKey: 'username',
      passwordKey: 'password',
    });
    expect(services('grafana-admin').data).toHaveLength(2);
  });

  it('leads to Grafana over HTTPS, from the gateway alone', () => {
    expect(made.manifest('HTTPRoute', 'monitoring-grafana').spec).toMatchObject({
      hostnames: ['grafana.example.com'],
      rules: [{ backendRefs: [{ name: 'monitoring-grafana', port: 80 }] }],
    });
    expect(values.grafana['grafana.ini'].server.root_url).toBe('https://grafana.example.com');
    const [, outside] = made.manifest('NetworkPolicy', 'monitoring-grafana').spec.ingress;
    expect(outside).toEqual({ from: [{ namespaceSelector: inNamespaces('gateway') }], ports: [tcp(3000)] });
  });

  it('tells which environment it is, and where', () => {
    expect(values.prometheus.prometheusSpec.externalLabels).toEqual({
      system: 'acme',
      environment: 'test',
      region: { aws: 'us-east-1', google: 'us-central1', azurerm: 'eastus' }[cloud],
    });
  });
});

const inNamespaces = (...values: string[]) => ({
  matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }],
});
const tcp = (port: number) => ({ protocol: 'TCP', port });

/** What Alertmanager is told. */
const alertmanager = (monitoring: object) =>
  platformOn('aws', monitored(monitoring)).charts.monitoring!.values.alertmanager.config;

describe('who is told', () => {
  const config = alertmanager({
    receivers: { ...receivers, watchdog: { url: { from: 'hook' }, everyMinutes: 2 } },
    smtp,
  });

  it('is paged at once of what is critical, and told of warnings in business hours', () => {
    expect(config.route.routes).toEqual([
      { matchers: ['alertname = Watchdog'], receiver: 'watchdog', group_wait: '0s', group_interval: '2m', repeat_interval: '2m' },
      { matchers: ['severity = critical'], receiver: 'critical', group_wait: '0s' },
      { matchers: ['severity = warning'], receiver: 'warning', active_time_intervals: ['business-hours'] },
    ]); // prettier-ignore
    expect(config.time_intervals).toEqual([
      {
        name: 'business-hours',
        time_intervals: [
          {
            weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
            times: [{ start_time: '09:00', end_time: '17:00' }],
            location: 'Etc/UTC',
          },
        ],
      },
    ]);
  });

  it('is reached by each means', () => {
    const directory = '/etc/alertmanager/secrets/alertmanager-receivers';
    const [, critical, warning] = config.receivers;
    expect(critical.pagerduty_configs).toMatchObject([{ routing_key_file: `${directory}/pagerduty.password` }]);
    expect(warning.slack_configs).toMatchObject([{ api_url_file: `${directory}/slack.url`, channel: '#ops' }]);
    expect(warning.email_configs).toEqual([{ to: 'ops@example.com', send_resolved: true }]);
    expect(warning.webhook_configs).toEqual([{ url_file: `${directory}/hook.password` }]);
    expect(config.global).toEqual({
      smtp_smarthost: 'smtp.example.com:587',
      smtp_from: 'alerts@example.com',
      smtp_auth_username: 'alerts',
      smtp_auth_password_file: `${directory}/smtp.password`,
      smtp_require_tls: true,
    });
  });

  it('is not told of warnings while something critical is wrong with the same thing', () => {
    expect(config.inhibit_rules).toContainEqual({
      source_matchers: ['severity = critical', 'workload != ""'],
      target_matchers: ['severity = warning', 'workload != ""'],
      equal: ['workload'],
    });
  });

  it('is told at other hours, in other groups, if wanted', () => {
    const hours = { days: ['saturday'], start: '10:00', end: '24:00', timeZone: 'Europe/Berlin' };
    const grouping = { by: ['system'], waitSeconds: 60, everyMinutes: 10, repeatHours: 12 };
    const other = alertmanager({ receivers, smtp, businessHours: hours, grouping });
    expect(other.time_intervals[0].time_intervals).toEqual([
      { weekdays: ['saturday'], times: [{ start_time: '10:00', end_time: '24:00' }], location: 'Europe/Berlin' },
    ]);
    expect(other.route).toMatchObject({
      group_by: ['system'],
      group_wait: '60s',
      group_interval: '10m',
      repeat_interval: '12h',
    });
    expect(alertmanager({ receivers, smtp, businessHours: false })).not.toHaveProperty('time_intervals');
  });

  it('is nobody, where nobody is named', () => {
    const silent = alertmanager({});
    expect(silent.receivers).toEqual([{ name: 'null' }]);
    expect(silent.route.routes).toEqual([{ matchers: ['alertname = Watchdog'], receiver: 'null' }]);
  });
});

it('lets in who has to ask Prometheus', () => {
  const made = platformOn('aws', baseWith({ addons: { ...others, keda: {}, monitoring: { clients: ['shop'] } } }));
  const [own, outside] = made.manifest('NetworkPolicy', 'monitoring-prometheus').spec.ingress;
  expect(own).toEqual({ from: [{ podSelector: {} }] });
  expect(outside).toEqual({ from: [{ namespaceSelector: inNamespaces('keda', 'shop') }], ports: [tcp(9090)] });
  expect(made.manifest('NetworkPolicy', 'monitoring-alertmanager').spec.ingress).toEqual([own]);
});

it('goes without Grafana', () => {
  const made = platformOn('aws', monitored({ grafana: false }));
  expect(made.charts.monitoring!.values.grafana).toEqual({ enabled: false });
  expect(made.addresses.some((address) => address.includes('dashboard'))).toBe(false);
  expect(made.manifests.map(({ metadata }) => metadata.name)).not.toContain('monitoring-grafana-dashboards');
});

it('reaches what is set', () => {
  const { values } = platformOn('aws', monitored({
    retentionDays: 30, storageGiB: 100, scrapeSeconds: 15, prometheus: { cpu: '1', memory: '8Gi' },
    thresholds: { diskFreePercent: 10 },
  })).charts.monitoring!; // prettier-ignore
  expect(values.prometheus.prometheusSpec).toMatchObject({
    retention: '30d',
    retentionSize: '80GiB',
    scrapeInterval: '15s',
    resources: { requests: { cpu: '1', memory: '8Gi' }, limits: { memory: '8Gi' } },
  });
});

it('uses the secrets of receivers, of Grafana, and of what is measured', () => {
  const used = (monitoring: object) => resolve(environmentSchema.parse(monitored(monitoring)), 'aws').secrets.used;
  expect(used({ receivers, smtp, grafana })).toEqual([
    'grafana',
    'hook',
    'pagerduty',
    'postgres',
    'redis',
    'slack',
    'smtp',
  ]);
  expect(used({ exporters: false })).toEqual([]);
});

describe('what a user may get wrong', () => {
  const webhook = [{ kind: 'webhook', url: { from: 'hook' } }];
  const cases: [string, object, string, object?][] = [
    ['an unknown secret', { receivers: { critical: [{ kind: 'webhook', url: { from: 'nothing' } }] } }, 'must name a secret, database or cache of the environment, got "nothing"'],
    ['nobody to tell', { receivers: {} }, 'receivers must name somebody in critical or warning'],
    ['email without a server', { receivers: { warning: [{ kind: 'email', to: 'ops@example.com' }] } }, 'smtp is required: receivers by email need a mail server'],
    ['a password of nobody', { smtp: { ...smtp, username: undefined } }, 'smtp.password is required together with smtp.username'],
    ['hours that end before they start', { businessHours: { start: '17:00', end: '09:00' } }, 'businessHours.end must be later than businessHours.start 17:00, got 09:00'],
    ['an unknown time zone', { businessHours: { timeZone: 'Mars/Olympus' } }, 'businessHours.timeZone must be a time zone of the IANA database'],
    ['an unknown alert', { rules: { KubePodCrashLooping: false } }, 'rules must be false for one of WorkloadDown, '],
    ['a namespace that lets nothing out', { namespace: 'shop' }, 'namespace must be one with defaultDeny false, got "shop"'],
    ['an unknown namespace', { clients: ['elsewhere'] }, 'clients must be names in namespaces, got elsewhere'],
    ['a host of nobody', { grafana: { host: 'grafana.example.org' } }, 'inside one of dnsZones, got grafana.example.org'],
    ['a host without a gateway', { exporters: false, grafana: { host: 'grafana.example.com' } }, 'requires addons.gateway', { addons: { gateway: null } }],
    ['secrets without External Secrets', { exporters: false, receivers: { critical: webhook } }, 'requires addons.externalSecrets', { addons: { externalSecrets: null } }],
    ['exporters without External Secrets', {}, 'requires addons.externalSecrets', { addons: { externalSecrets: null } }],
    ['a threshold out of range', { thresholds: { cpuPercent: 120 } }, 'addons.monitoring.thresholds.cpuPercent'],
    ['days out of range', { retentionDays: 0 }, 'addons.monitoring.retentionDays'],
    ['a means that there is not', { receivers: { critical: [{ kind: 'pigeon' }] } }, 'addons.monitoring.receivers.critical.0.kind'],
  ]; // prettier-ignore

  it.each(cases)('%s', (_, monitoring, message, change = {}) => {
    const input = monitored(monitoring);
    const { addons } = change as { addons?: object };
    const { problems } = plan([{ ...input, addons: withoutNull({ ...input.addons, ...addons }) }], providers);
    expect(problems.map(describeWithoutCode).join('\n')).toContain(message);
  });
});

const withoutNull = (all: object) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
