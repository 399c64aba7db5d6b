/** The account's stack on every cloud: where it stands, what it is called, what crosses, and what is refused. */
import { plan } from '../../../app/plan/plan';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { describeProblem } from '../../../core/rules/problem';
import { onAccount } from '../../../index';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on, whole, wholeWith } from '../../helpers/environments';
import { problemsOf, synth, warningsOf } from '../../helpers/synth';

const trail = { auditTrail: { alerts: ['ops'] } };
const ops = { ops: { email: 'ops@example.com' } };
const withAccount = (account: object = trail, change: object = {}) =>
  wholeWith({ account, notifications: ops, ...change });

const problemsIn = (account: object, change: object = {}) => problemsOf(on('google', withAccount(account, change)));

describe.each(CLOUDS)('the account stack on %s', (cloud) => {
  const stacks = synth(on(cloud, withAccount()));

  it('is applied first', () => {
    const [first] = plan([on(cloud, withAccount())], providers).plans;
    expect(Object.values(first!.stacks)).toEqual([`acme-test-${cloud}-account`, `acme-test-${cloud}`]);
    expect(Object.keys(stacks)).toEqual(expect.arrayContaining(Object.values(first!.stacks)));
    expect(Object.keys(synth(on(cloud, whole)))).toEqual([`acme-test-${cloud}`]);
  });

  it('changes nothing of the infrastructure', () => {
    const [name] = [`acme-test-${cloud}`];
    expect(stacks[name]!.json).toEqual(synth(on(cloud, whole))[name]!.json);
  });

  it('has names that begin with the environment and account', () => {
    const text = JSON.stringify(stacks[`acme-test-${cloud}-account`]!.json.resource);
    expect(text).toContain('acme-test-account-');
    // Apart from names of stacks, in addresses.
    expect(text).not.toMatch(/acme-test-(?!account|aws|google|azurerm)/);
  });

  it('protects the trail', () => {
    const stack = stacks[`acme-test-${cloud}-account`]!;
    expect(stack.resource('terraform_data.protected').for_each).toContain('"account.auditTrail"');
  });

  it('is reached by code of the environment', () => {
    const seen: string[] = [];
    synth(on(cloud, { ...withAccount(), extend: onAccount(({ paths, cloud: name }) => seen.push(name, ...paths)) }));
    expect(seen).toEqual(expect.arrayContaining([cloud, 'foundation', 'notifications.ops', 'account']));
  });
});

describe.each(CLOUDS)('a lock of the trail on %s', (cloud) => {
  const lockOf = (lock: boolean) =>
    warningsOf(on(cloud, withAccount({ auditTrail: { alerts: ['ops'], lock, retentionDays: 500 } }))).filter((one) =>
      one.includes('auditTrail.lock'),
    );

  it('is warned of, because it cannot be taken back', () => {
    expect(lockOf(true)).toEqual([
      expect.stringContaining(
        `acme/test (${cloud}): account.auditTrail.lock cannot be taken back on any cloud: nobody, the owner included, can delete records before their 500 days are over`,
      ),
    ]);
    expect(lockOf(false)).toEqual([]);
  });
});

