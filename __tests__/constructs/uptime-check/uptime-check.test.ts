/** Uptime checks on every cloud: what is asked, from where, when it is told of, and who is told. */
import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on, wholeWith } from '../../helpers/environments';
import { problemsOf, synth } from '../../helpers/synth';
import { PLACE } from '../../proofs/probes/places';

const notifications = { ops: { email: 'ops@example.com' }, team: { email: 'team@example.com' } };
const withCheck = (site: object = {}, change: object = {}) =>
  wholeWith({
    notifications: { ops: notifications.ops },
    uptimeChecks: { site: { host: 'www.example.com', notify: ['ops'], ...site } },
    ...change,
  });
const stackOf = (cloud: CloudName, site: object = {}, change: object = {}) =>
  synth(on(cloud, withCheck(site, change)))[`acme-test-${cloud}`]!;
const problemsIn = (cloud: CloudName, site: object, change: object = {}) =>
  problemsOf(on(cloud, withCheck(site, change))).join('\n');
const warningsIn = (cloud: CloudName, change: object) =>
  plan([on(cloud, withCheck({}, change))], providers).warnings.map(({ code }) => code);

/** Addresses of what a check adds to a stack. */
const added = (cloud: CloudName, site: object = {}, change: object = {}): string[] => {
  const before = new Set(synth(on(cloud, wholeWith({})))[`acme-test-${cloud}`]!.addresses());
  return stackOf(cloud, site, change)
    .addresses()
    .filter((address) => !before.has(address));
};

const elsewhere = { targets: { aws: { region: 'eu-west-1' } } };

describe('what an uptime check makes', () => {
  it('on AWS is a health check, and an alarm and a topic where Route 53 measures', () => {
    const topic = (name: string) => [
      `aws_kms_key.notify_ops${name}_topic_key`,
      `aws_sns_topic.notify_ops${name}`,
      `aws_sns_topic_policy.notify_ops${name}_topic_policy`,
      `aws_sns_topic_subscription.notify_ops${name}_subscription`,
    ];
    const check = ['aws_cloudwatch_metric_alarm.uptime_site_alarm', 'aws_route53_health_check.uptime_site'];
    expect(added('aws').sort()).toEqual([...check, ...topic('')].sort());
    expect(added('aws', {}, elsewhere).sort()).toEqual([...check, ...topic('_global')].sort());
  });

  it('on Google is a check and a policy', () => {
    expect(added('google').sort()).toEqual([
      'google_monitoring_alert_policy.uptime_site_alarm',
      'google_monitoring_notification_channel.notify_ops',
      'google_monitoring_uptime_check_config.uptime_site',
    ]);
  });

  it('on Azure is a test and an alert, and one Application Insights for all', () => {
    const check = (host: string) => ({ host, notify: ['ops'] });
    const two = { uptimeChecks: { shop: check('shop.example.com'), site: check('www.example.com') } };
    expect(added('azurerm', {}, two).sort()).toEqual([
      'azurerm_application_insights.foundation_insights',
      'azurerm_application_insights_standard_web_test.uptime_shop',
      'azurerm_application_insights_standard_web_test.uptime_site',
      'azurerm_log_analytics_workspace.foundation_insights_workspace',
      'azurerm_monitor_action_group.notify_ops',
      'azurerm_monitor_metric_alert.uptime_shop_alarm',
      'azurerm_monitor_metric_alert.uptime_site_alarm',
    ]);
  });
});

describe('what is asked', () => {
  const asked = { path: '/health?deep=1', contains: 'well' };

  it('on AWS is by HTTPS, with the name of the host', () => {
    expect(stackOf('aws', asked).resource('aws_route53_health_check.uptime_site')).toMatchObject({
      type: 'HTTPS_STR_MATCH',
      fqdn: 'www.example.com',
      port: 443,
      enable_sni: true,
      resource_path: '/health?deep=1',
      search_string: 'well',
      request_interval: 30,
    });
    expect(stackOf('aws').resource('aws_route53_health_check.uptime_site')).toMatchObject({ type: 'HTTPS' });
  });

  it('on Google is by HTTPS, of a certificate that holds', () => {
    expect(stackOf('google', asked).resource('google_monitoring_uptime_check_config.uptime_site')).toMatchObject({
      period: '60s',
      monitored_resource: { type: 'uptime_url', labels: { project_id: 'acme-test', host: 'www.example.com' } },
      http_check: {
        path: '/health?deep=1',
        port: 443,
        use_ssl: true,
        validate_ssl: true,
        accepted_response_status_codes: [{ status_class: 'STATUS_CLASS_2XX' }, { status_class: 'STATUS_CLASS_3XX' }],
      },
      content_matchers: [{ content: 'well', matcher: 'CONTAINS_STRING' }],
      // Google deletes none that a policy asks.
      lifecycle: { create_before_destroy: true },
    });
  });

  it('on Azure is by HTTPS, of a certificate that holds', () => {
    const test = 'azurerm_application_insights_standard_web_test.uptime_site';
    expect(stackOf('azurerm', asked).resource(test)).toMatchObject({
      frequency: 300,
      request: { url: 'https://www.example.com/health?deep=1', follow_redirects_enabled: false },
      validation_rules: {
        expected_status_code: 0,
        ssl_check_enabled: true,
        content: { content_match: 'well', pass_if_text_found: true },
      },
    });
  });

  it('may be a host of a zone, another one on each cloud', () => {
    const zones = { dnsZones: { main: { domain: 'example.org' } } };
    const check = stackOf('aws', { host: { zone: 'main', name: 'api' } }, zones);
    expect(check.resource('aws_route53_health_check.uptime_site').fqdn).toBe('api.example.org');
  });
});

