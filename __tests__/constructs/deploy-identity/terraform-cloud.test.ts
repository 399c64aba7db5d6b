/** Terraform Cloud: one identity plans and another applies, on every cloud. */
import { rightsOf } from '../../../app/rights/rights';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { baseWith } from '../../helpers/platform';
import { problemsOf, type Stack, synth } from '../../helpers/synth';

const having = (cloud: CloudName, deployIdentities: object): EnvironmentInput =>
  on(cloud, baseWith({ state: { kind: 'cloud', organization: 'acme' }, deployIdentities }));

const phases = (of: readonly string[], workspaces: readonly string[] = ['acme-test', 'acme-test-platform']) => ({
  from: { terraformCloud: { organization: 'acme', workspaces, phases: of } },
  plan: ['infrastructure'],
});
const many = Array.from({ length: 10 }, (_, index) => `shop-production-google-platform-${index}`);

/** Which identities take the token of a run, as each cloud decides. */
function takenBy(cloud: CloudName, stack: Stack, subject: string): string[] {
  const quoted = JSON.stringify(subject);
  const named = (text: unknown): string => /deploy[-_]([a-z]+)/.exec(String(text))![1]!;
  const taking = {
    aws: () =>
      stack
        .all('aws_iam_role')
        .filter(({ assume_role_policy: trust }) => String(trust).includes(quoted))
        .map(({ name }) => name),
    google: () => stack.all('google_iam_workload_identity_pool_provider').flatMap((one) => mappedBy(one, subject)),
    azurerm: () =>
      stack
        .all('azurerm_federated_identity_credential')
        .filter((one) => one['subject'] === subject)
        .map(({ parent_id: id }) => id),
  }[cloud]();
  return taking.map(named);
}

/** What a provider's mapping makes of a subject: branches of `assertion.sub in [...] ? 'identity' : ...`. */
function mappedBy(provider: Record<string, unknown>, subject: string): string[] {
  const { 'attribute.deploy_identity': mapping } = provider['attribute_mapping'] as Record<string, string>;
  const branches = mapping!.split(' : ').map((branch) => branch.split(' ? '));
  const [, identity] = branches.find(([condition]) => condition!.includes(`'${subject}'`)) ?? [];
  return identity === undefined ? [] : [identity];
}

describe.each(CLOUDS)('phases of Terraform Cloud on %s', (cloud) => {
  const stack = synth(having(cloud, { plans: phases(['plan']), applies: phases(['apply']) }))[`acme-test-${cloud}`]!;
  const run = (workspace: string, phase: string): string =>
    `organization:acme:project:Default Project:workspace:${workspace}:run_phase:${phase}`;

  it.each(['acme-test', 'acme-test-platform'])('are each an identity of its own in %s', (workspace) => {
    expect(takenBy(cloud, stack, run(workspace, 'plan'))).toEqual(['plans']);
    expect(takenBy(cloud, stack, run(workspace, 'apply'))).toEqual(['applies']);
  });

  it('are trusted in no other workspace', () => {
    expect(takenBy(cloud, stack, run('acme-staging', 'plan'))).toEqual([]);
  });

  it('are told of by `rights`', () => {
    const input = having(cloud, { plans: phases(['plan']), applies: phases(['apply']) });
    const rights = rightsOf({ ...providers, environments: [input] }).flatMap((found) => found.rights);
    const runs = new Set(rights.map(({ who }) => who).filter((who) => who.startsWith('runs ')));
    expect([...runs].map((who) => [...new Set(who.match(/run_phase:\w+/g))])).toEqual(
      expect.arrayContaining([['run_phase:plan'], ['run_phase:apply']]),
    );
  });
});

it('identities of Terraform Cloud share a provider on Google, because a workspace names one', () => {
  const identities = { plans: phases(['plan']), applies: phases(['apply']) };
  const checks = { from: { github: { repository: 'acme/shop', subjects: [{ branch: 'main' }] } }, upload: ['files'] };
  const elsewhere = {
    from: { terraformCloud: { organization: 'acme', workspaces: ['acme'], issuer: 'https://terraform.example.com' } },
    upload: ['files'],
  };
  const stack = synth(having('google', { ...identities, checks, runs: elsewhere }))['acme-test-google']!;
  const made = stack.all('google_iam_workload_identity_pool_provider');
  expect(made.map((one) => one['workload_identity_pool_provider_id'])).toEqual([
    'acme-test-deploy-checks',
    'acme-test-terraform-cloud',
    expect.stringMatching(/^acme-test-terraform-cloud-/),
  ]);
  expect(stack.outputs['deploy_plans_provider']).toEqual(stack.outputs['deploy_applies_provider']);
  const [, shared] = made;
  expect(shared).toMatchObject({
    attribute_condition: "attribute.deploy_identity != ''",
    attribute_mapping: { 'google.subject': 'assertion.sub' },
    oidc: { issuer_uri: 'https://app.terraform.io' },
  });
});

describe('what is refused on Google, whose tokens are each of one identity', () => {
  it('is a run of two', () => {
    const shared = having('google', {
      one: phases(['plan', 'apply']),
      other: phases(['apply'], ['acme-test', 'others']),
    });
    expect(problemsOf(shared).join('\n')).toMatch(
      /other\.from must have runs that no other identity of Terraform Cloud has, got organization:acme:.*:acme-test:run_phase:apply: on Google/,
    );
  });

  it('is more runs than a mapping holds', () => {
    const long = having('google', { plans: phases(['plan'], many), applies: phases(['apply'], many) });
    expect(problemsOf(long).join('\n')).toMatch(
      /from has, with the other identities of Terraform Cloud, runs whose names take 2\d{3} characters, of which Google takes 2048/,
    );
  });

  it.each(['aws', 'azurerm'] as const)('is neither on %s', (cloud) => {
    const shared = having(cloud, { one: phases(['plan', 'apply']), other: phases(['apply']) });
    expect(problemsOf(shared)).toEqual([]);
  });
});
