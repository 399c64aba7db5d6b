/** Budgets on every cloud: what they count, who is told, and what is refused or warned of. */
import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on, wholeWith } from '../../helpers/environments';
import { type Attributes, problemsOf, synth } from '../../helpers/synth';
import { PLACE } from '../../proofs/probes/places';

const ops = { ops: { email: 'ops@example.com' } };
const paying = { google: { billingAccount: '0A1B2C-3D4E5F-6A7B8C' } };
const withBudget = (month: object = {}, change: object = {}) =>
  wholeWith({
    budgets: { month: { monthly: 5000, notify: ['ops'], ...month } },
    notifications: ops,
    targets: paying,
    ...change,
  });

const stackOf = (cloud: CloudName, month: object = {}) => synth(on(cloud, withBudget(month)))[`acme-test-${cloud}`]!;
const problemsIn = (cloud: CloudName, month: object, change: object = {}) =>
  problemsOf(on(cloud, withBudget(month, change))).join('\n');
const warningsIn = (cloud: CloudName, month: object = {}, change: object = {}) =>
  plan([on(cloud, withBudget(month, change))], providers).warnings;

describe.each(CLOUDS)('a budget on %s', (cloud) => {
  it('has its notification in its stack, and no other stack', () => {
    const stacks = synth(on(cloud, withBudget()));
    expect(Object.keys(stacks)).toEqual([`acme-test-${cloud}`]);
    expect(JSON.stringify(stacks[`acme-test-${cloud}`]!.json)).toContain('ops@example.com');
  });

  it.each([
    [{ notify: ['opps'] }, /budgets\.month\.notify must name the environment's notifications \(ops\), got "opps"/],
    [{ notify: ['ops', 'ops'] }, /budgets\.month\.notify must name each once, got ops twice/],
    [{ notify: [] }, /budgets\.month\.notify/],
    [
      { alerts: [{ percent: 80 }, { percent: 80, of: 'actual' }] },
      /budgets\.month\.alerts must differ from each other, got 80 percent of actual twice/,
    ],
    [{ alerts: [{ percent: 0 }] }, /budgets\.month\.alerts\.0\.percent must be at least 1/],
    [{ currency: 'dollars' }, /must be the three letters of a currency/],
    [{ monthly: 0 }, /budgets\.month\.monthly must be at least 1/],
  ])('refuses %j', (month, message) => {
    expect(problemsIn(cloud, month)).toMatch(message);
  });

  it('warns of one that list prices exceed, and says what is counted', () => {
    const [warning] = warningsIn(cloud, { monthly: 100 }).filter(({ code }) => code === 'budget/below-list-price');
    expect(warning?.message).toMatch(
      /is less than \d+ USD, which the control plane \(73\), nodes at their minimum \(\d+\), .*databases \(\d+\), caches \(\d+\) cost in a month at list prices of/,
    );
    const codes = (month: object) => warningsIn(cloud, month).map(({ code }) => code);
    expect(codes({ monthly: 50_000 })).not.toContain('budget/below-list-price');
  });

  it('counts a load balancer that stands there', () => {
    const messageOf = (change: object) =>
      warningsIn(cloud, { monthly: 100 }, change).find(({ code }) => code === 'budget/below-list-price')!.message;
    const price = { aws: 16, google: 18, azurerm: 330 }[cloud];
    const balanced = PLACE.webFirewall({}) as { readonly webFirewalls: object };
    expect(messageOf(balanced)).toContain(`the load balancer (${price})`);
    expect(messageOf({})).not.toContain('the load balancer');
  });
});

describe.each(CLOUDS)('on %s, a budget', (cloud) => {
  const PRICES = /less than (\d+) USD, .*what stands by in the second region \((\d+)\)/;
  const priced = (active: 'primary' | 'secondary'): [all: number, standing: number] => {
    const differences = { databases: { postgres: { restore: false } } };
    const recovery = { rpoMinutes: 60, expendable: ['postgres', 'redis', 'files'], mode: 'pilot-light', active };
    const change = {
      targets: { ...paying, azurerm: { region: 'eastus2', secondaryRegion: 'centralus' } },
      recovery: { ...recovery, cidr: '10.77.0.0/16', ...(active === 'secondary' && { differences }) },
    };
    const [warning] = warningsIn(cloud, { monthly: 100 }, change).filter(
      ({ code }) => code === 'budget/below-list-price',
    );
    const [, all, standing] = PRICES.exec(warning!.message)!;
    return [Number(all), Number(standing)];
  };

  it('counts what stands by, which is small until it serves', () => {
    const [, standing] = priced('primary');
    const [all, serving] = priced('secondary');
    expect(standing).toBeGreaterThan(73);
    expect(serving).toBeGreaterThan(2 * standing);
    // Each price is rounded.
    expect(Math.abs(all - 2 * serving)).toBeLessThan(5);
  });
});

describe('a budget on AWS', () => {
  const stack = stackOf('aws', { alerts: [{ percent: 90 }, { percent: 110, of: 'forecast' }] });
  const budget = stack.resource('aws_budgets_budget.budget_month');

  it('counts what has the tags of the environment', () => {
    expect(budget).toMatchObject({
      name: 'acme-test-budget-month',
      budget_type: 'COST',
      time_unit: 'MONTHLY',
      limit_amount: '5000',
      limit_unit: 'USD',
      cost_filter: [{ name: 'TagKeyValue', values: ['user:Project$acme', 'user:Environment$test'] }],
    });
  });

  it('tells a topic to which it may publish', () => {
    expect(
      (budget.notification as Attributes[]).map(({ threshold, notification_type }) => [threshold, notification_type]),
    ).toEqual([
      [90, 'ACTUAL'],
      [110, 'FORECASTED'],
    ]);
    expect(budget.notification).toMatchObject([{ subscriber_sns_topic_arns: ['${aws_sns_topic.notify_ops.arn}'] }, {}]);
    expect(budget.depends_on).toContain('aws_sns_topic_policy.notify_ops_topic_policy');
    const policies = ['aws_sns_topic_policy.notify_ops_topic_policy', 'aws_kms_key.notify_ops_topic_key'];
    for (const address of policies)
      expect(JSON.stringify(stack.resource(address).policy)).toContain('budgets.amazonaws.com');
  });

  it('does without a condition where EventBridge would not meet it', () => {
    const policy = String(stack.resource('aws_kms_key.notify_ops_topic_key').policy);
    expect(policy.slice(policy.indexOf('events.amazonaws.com'))).not.toContain('aws:SourceAccount');
  });

  it('is in US dollars, and tells one', () => {
    expect(problemsIn('aws', { currency: 'EUR' })).toContain('budgets.month.currency cannot be "EUR"');
    expect(problemsIn('aws', { notify: ['ops', 'others'] }, { notifications: { ...ops, others: ops.ops } })).toContain(
      'an alert of a budget on AWS goes to one topic',
    );
  });

  it('warns of tags that nobody is known to have activated', () => {
    const codes = (change: object) => warningsIn('aws', {}, change).map(({ code }) => code);
    expect(codes({})).toContain('budget/cost-tags');
    expect(codes({ account: { costTags: true } })).not.toContain('budget/cost-tags');
  });
});

describe('a budget on Google', () => {
  it('counts the project, in the account that pays, and charges the project for its calls', () => {
    const stack = stackOf('google', { currency: 'EUR', alerts: [{ percent: 90 }, { percent: 110, of: 'forecast' }] });
    expect(stack.resource('google_billing_budget.budget_month')).toMatchObject({
      provider: 'google.charged',
      billing_account: '0A1B2C-3D4E5F-6A7B8C',
      display_name: 'acme-test-budget-month',
      budget_filter: {
        projects: ['projects/${data.google_project.foundation_project.number}'],
        calendar_period: 'MONTH',
      },
      amount: { specified_amount: { units: '5000', currency_code: 'EUR' } },
      threshold_rules: [
        { threshold_percent: 0.9, spend_basis: 'CURRENT_SPEND' },
        { threshold_percent: 1.1, spend_basis: 'FORECASTED_SPEND' },
      ],
      all_updates_rule: {
        monitoring_notification_channels: ['${google_monitoring_notification_channel.notify_ops.name}'],
        disable_default_iam_recipients: true,
      },
    });
    expect(stack.addresses()).toContain('google_project_service.foundation_billingbudgets');
  });

  it('requires the account that pays', () => {
    expect(problemsIn('google', {}, { targets: {} })).toContain(
      'budgets.month requires targets.google.billingAccount, because budgets are kept in the account that pays',
    );
    expect(problemsIn('google', {}, { targets: { google: { billingAccount: '12' } } })).toContain(
      'targets.google.billingAccount must be the id of a billing account',
    );
  });
});

describe('a budget on Azure', () => {
  const stack = stackOf('azurerm');

  it('counts both groups together, from the month on in which it is made', () => {
    expect(stack.resource('azurerm_consumption_budget_subscription.budget_month')).toMatchObject({
      name: 'acme-test-budget-month',
      subscription_id: '/subscriptions/00000000-0000-4000-8000-000000000001',
      amount: 5000,
      time_grain: 'Monthly',
      time_period: {
        start_date:
          '${format("%04d-%02d-01T00:00:00Z", time_static.budget_month_since.year, time_static.budget_month_since.month)}',
      },
      filter: {
        dimension: [
          {
            name: 'ResourceGroupName',
            values: ['${azurerm_resource_group.foundation.name}', expect.stringMatching(/^acme-test-cluster-nodes/)],
          },
        ],
      },
    });
    expect(stack.resource('time_static.budget_month_since').triggers).toEqual({ budget: 'acme-test-budget-month' });
  });

  it('is in the currency of the bill', () => {
    expect(problemsIn('azurerm', { currency: 'EUR' })).toContain('budgets.month.currency is not supported');
  });
});
