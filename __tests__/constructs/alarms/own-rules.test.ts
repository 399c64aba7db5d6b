/** Alarms of one's own: what each cloud measures, and which are refused. */
import { CLOUDS, on, wholeWith } from '../../helpers/environments';
import { type Attributes, problemsOf, synth } from '../../helpers/synth';

type Cloud = (typeof CLOUDS)[number];

const QUEUE = '/subscriptions/0/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop';
const RULE = {
  tells: 'Orders wait for more than five minutes',
  raised: 'above',
  threshold: 300,
  metric: {
    aws: { namespace: 'AWS/SQS', name: 'ApproximateAgeOfOldestMessage', dimensions: { QueueName: 'orders' } },
    google: {
      type: 'pubsub.googleapis.com/subscription/oldest_unacked_message_age',
      resource: 'pubsub_subscription',
      resourceLabels: { subscription_id: 'orders' },
      labels: { region: 'us-central1' },
      aligner: 'ALIGN_MAX',
      reducer: 'REDUCE_MAX',
    },
    azurerm: {
      resourceId: QUEUE,
      namespace: 'Microsoft.ServiceBus/namespaces',
      name: 'ActiveMessages',
      aggregation: 'Maximum',
      dimensions: { EntityName: 'orders' },
    },
  },
};

const ADDRESSES: Record<Cloud, string> = {
  aws: 'aws_cloudwatch_metric_alarm.alarms_rule_orders',
  google: 'google_monitoring_alert_policy.alarms_rule_orders',
  azurerm: 'azurerm_monitor_metric_alert.alarms_rule_orders',
};

const environment = (change: object, alarms: object = {}) =>
  wholeWith({
    notifications: { ops: { email: 'ops@example.com' }, team: { email: 'team@example.com' } },
    alarms: { critical: ['ops'], warning: ['team'], rules: { orders: { ...RULE, ...change } }, ...alarms },
  });
const alarmOn = (cloud: Cloud, change: object = {}): Attributes =>
  Object.values(synth(on(cloud, environment(change))))[0]!.resource(ADDRESSES[cloud]);

const MEASURED: Record<Cloud, object> = {
  aws: {
    alarm_name: 'acme-test-rule-orders',
    alarm_description: RULE.tells,
    namespace: 'AWS/SQS',
    metric_name: 'ApproximateAgeOfOldestMessage',
    dimensions: { QueueName: 'orders' },
    statistic: 'Average',
    comparison_operator: 'GreaterThanThreshold',
    threshold: 300,
    period: 60,
    evaluation_periods: 15,
    alarm_actions: ['${aws_sns_topic.notify_team.arn}'],
  },
  google: {
    documentation: { content: `${RULE.tells}.` },
    severity: 'WARNING',
    conditions: [
      {
        condition_threshold: {
          filter:
            'resource.type="pubsub_subscription" AND metric.type="pubsub.googleapis.com/subscription/oldest_unacked_message_age" AND resource.labels.subscription_id="orders" AND metric.labels.region="us-central1"',
          aggregations: [
            { alignment_period: '60s', per_series_aligner: 'ALIGN_MAX', cross_series_reducer: 'REDUCE_MAX' },
          ],
          comparison: 'COMPARISON_GT',
          threshold_value: 300,
          duration: '900s',
        },
      },
    ],
    notification_channels: ['${google_monitoring_notification_channel.notify_team.name}'],
  },
  azurerm: {
    description: RULE.tells,
    severity: 2,
    scopes: [QUEUE],
    window_size: 'PT15M',
    criteria: [
      {
        metric_namespace: 'Microsoft.ServiceBus/namespaces',
        metric_name: 'ActiveMessages',
        aggregation: 'Maximum',
        operator: 'GreaterThan',
        threshold: 300,
        dimension: [{ name: 'EntityName', operator: 'Include', values: ['orders'] }],
      },
    ],
    action: [{ action_group_id: '${azurerm_monitor_action_group.notify_team.id}' }],
  },
};

describe.each(CLOUDS)('on %s', (cloud) => {
  it('measures what the rule says', () => {
    expect(alarmOn(cloud)).toMatchObject(MEASURED[cloud]);
  });

  it('calls by its severity, for as long as it says', () => {
    const { [cloud]: called } = {
      aws: { alarm_actions: ['${aws_sns_topic.notify_ops.arn}'], evaluation_periods: 60 },
      google: { severity: 'CRITICAL', conditions: [{ condition_threshold: { duration: '3600s' } }] },
      azurerm: { severity: 0, window_size: 'PT1H' },
    };
    expect(alarmOn(cloud, { severity: 'critical', minutes: 60 })).toMatchObject(called);
  });

  it('is refused without a metric', () => {
    const { [cloud]: _, ...metric } = RULE.metric;
    expect(problemsOf(on(cloud, environment({ metric }))).join('\n')).toContain(
      `alarms.rules.orders.metric must name a metric of each cloud of the environment: ${cloud} has none`,
    );
  });

  it('has a chart of its own', () => {
    const stack = Object.values(synth(on(cloud, environment({}, { dashboard: true }))))[0]!;
    expect(JSON.stringify(stack.json.resource)).toContain('Rule-orders');
  });
});

it('on AWS, of a metric that is told every five minutes, takes as many fewer values', () => {
  const metric = { ...RULE.metric, aws: { ...RULE.metric.aws, everyMinutes: 5, statistic: 'p95' } };
  expect(alarmOn('aws', { metric })).toMatchObject({ period: 300, evaluation_periods: 3, extended_statistic: 'p95' });
  expect(alarmOn('aws', { metric }).statistic).toBeUndefined();
});

it('is something to watch where there is nothing else', () => {
  const nothing = { databases: { postgres: null }, caches: { redis: null }, network: { nat: 'none' } };
  const problems = (alarms: object) =>
    problemsOf(on('aws', wholeWith({ ...nothing, notifications: { ops: { email: 'a@example.com' } }, alarms }))).join();
  expect(problems({ critical: ['ops'] })).toContain('have nothing to watch');
  expect(problems({ critical: ['ops'], rules: { orders: RULE } })).not.toContain('have nothing to watch');
});

it.each([
  ['aws', { statistic: 'Median' }, 'must be Average, Sum, Minimum, Maximum, SampleCount'],
  ['google', { aligner: 'MEAN' }, 'must be an aligner such as "ALIGN_MEAN"'],
  ['azurerm', { resourceId: 'shop' }, 'must be the id of a resource'],
] as const)('refuses what %s does not know', (cloud, change, message) => {
  const metric = { ...RULE.metric, [cloud]: { ...RULE.metric[cloud], ...change } };
  expect(problemsOf(on(cloud, environment({ metric }))).join('\n')).toContain(message);
});
