/** Receivers of alerts, as Alertmanager's configuration. */
import { platformOn } from '../../../helpers/platform';
import { monitored, receivers, smtp } from './monitored';

/** Alertmanager's configuration. */
const alertmanager = (monitoring: object) =>
  platformOn('aws', monitored(monitoring)).charts.monitoring!.values.alertmanager.config;

describe('receivers', () => {
  const config = alertmanager({
    receivers: { ...receivers, watchdog: { url: { from: 'hook' }, everyMinutes: 2 } },
    smtp,
  });

  it('are notified of critical alerts immediately, and of warnings in business hours', () => {
    expect(config.route.routes).toEqual([
      {
        matchers: ['alertname = Watchdog'],
        receiver: 'watchdog',
        group_wait: '0s',
        group_interval: '2m',
        repeat_interval: '2m',
      },
      { matchers: ['severity = critical'], receiver: 'critical', group_wait: '0s' },
      { matchers: ['severity = warning'], receiver: 'warning', active_time_intervals: ['business-hours'] },
    ]);
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

  it('support each channel', () => {
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

  it('get no warnings while a critical alert fires for the same thing', () => {
    expect(config.inhibit_rules).toContainEqual({
      source_matchers: ['severity = critical', 'workload != ""'],
      target_matchers: ['severity = warning', 'workload != ""'],
      equal: ['workload'],
    });
  });

  it('accept other hours and groups', () => {
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

  it('are empty by default', () => {
    const silent = alertmanager({});
    expect(silent.receivers).toEqual([{ name: 'null' }]);
    expect(silent.route.routes).toEqual([{ matchers: ['alertname = Watchdog'], receiver: 'null' }]);
  });
});
