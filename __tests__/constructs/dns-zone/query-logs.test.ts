/** Logs of what zones are asked: where they are kept, who may write them, and where there are none. */
import { type CloudName, on } from '../../helpers/environments';
import { base, baseWith } from '../../helpers/platform';
import { problemsOf, type Stack, synth } from '../../helpers/synth';

const queryLogs = { retentionDays: 30 };
const logged = baseWith({
  dnsZones: { main: { existing: null, queryLogs }, shop: { domain: 'shop.example.com', queryLogs: {} } },
});
const stackOn = (cloud: CloudName, input = logged): Stack => synth(on(cloud, input))[`acme-test-${cloud}`]!;
const addressesOf = (stack: Stack, part: RegExp) => stack.addresses().filter((address) => part.test(address));

describe('on AWS', () => {
  const stack = stackOn('aws');

  it('a group per zone is in us-east-1, under the only names that Route 53 takes', () => {
    expect(stack.resource('aws_cloudwatch_log_group.dns_main_query_logs_query_log_group')).toMatchObject({
      region: 'us-east-1',
      name: '/aws/route53/acme-test-dns-main-query-logs',
      retention_in_days: 30,
    });
    expect(stack.resource('aws_cloudwatch_log_group.dns_shop_query_logs_query_log_group').retention_in_days).toBe(90);
    expect(stack.resource('aws_route53_query_log.dns_main_query_logs')).toMatchObject({
      zone_id: '${aws_route53_zone.dns_main.zone_id}',
      cloudwatch_log_group_arn: '${aws_cloudwatch_log_group.dns_main_query_logs_query_log_group.arn}',
      depends_on: ['aws_cloudwatch_log_resource_policy.foundation_query_log_policy'],
    });
  });

  it('one policy lets Route 53 write to the groups of all zones, for zones of the account alone', () => {
    expect(addressesOf(stack, /resource_policy/)).toEqual([
      'aws_cloudwatch_log_resource_policy.foundation_query_log_policy',
    ]);
    const { region, policy_name, policy_document } = stack.resource(
      'aws_cloudwatch_log_resource_policy.foundation_query_log_policy',
    );
    expect([region, policy_name]).toEqual(['us-east-1', 'acme-test-route53-query-logs']);
    for (const part of ['log-group:/aws/route53/acme-test-*', 'aws:SourceAccount', ':route53:::hostedzone/*'])
      expect(policy_document).toContain(part);
  });

  it('an environment without them has no policy', () => {
    expect(addressesOf(stackOn('aws', baseWith({ dnsZones: { main: { existing: null } } })), /query/)).toEqual([]);
  });
});

describe('on Google', () => {
  const stack = stackOn('google');

  it('the zone logs, and a bucket of its own keeps what it logs', () => {
    expect(stack.resource('google_dns_managed_zone.dns_main').cloud_logging_config).toEqual({ enable_logging: true });
    expect(stack.resource('google_logging_project_bucket_config.dns_main_query_logs').retention_days).toBe(30);
    const { filter } = stack.resource('google_logging_project_sink.dns_main_query_logs_log_sink');
    expect(filter).toContain('resource.labels.target_name="acme-test-dns-main"');
    expect(stack.resource('google_logging_project_exclusion.dns_main_query_logs_log_exclusion').filter).toBe(filter);
  });

  it('a zone without them has neither', () => {
    const silent = stackOn('google', baseWith({ dnsZones: { main: { existing: null } } }));
    expect(silent.resource('google_dns_managed_zone.dns_main')).not.toHaveProperty('cloud_logging_config');
    expect(addressesOf(silent, /query/)).toEqual([]);
  });
});

describe('refused', () => {
  it('on Azure, which logs none', () => {
    expect(problemsOf(logged)).toContainEqual(
      expect.stringContaining('dnsZones.main.queryLogs is not supported: Azure DNS does not log queries'),
    );
  });

  it('for an existing zone', () => {
    expect(problemsOf(on('google', baseWith({ dnsZones: { main: { queryLogs: {} } } })))).toContainEqual(
      expect.stringContaining('dnsZones.main.queryLogs is for a zone that the environment makes'),
    );
  });

  it('in a partition of AWS without us-east-1', () => {
    const input = { ...logged, targets: { aws: { ...base.targets.aws!, region: 'us-gov-west-1' } } };
    expect(problemsOf(input)).toContainEqual(
      expect.stringContaining('dnsZones.main.queryLogs must be false in us-gov-west-1'),
    );
  });
});