describe('who is told', () => {
  it('on AWS is so from the region in which Route 53 measures, with a topic there', () => {
    const stack = stackOf('aws', { minutes: 15 }, elsewhere);
    expect(stack.resource('aws_cloudwatch_metric_alarm.uptime_site_alarm')).toMatchObject({
      region: 'us-east-1',
      namespace: 'AWS/Route53',
      metric_name: 'HealthCheckStatus',
      dimensions: { HealthCheckId: '${aws_route53_health_check.uptime_site.id}' },
      comparison_operator: 'LessThanThreshold',
      threshold: 1,
      period: 60,
      evaluation_periods: 15,
      treat_missing_data: 'breaching',
      alarm_actions: ['${aws_sns_topic.notify_ops_global.arn}'],
      ok_actions: ['${aws_sns_topic.notify_ops_global.arn}'],
    });
    const types = ['aws_sns_topic', 'aws_sns_topic_policy', 'aws_sns_topic_subscription'];
    const key = stack.resource('aws_kms_key.notify_ops_global_topic_key');
    for (const part of [key, ...types.flatMap((type) => stack.all(type))]) expect(part.region).toBe('us-east-1');
    const there = stackOf('aws').resource('aws_cloudwatch_metric_alarm.uptime_site_alarm');
    expect(there.alarm_actions).toEqual(['${aws_sns_topic.notify_ops.arn}']);
  });

  it('on Google is so when more than two of six places fail', () => {
    expect(
      stackOf('google', { minutes: 15 }).resource('google_monitoring_alert_policy.uptime_site_alarm'),
    ).toMatchObject({
      severity: 'CRITICAL',
      notification_channels: ['${google_monitoring_notification_channel.notify_ops.name}'],
      conditions: [
        {
          condition_threshold: {
            filter: expect.stringContaining(
              'metric.labels.check_id="${google_monitoring_uptime_check_config.uptime_site.uptime_check_id}"',
            ) as string,
            aggregations: [{ cross_series_reducer: 'REDUCE_COUNT_FALSE', per_series_aligner: 'ALIGN_NEXT_OLDER' }],
            comparison: 'COMPARISON_GT',
            threshold_value: 2,
            duration: '900s',
          },
        },
      ],
    });
  });

  it('on Azure is so when three of five places fail', () => {
    const webTest = '${azurerm_application_insights_standard_web_test.uptime_site.id}';
    const component = '${azurerm_application_insights.foundation_insights.id}';
    expect(
      stackOf('azurerm', { minutes: 15 }).resource('azurerm_monitor_metric_alert.uptime_site_alarm'),
    ).toMatchObject({
      severity: 0,
      window_size: 'PT15M',
      scopes: [webTest, component],
      application_insights_web_test_location_availability_criteria: {
        web_test_id: webTest,
        component_id: component,
        failed_location_count: 3,
      },
      action: [{ action_group_id: '${azurerm_monitor_action_group.notify_ops.id}' }],
    });
  });
});

describe.each(CLOUDS)('an uptime check on %s', (cloud) => {
  it.each([
    [{ notify: ['opps'] }, /uptimeChecks\.site\.notify must name the environment's notifications \(ops\), got "opps"/],
    [{ notify: ['ops', 'ops'] }, /uptimeChecks\.site\.notify must name each once, got ops twice/],
    [{ notify: [] }, /uptimeChecks\.site\.notify/],
    [{ path: 'health' }, /uptimeChecks\.site\.path must begin with \//],
    [{ minutes: 10 }, /uptimeChecks\.site\.minutes/],
    [{ everySeconds: 600 }, /everySeconds must be at most 300, the 5 minutes after which somebody is told, got 600/],
    [{ everySeconds: 45 }, /uptimeChecks\.site\.everySeconds/],
    [{ host: 'https://www.example.com' }, /uptimeChecks\.site\.host/],
    [{ host: { zone: 'other' } }, /uptimeChecks\.site\.host/],
  ])('refuses %j', (site, message) => {
    expect(problemsIn(cloud, site)).toMatch(message);
  });

  it('is the one that its notification is for, and without it that is refused', () => {
    expect(problemsIn(cloud, {})).toBe('');
    expect(problemsIn(cloud, {}, { notifications })).toContain('notifications.team is named by nothing');
  });

  it('warns of a firewall that turns countries away', () => {
    const firewall = (site: object) => ({ ...PLACE.webFirewall(site), notifications: { ops: notifications.ops } });
    expect(warningsIn(cloud, firewall({ onlyCountries: ['DE'] }))).toContain('uptime/countries');
    expect(warningsIn(cloud, firewall({ blockedCountries: ['DE'] }))).toContain('uptime/countries');
    expect(warningsIn(cloud, firewall({ blockedCidrs: ['192.0.2.0/24'] }))).not.toContain('uptime/countries');
  });
});

describe('what a cloud cannot do', () => {
  it.each([
    ['aws', { everySeconds: 60 }, 'Route 53 asks every 10 or every 30 seconds'],
    ['google', { everySeconds: 30 }, 'Cloud Monitoring asks once a minute at most'],
    ['azurerm', { everySeconds: 60 }, 'Application Insights asks every five minutes at most'],
  ] as const)('%s refuses %j', (cloud, site, message) => {
    expect(problemsIn(cloud, site)).toContain(message);
  });

  it('AWS refuses it in another partition', () => {
    expect(problemsIn('aws', {}, { targets: { aws: { region: 'us-gov-west-1' } } })).toContain(
      'uptimeChecks.site cannot be in us-gov-west-1: Route 53 measures in us-east-1 alone',
    );
  });
});
