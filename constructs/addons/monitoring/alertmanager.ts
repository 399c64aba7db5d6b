/** Configuration of Alertmanager: routes alerts by severity to receivers, and reads every secret from a file. */
import { compact } from '../../../core/records';
import { allReceivers, type Receiver, type ReceiverProps, type SecretPart } from './receivers';

/** The Secret with the credentials of receivers. The operator mounts it as files. */
export const RECEIVERS_SECRET = 'alertmanager-receivers';
const keyOf = ({ from, key }: SecretPart): string => `${from}.${key}`;
const fileOf = (secret: SecretPart): string => `/etc/alertmanager/secrets/${RECEIVERS_SECRET}/${keyOf(secret)}`;

/** Parts of secrets that Alertmanager reads, by file name. */
export function receiverSecrets(props: ReceiverProps): Record<string, SecretPart> {
  const parts = [...allReceivers(props).map(secretOf), props.receivers?.watchdog?.url, props.smtp?.password];
  return Object.fromEntries(parts.filter((part) => part !== undefined).map((part) => [keyOf(part), part]));
}

function secretOf(receiver: Receiver): SecretPart | undefined {
  if ('url' in receiver) return receiver.url;
  return 'routingKey' in receiver ? receiver.routingKey : undefined;
}

const SLACK = {
  title:
    '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }} in {{ .CommonLabels.system }}/{{ .CommonLabels.environment }}',
  text: '{{ range .Alerts }}*{{ .Annotations.summary }}*\n{{ .Annotations.description }}{{ with .Annotations.runbook_url }} <{{ . }}|Runbook>{{ end }}\n{{ end }}',
};

/** Configuration of a receiver, by kind. */
const CONFIGS = {
  pagerduty: ({ routingKey }: Receiver & { kind: 'pagerduty' }) => ({
    routing_key_file: fileOf(routingKey),
    severity: '{{ .CommonLabels.severity }}',
  }),
  slack: ({ url, channel }: Receiver & { kind: 'slack' }) => ({
    api_url_file: fileOf(url),
    ...(channel !== undefined && { channel }),
    send_resolved: true,
    ...SLACK,
  }),
  email: ({ to }: Receiver & { kind: 'email' }) => ({ to, send_resolved: true }),
  webhook: ({ url }: Receiver & { kind: 'webhook' }) => ({ url_file: fileOf(url) }),
};

function receiverConfig(name: string, receivers: readonly Receiver[]) {
  const kinds = (Object.keys(CONFIGS) as Receiver['kind'][]).map((kind) => {
    const render = CONFIGS[kind] as (receiver: Receiver) => object;
    return [`${kind}_configs`, receivers.filter((receiver) => receiver.kind === kind).map(render)] as const;
  });
  return { name, ...Object.fromEntries(kinds.filter(([, configs]) => configs.length > 0)) };
}

/** A receiver that sends no notifications. */
const NOBODY = 'null';
/** Name of the time interval of `businessHours`. */
const HOURS = 'business-hours';

/** Suppresses the target alerts while a source alert with the same labels fires. */
const inhibit = (source: readonly string[], target: readonly string[], equal: readonly string[]) => ({
  source_matchers: source,
  target_matchers: target,
  equal,
});
const INHIBITIONS = [
  inhibit(['severity = critical'], ['severity =~ warning|info'], ['namespace', 'alertname']),
  inhibit(['severity = warning'], ['severity = info'], ['namespace', 'alertname']),
  // The chart's alert InfoInhibitor fires in order to suppress alerts of severity info.
  inhibit(['alertname = InfoInhibitor'], ['severity = info'], ['namespace']),
  // Without the matcher, alerts that lack the label would count as equal.
  ...['workload', 'database', 'cache', 'kafka', 'clickhouse', 'opensearch'].map((label) =>
    inhibit(['severity = critical', `${label} != ""`], ['severity = warning', `${label} != ""`], [label]),
  ),
];

export function alertmanagerConfig(props: ReceiverProps) {
  const { receivers, smtp, businessHours, grouping } = props;
  const { critical = [], warning = [], watchdog } = receivers ?? {};
  return {
    ...(smtp && { global: smtpConfig(smtp) }),
    route: {
      receiver: NOBODY,
      group_by: grouping.by,
      group_wait: `${grouping.waitSeconds}s`,
      group_interval: `${grouping.everyMinutes}m`,
      repeat_interval: `${grouping.repeatHours}h`,
      routes: routesOf(props),
    },
    inhibit_rules: INHIBITIONS,
    receivers: [
      { name: NOBODY },
      ...(critical.length > 0 ? [receiverConfig('critical', critical)] : []),
      ...(warning.length > 0 ? [receiverConfig('warning', warning)] : []),
      ...(watchdog
        ? [{ name: 'watchdog', webhook_configs: [{ url_file: fileOf(watchdog.url), send_resolved: false }] }]
        : []),
    ],
    ...(warning.length > 0 &&
      businessHours && { time_intervals: [{ name: HOURS, time_intervals: [hoursOf(businessHours)] }] }),
  };
}

function routesOf({ receivers, businessHours }: ReceiverProps): object[] {
  const { critical = [], warning = [], watchdog } = receivers ?? {};
  return compact([
    { matchers: ['alertname = Watchdog'], ...watchdogRoute(watchdog) },
    critical.length > 0 && { matchers: ['severity = critical'], receiver: 'critical', group_wait: '0s' },
    warning.length > 0 && {
      matchers: ['severity = warning'],
      receiver: 'warning',
      ...(businessHours && { active_time_intervals: [HOURS] }),
    },
  ]);
}

type Watchdog = NonNullable<ReceiverProps['receivers']>['watchdog'];

function watchdogRoute(watchdog: Watchdog) {
  if (!watchdog) return { receiver: NOBODY };
  const every = `${watchdog.everyMinutes}m`;
  return { receiver: 'watchdog', group_wait: '0s', group_interval: every, repeat_interval: every };
}

const hoursOf = ({ days, start, end, timeZone }: Exclude<ReceiverProps['businessHours'], false>) => ({
  weekdays: days,
  times: [{ start_time: start, end_time: end }],
  location: timeZone,
});

const smtpConfig = ({ host, port, from, username, password }: NonNullable<ReceiverProps['smtp']>) => ({
  smtp_smarthost: `${host}:${port}`,
  smtp_from: from,
  ...(username !== undefined && { smtp_auth_username: username }),
  ...(password && { smtp_auth_password_file: fileOf(password) }),
  smtp_require_tls: true,
});