describe('accounts', () => {
  const second = (input: EnvironmentInput, environment: string): EnvironmentInput => ({ ...input, environment });
  const planned = (cloud: CloudName, ...inputs: EnvironmentInput[]) =>
    plan(
      inputs.map((input) => on(cloud, input)),
      providers,
    ).problems.map(describeProblem);

  it.each(CLOUDS)('are in one environment of those that share one on %s', (cloud) => {
    const [problem] = planned(cloud, withAccount(), second(withAccount(), 'other'));
    expect(problem).toMatch(/other.*account must be in one environment alone, but acme\/test has that of .* already/);
    expect(planned(cloud, withAccount(), second(whole, 'other')).filter((one) => one.includes('account '))).toEqual([]);
  });

  it('have names of their own', () => {
    const [problem] = planned('aws', withAccount(), second(whole, 'test-account'));
    expect(problem).toMatch(/environment must not be the name of acme\/test with or without "-account" at its end/);
  });

  it.each([
    [{ defaults: false }, /account makes nothing: give it state, auditTrail/],
    [
      { ...trail, compliance: { frameworks: ['cis', 'cis'] } },
      /compliance\.frameworks must differ from each other, got cis twice/,
    ],
    [
      { auditTrail: { alerts: ['opps'] } },
      /auditTrail\.alerts must name the environment's notifications \(ops\), got "opps"/,
    ],
    [{ auditTrail: { alerts: ['ops', 'ops'] } }, /auditTrail\.alerts must name each once, got ops twice/],
    [{ auditTrail: { alerts: ['ops'], retentionDays: 30 } }, /auditTrail\.retentionDays must be at least 90/],
    [{ ...trail, state: {} }, /account\.state is for state in .*, got state of the kind local/],
  ])('%j is refused', (account, message) => {
    expect(problemsIn(account).join('\n')).toMatch(message);
  });

  const told = { ...trail, costAnomalies: { notify: ['ops'] } };

  it('tell of unusual costs where the cloud does not do so by itself', () => {
    const found = (cloud: CloudName, account: object, notifications: object = ops) =>
      problemsOf(on(cloud, withAccount(account, { notifications })));
    const hook = { ops: { webhook: { url: 'https://a.example', addressInState: true } } };
    expect(found('google', told).join()).toContain('account.costAnomalies.notify is not supported: Google looks');
    expect(found('azurerm', told)).toEqual([]);
    expect(found('azurerm', { ...trail, costAnomalies: { notify: ['ops'], minimum: 5 } }).join()).toContain(
      'account.costAnomalies.minimum is not supported: Azure decides',
    );
    expect(found('azurerm', told, hook).join()).toContain(
      'account.costAnomalies.notify must have email on Azure, which sends no such alert to a webhook, got ops',
    );
    expect(found('aws', told, hook)).toEqual([]);
    const stack = synth(on('azurerm', withAccount(told)))['acme-test-azurerm-account']!;
    expect(stack.resource('azurerm_cost_anomaly_alert.account_anomalies_cost_anomalies').email_addresses).toEqual([
      'ops@example.com',
    ]);
  });

  it('tell of unusual costs on Azure after the year for which the provider makes an alert, too', () => {
    const stack = synth(on('azurerm', withAccount(told)))['acme-test-azurerm-account']!;
    expect(stack.resource('azurerm_cost_anomaly_alert.account_anomalies_cost_anomalies').lifecycle).toEqual({
      replace_triggered_by: ['time_rotating.account_anomalies_renewal'],
    });
    expect(stack.resource('time_rotating.account_anomalies_renewal').rotation_months).toBe(11);
  });

  it('warn of what tells nobody', () => {
    const { warnings } = plan([on('aws', wholeWith({ account: { auditTrail: {}, threatDetection: {} } }))], providers);
    expect(warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['account/trail-silent', 'account/threats-silent']),
    );
  });

  it('are required by code for their stack', () => {
    const problems = problemsOf(on('aws', { ...whole, extend: onAccount(() => undefined) }));
    expect(problems.join()).toContain('extend has code for the account stack, which there is none of without account');
  });
});

describe('notifications', () => {
  it.each([
    [{ ops: {} }, /notifications\.ops must have either email or webhook/],
    [
      { ops: { email: 'a@example.com', webhook: { url: 'https://a.example', addressInState: true } } },
      /notifications\.ops must have either email or webhook/,
    ],
    [{ ops: { webhook: { url: 'https://a.example' } } }, /notifications\.ops\.webhook\.addressInState/],
    [
      { ops: { webhook: { url: 'http://a.example', addressInState: true } } },
      /must be an address that begins with https/,
    ],
    [{ ...ops, idle: { email: 'a@example.com' } }, /notifications\.idle is named by nothing that sends messages/],
  ])('%j are refused', (notifications, message) => {
    expect(problemsIn(trail, { notifications }).join('\n')).toMatch(message);
  });
});
