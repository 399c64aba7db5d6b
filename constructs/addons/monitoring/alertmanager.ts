/** Alertmanager: its configuration: routes by severity to receivers, in which every secret is a file. */
import type { Receiver, ReceiverProps, Stored } from './receivers';

/** Where the operator mounts the secrets that an Alertmanager names. */
export const RECEIVERS_SECRET = 'alertmanager-receivers';
const keyOf = ({ from, key }: Stored): string => `${from}.${key}`;
const fileOf = (secret: Stored): string => `/etc/alertmanager/secrets/${RECEIVERS_SECRET}/${keyOf(secret)}`;

/** Parts of secrets that Alertmanager reads, by the name of the file. */
export function receiverSecrets({ receivers, smtp }: ReceiverProps): Record<string, Stored> {
  const all = [...(receivers?.critical ?? []), ...(receivers?.warning ?? [])].flatMap((one) =>
    'url' in one ? [one.url] : 'routingKey' in one ? [one.routingKey] : [],
  );
  const others = [receivers?.watchdog?.url, smtp?.password].filter((one) => one !== undefined);
  return Object.fromEntries([...all, ...others].map((secret) => [keyOf(secret), secret]));
}

const SLACK = {
  title:
    '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }} in {{ .CommonLabels.system }}/{{ .CommonLabels.environment }}',
  text: '{{ range .Alerts }}*{{ .Annotations.summary }}*\n{{ .Annotations.description }}{{ with .Annotations.runbook_url }} <{{ . }}|Runbook>{{ end }}\n{{ end }}',
};

/** Alertmanager's configuration of each kind. */
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

function receiverConfig(name: string, all: readonly Receiver[]) {
  const kinds = (Object.keys(CONFIGS) as Receiver['kind'][]).map((kind) => {
    const render = CONFIGS[kind] as (one: Receiver) => object;
    return [`${kind}_configs`, all.filter((one) => one.kind === kind).map(render)] as const;
  });
  return { name, ...Object.fromEntries(kinds.filter(([, configs]) => configs.length > 0)) };
}

const NOBODY = 'null';
const HOURS = 'business-hours';

/** What is worse silences what is less, of the same thing. */
const inhibit = (source: readonly string[], target: readonly string[], equal: readonly string[]) => ({
  source_matchers: source,
  target_matchers: target,
  equal,
});
const INHIBITIONS = [
  inhibit(['severity = critical'], ['severity =~ warning|info'], ['namespace', 'alertname']),
  inhibit(['severity = warning'], ['severity = info'], ['namespace', 'alertname']),
  // The chart's alert that keeps quiet what is only worth knowing while something worse is there.
  inhibit(['alertname = InfoInhibitor'], ['severity = info'], ['namespace']),
  // Alerts without such a label must not count as alike.
  ...['workload', 'database', 'cache'].map((label) =>
    inhibit(['severity = critical', `${label} != ""`], ['severity = warning', `${label} != ""`], [label]),
  ),
];

/** Alertmanager's whole configuration. */
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
      routes: [
        { matchers: ['alertname = Watchdog'], ...watchdogRoute(watchdog) },
        ...(critical.length > 0 ? [{ matchers: ['severity = critical'], receiver: 'critical', group_wait: '0s' }] : []),
        ...(warning.length > 0
          ? [
              {
                matchers: ['severity = warning'],
                receiver: 'warning',
                ...(businessHours && { active_time_intervals: [HOURS] }),
              },
            ]
          : []),
      ],
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
