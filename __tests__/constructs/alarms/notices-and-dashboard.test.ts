/** What alarms bring besides themselves: notices of maintenance, and a dashboard of the cloud. */
import { ALARM_NAMES } from '../../../constructs/alarms';
import { patch } from '../../../core/patch';
import { type CloudName, CLOUDS, on, wholeWith } from '../../helpers/environments';
import { problemsOf, synth } from '../../helpers/synth';
import { PLACE } from '../../proofs/probes/places';

const notifications = { ops: { email: 'ops@example.com' }, team: { email: 'team@example.com' } };
/** With a replica and a load balancer, so that there is every alarm. */
const all = {
  ...PLACE.loadBalancer({}),
  databases: { postgres: { readReplicas: { reader: {} } } },
};
const withAlarms = (alarms: object) =>
  wholeWith({ notifications, alarms: { critical: ['ops'], warning: ['team'], ...alarms }, ...all });
const stackOf = (cloud: CloudName, alarms: object = {}) => synth(on(cloud, withAlarms(alarms)))[`acme-test-${cloud}`]!;
const problemsIn = (cloud: CloudName, alarms: object) => problemsOf(on(cloud, withAlarms(alarms))).join('\n');
const added = (cloud: CloudName, alarms: object): string[] => {
  const before = new Set(stackOf(cloud).addresses());
  return stackOf(cloud, alarms)
    .addresses()
    .filter((address) => !before.has(address))
    .sort();
};

describe('notices of maintenance', () => {
  const told = { maintenanceNotices: ['ops', 'team'] };

  it('are sent by AWS Health to the topics', () => {
    expect(added('aws', told)).toEqual([
      'aws_cloudwatch_event_rule.alarms_maintenance_notices',
      'aws_cloudwatch_event_target.alarms_maintenance_to_ops',
      'aws_cloudwatch_event_target.alarms_maintenance_to_team',
    ]);
    const stack = stackOf('aws', told);
    const { event_pattern: pattern } = stack.resource('aws_cloudwatch_event_rule.alarms_maintenance_notices');
    expect(pattern).toBe(
      '${jsonencode({"source" = ["aws.health"], "detail-type" = ["AWS Health Event"], "detail" = {"eventTypeCategory" = ["scheduledChange"]}})}',
    );
    expect(stack.resource('aws_cloudwatch_event_target.alarms_maintenance_to_ops')).toMatchObject({
      rule: '${aws_cloudwatch_event_rule.alarms_maintenance_notices.name}',
      arn: '${aws_sns_topic.notify_ops.arn}',
    });
    expect(JSON.stringify(stack.resource('aws_sns_topic_policy.notify_ops_topic_policy').policy)).toContain(
      'events.amazonaws.com',
    );
  });

  it('are sent by Service Health to the action groups', () => {
    expect(added('azurerm', told)).toEqual(['azurerm_monitor_activity_log_alert.alarms_notices']);
    expect(stackOf('azurerm', told).resource('azurerm_monitor_activity_log_alert.alarms_notices')).toMatchObject({
      location: 'global',
      scopes: ['/subscriptions/00000000-0000-4000-8000-000000000001'],
      criteria: { category: 'ServiceHealth', service_health: { events: ['Maintenance'] } },
      action: [
        { action_group_id: '${azurerm_monitor_action_group.notify_ops.id}' },
        { action_group_id: '${azurerm_monitor_action_group.notify_team.id}' },
      ],
    });
  });

  it('are refused on Google', () => {
    expect(problemsIn('google', told)).toContain(
      'alarms.maintenanceNotices is not supported: Google tells of maintenance by e-mail to those alone who ask for it',
    );
  });

  it.each(['aws', 'azurerm'] as const)('name notifications that there are, each once, on %s', (cloud) => {
    expect(problemsIn(cloud, { maintenanceNotices: ['opps'] })).toMatch(
      /alarms\.maintenanceNotices must name the environment's notifications \(ops, team\), got "opps"/,
    );
    expect(problemsIn(cloud, { maintenanceNotices: ['ops', 'ops'] })).toMatch(/must name each once, got ops twice/);
  });
});

