/** Rules of kube-prometheus-stack, as mistakes in an environment. */
import { plan } from '../../../../app/plan/plan';
import { describeWithoutCode } from '../../../../core/rules/problem';
import { providers } from '../../../../providers';
import { monitored, smtp } from './monitored';

describe('refuses', () => {
  const webhook = [{ kind: 'webhook', url: { from: 'hook' } }];
  const cases: [string, object, string, object?][] = [
    [
      'an unknown secret',
      { receivers: { critical: [{ kind: 'webhook', url: { from: 'nothing' } }] } },
      'must name a secret, database or cache of the environment, got "nothing"',
    ],
    [
      'receivers without a receiver',
      { receivers: {} },
      'receivers requires at least one receiver in critical or warning',
    ],
    [
      'email without a server',
      { receivers: { warning: [{ kind: 'email', to: 'ops@example.com' }] } },
      'smtp is required, because there are receivers by email',
    ],
    [
      'a password without a user',
      { smtp: { ...smtp, username: undefined } },
      'smtp.password requires smtp.username, and smtp.username requires it',
    ],
    [
      'hours that end before they start',
      { businessHours: { start: '17:00', end: '09:00' } },
      'businessHours.end must be later than businessHours.start (17:00), got 09:00',
    ],
    [
      'an unknown time zone',
      { businessHours: { timeZone: 'Mars/Olympus' } },
      'businessHours.timeZone must be a time zone of the IANA database',
    ],
    [
      'an unknown alert',
      { rules: { KubePodCrashLooping: false } },
      'rules.KubePodCrashLooping must not be false, because it is none of the default alerts (WorkloadDown, ',
    ],
    [
      'an unknown namespace',
      { clients: ['elsewhere'] },
      'clients.0 must name one of the environment\'s namespaces (shop), got "elsewhere"',
    ],
    [
      'a host outside the zones',
      { grafana: { host: 'grafana.example.org' } },
      "grafana.host must be inside one of the environment's dnsZones (example.com), got grafana.example.org",
    ],
    [
      'a host without a gateway',
      { exporters: false, grafana: { host: 'grafana.example.com' } },
      'requires addons.gateway',
      { addons: { gateway: null } },
    ],
    [
      'secrets without External Secrets',
      { exporters: false, receivers: { critical: webhook } },
      'requires addons.externalSecrets',
      { addons: { externalSecrets: null } },
    ],
    [
      'exporters without External Secrets',
      {},
      'requires addons.externalSecrets',
      { addons: { externalSecrets: null } },
    ],
    ['a threshold out of range', { thresholds: { cpuPercent: 120 } }, 'addons.monitoring.thresholds.cpuPercent'],
    ['days out of range', { retentionDays: 0 }, 'addons.monitoring.retentionDays'],
    [
      'an unknown channel',
      { receivers: { critical: [{ kind: 'pigeon' }] } },
      'addons.monitoring.receivers.critical.0.kind',
    ],
  ];

  it.each(cases)('%s', (_, monitoring, message, change = {}) => {
    const input = monitored(monitoring);
    const { addons } = change as { addons?: object };
    const { problems } = plan([{ ...input, addons: withoutNull({ ...input.addons, ...addons }) }], providers);
    expect(problems.map(describeWithoutCode).join('\n')).toContain(message);
  });
});

const withoutNull = (all: object) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));

describe('warns', () => {
  const critical = [{ kind: 'webhook', url: { from: 'hook' } }];
  const warnings = (receivers: object, change: object = {}): string[] =>
    plan([monitored({ receivers }, change)], providers).warnings.map(({ code }) => code);

  it('of alerts that nobody misses when alerting is down', () => {
    expect(warnings({ critical })).toContain('monitoring/no-watchdog');
    expect(warnings({ critical, watchdog: { url: { from: 'hook' } } })).not.toContain('monitoring/no-watchdog');
  });

  it('not where nobody is paged, or where a loss is accepted', () => {
    expect(warnings({ warning: critical })).not.toContain('monitoring/no-watchdog');
    expect(warnings({ critical }, { highAvailability: false })).not.toContain('monitoring/no-watchdog');
  });
});