describe('a dashboard of the cloud', () => {
  const DASHBOARDS = {
    aws: ['aws_cloudwatch_dashboard.alarms_dashboard', 'dashboard_body'],
    google: ['google_monitoring_dashboard.alarms_dashboard', 'dashboard_json'],
    azurerm: ['azurerm_portal_dashboard.alarms_dashboard', 'dashboard_properties'],
  } as const;
  const bodyOf = (cloud: CloudName, alarms: object = {}): string => {
    const [address, argument] = DASHBOARDS[cloud];
    return String(stackOf(cloud, { dashboard: true, ...alarms }).resource(address)[argument]);
  };
  const titlesIn = (body: string) => [...body.matchAll(/"title" = "(\w+)"/g)].map(([, title]) => title);

  it.each(CLOUDS)('has a chart for every alarm on %s', (cloud) => {
    expect(added(cloud, { dashboard: true })).toEqual([DASHBOARDS[cloud][0]]);
    // Here are no backups beside the daily ones, and Cloud Monitoring does not tell of backends.
    const none = ['BackupFailed', 'RestoreTestFailed', ...(cloud === 'google' ? ['EntryUnhealthy'] : [])];
    const charted = ALARM_NAMES.filter((name) => !none.includes(name));
    expect(titlesIn(bodyOf(cloud))).toEqual(charted);
    expect(titlesIn(bodyOf(cloud, { off: ['DatabaseCpu'] }))).toEqual(charted.filter((name) => name !== 'DatabaseCpu'));
  });

  const guardedOn = (cloud: CloudName, mode: 'block' | 'count' = 'block', cdn = false) => {
    const told = { notifications, alarms: { critical: ['ops'], warning: ['team'], dashboard: true } };
    const hosts = ['assets.example.com'];
    const places = [
      PLACE.webFirewall({ mode, blockedCidrs: ['192.0.2.0/24'] }),
      ...(cdn ? [PLACE.cdn({ webFirewall: 'site', hosts })] : []),
      // In place of that of the Cdn.
      { webFirewalls: { site: { mode } } },
    ];
    const environment = places.reduce((all, place) => patch(all, place) as object, told as object);
    return synth(on(cloud, wholeWith(environment)));
  };
  const guarded = (cloud: CloudName, mode: 'block' | 'count' = 'block', cdn = false): string => {
    const [address, argument] = DASHBOARDS[cloud];
    return String(guardedOn(cloud, mode, cdn)[`acme-test-${cloud}`]!.resource(address)[argument]);
  };

  it.each([
    [
      'aws',
      '["AWS/WAFV2", "BlockedRequests", "WebACL", "acme-test-edge-firewall-site", "Region", "us-east-1", "Rule", "ALL"',
    ],
    [
      'google',
      'metric.type=\\"networksecurity.googleapis.com/https/request_count\\" AND resource.labels.policy_name=\\"acme-test-edge-firewall-site\\" AND metric.labels.blocked=\\"true\\"',
    ],
    ['azurerm', '"grouping" = {"dimension" = "Action", "sort" = 2, "top" = 10}'],
  ] as const)('shows on %s what a web firewall has blocked', (cloud, expected) => {
    const body = guarded(cloud);
    expect(body).toContain('"title" = "Firewall-site"');
    expect(body).toContain(expected);
    expect(bodyOf(cloud)).not.toContain('Firewall');
  });

  it('shows what one counts that blocks nothing', () => {
    expect(guarded('aws', 'count')).toContain('"CountedRequests"');
    expect(guarded('google', 'count')).toContain('networksecurity.googleapis.com/https/previewed_request_count');
  });

  it('shows it for Cdns of buckets, too', () => {
    expect(guarded('aws', 'block', true)).toMatch(
      /"WebACL", "acme-test-edge-firewall-site-global", "Rule", "ALL", \{"stat" = "Sum", "label" = "CloudFront", "region" = "us-east-1"\}/,
    );
    expect(guarded('google', 'block', true)).toContain('acme-test-edge-firewall-site-edge');
    expect(guarded('azurerm', 'block', true)).toContain(
      '${azurerm_resource_group.foundation.id}/providers/Microsoft.Cdn/profiles/acme-test-edge-cdn-site',
    );
  });

  it('calls what is in the edge stack as that does', () => {
    const edge = (cloud: CloudName) => guardedOn(cloud, 'block', true)[`acme-test-${cloud}-edge`]!;
    for (const { visibility_config: seen } of edge('aws').all('aws_wafv2_web_acl'))
      expect(guarded('aws', 'block', true)).toContain(`"WebACL", "${seen.metric_name}"`);
    for (const { name } of edge('google').all('google_compute_security_policy'))
      expect(guarded('google', 'block', true)).toContain(`policy_name=\\"${name}\\"`);
    for (const { name } of edge('azurerm').all('azurerm_cdn_frontdoor_profile'))
      expect(guarded('azurerm', 'block', true)).toContain(`/profiles/${name}"`);
  });

  it('shows on Azure the values of dimensions that alarms look at, and no others', () => {
    expect(bodyOf('azurerm')).toContain(
      '"filterCollection" = {"filters" = [{"key" = "ConnectionState", "operator" = 0, "values" = ["Failed"]}]}',
    );
  });

  it.each(CLOUDS)('shows every server on %s', (cloud) => {
    const body = bodyOf(cloud);
    expect(body).toContain('PostgreSQL server \\"postgres\\"');
    expect(body).toContain('Replica \\"reader\\" of PostgreSQL server');
  });

  it('shows on AWS what an expression is made of by ids of its own, and the value that raises the alarm', () => {
    const body = bodyOf('aws');
    expect(body).toContain('IF(requests0 >= 6, 100 * (FILL(targets0, 0) + FILL(balancer0, 0)) / requests0, 0)');
    expect(body).toMatch(
      /\["AWS\/ApplicationELB", "RequestCount", "LoadBalancer", aws_lb\.load_balancer\.arn_suffix, \{"stat" = "Sum", "id" = "requests0", "visible" = false\}\]/,
    );
    expect(body).toContain('"horizontal" = [{"label" = "alarm above", "value" = 80}]');
  });

  it('shows on AWS a replica of the second region by its metrics there', () => {
    const change = {
      network: { secondaryCidr: '10.9.0.0/16' },
      databases: { postgres: { readReplicas: { far: { region: 'secondary' } } } },
    };
    const there = wholeWith({
      notifications,
      alarms: { critical: ['ops'], warning: ['team'], dashboard: true },
      ...change,
    });
    const { dashboard_body: body } = synth(on('aws', there))['acme-test-aws']!.resource(DASHBOARDS.aws[0]);
    expect(body).toMatch(
      /aws_db_instance\.postgres_far\.identifier, \{"stat" = "Average", "label" = "Replica [^}]*, "region" = "us-west-2"\}/,
    );
    expect(body).toMatch(
      /aws_db_instance\.postgres\.identifier, \{"stat" = "Average", "label" = "[^}"]*(\\"[^}"]*)*"\}/,
    );
  });

  it('shows on Google a share as a ratio, and nothing that is 0', () => {
    const body = bodyOf('google');
    expect(body).toContain('"timeSeriesFilterRatio" = {"numerator" = {"filter" = ');
    expect(body).not.toMatch(/"(xPos|yPos|value)" = 0\b(?!\.)/);
    expect(body).toContain('"thresholds" = [{"label" = "alarm", "value" = 0.8}]');
  });

  it('shows on Azure the metric of each resource, by the aggregation of the alarm', () => {
    expect(bodyOf('azurerm')).toMatch(
      /"resourceMetadata" = \{"id" = azurerm_postgresql_flexible_server\.postgres\.id\}, "namespace" = "Microsoft\.DBforPostgreSQL\/flexibleServers", "name" = "cpu_percent", "aggregationType" = 4/,
    );
  });
});
