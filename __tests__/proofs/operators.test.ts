/** Who runs Terraform: what they may do stands in the environment, and does not depend on who of them runs it. */
import { CLOUDS, on, whole, wholeWith } from '../helpers/environments';
import { everyStack } from '../helpers/everything';
import { problemsOf, type Stack, synth } from '../helpers/synth';

type CloudName = (typeof CLOUDS)[number];

const PRINCIPALS: Readonly<Record<CloudName, Readonly<Record<'ci' | 'person' | 'reader', string>>>> = {
  aws: {
    ci: 'arn:aws:iam::123456789012:role/ci',
    person: 'arn:aws:iam::123456789012:user/ann',
    reader: 'arn:aws:iam::123456789012:role/pull-requests',
  },
  google: {
    ci: 'serviceAccount:ci@acme.iam.gserviceaccount.com',
    person: 'user:ann@example.com',
    reader: 'serviceAccount:pull-requests@acme.iam.gserviceaccount.com',
  },
  azurerm: {
    ci: '00000000-0000-4000-8000-0000000000c1',
    person: '00000000-0000-4000-8000-0000000000a1',
    reader: '00000000-0000-4000-8000-0000000000f1',
  },
};

const stackFor = (cloud: CloudName, operators: object): Stack =>
  Object.values(synth(on(cloud, wholeWith({ targets: { [cloud]: { operators } } }))))[0]!;

/** What a principal gets: roles and policies, by the last part of their names. */
const RIGHTS: Readonly<Record<CloudName, (stack: Stack, principal: string) => string[]>> = {
  aws: (stack, principal) =>
    stack
      .all('aws_eks_access_policy_association')
      .filter(({ principal_arn: arn }) => arn === principal)
      .map(({ policy_arn: arn }) => String(arn).split('/').at(-1)!),
  google: (stack, principal) =>
    stack
      .all('google_project_iam_member')
      .filter(({ member }) => member === principal)
      .map(({ role }) => String(role)),
  azurerm: (stack, principal) =>
    stack
      .all('azurerm_role_assignment')
      .filter(({ principal_id: id }) => id === principal)
      .map(({ role_definition_name: name, role_definition_id: id }) => String(name ?? id)),
};

const EXPECTED: Readonly<Record<CloudName, { readonly apply: string[]; readonly plan: string[] }>> = {
  aws: { apply: ['AmazonEKSClusterAdminPolicy'], plan: ['AmazonEKSAdminViewPolicy'] },
  google: {
    apply: ['roles/container.admin'],
    plan: ['${google_project_iam_custom_role.foundation_role_cluster_secrets.name}', 'roles/container.viewer'],
  },
  azurerm: {
    apply: [
      'Azure Kubernetes Service Cluster User Role',
      'Azure Kubernetes Service RBAC Cluster Admin',
      'Key Vault Crypto Officer',
      'Key Vault Secrets Officer',
    ],
    plan: [
      '${azurerm_role_definition.cluster_access_plan_role.role_definition_resource_id}',
      'Key Vault Reader',
      'Key Vault Secrets User',
    ],
  },
};

/** Attributes of the caller that would put him into what is planned. Account, project and tenant are the same for all. */
const CALLER =
  /data\.(aws_caller_identity\.\w+\.(arn|user_id)|aws_iam_session_context|google_client_openid_userinfo|azurerm_client_config\.\w+\.(object_id|client_id))/;

describe.each(CLOUDS)('on %s', (cloud) => {
  const { ci, person, reader } = PRINCIPALS[cloud];
  const stack = stackFor(cloud, { apply: [ci, person], plan: [reader] });

  it.each([
    ['a pipeline that applies', ci, EXPECTED[cloud].apply],
    ['a person who applies', person, EXPECTED[cloud].apply],
    ['who only plans', reader, EXPECTED[cloud].plan],
  ])('%s gets these rights', (_, principal, expected) => {
    expect(RIGHTS[cloud](stack, principal).sort()).toEqual(expected);
  });

  it('nobody gets rights by planning or applying, in any stack', () => {
    const stacks = Object.values(synth(on(cloud, everyStack)));
    expect(stacks.map(({ id }) => id).sort()).toEqual(
      ['', '-account', '-edge', '-platform'].map((part) => `acme-test-${cloud}${part}`),
    );
    for (const { id, text } of [stack, ...stacks]) expect([id, CALLER.exec(text)?.[0]]).toEqual([id, undefined]);
  });

  it('another operator adds his rights alone', () => {
    const before = stackFor(cloud, { apply: [ci], plan: [reader] }).addresses();
    const added = stack.addresses().filter((address) => !before.includes(address));
    expect(before.filter((address) => !stack.addresses().includes(address))).toEqual([]);
    expect(added.filter((address) => !JSON.stringify(stack.resource(address)).includes(person))).toEqual([]);
  });

  it('refuses whoever applies among those who only plan', () => {
    expect(
      problemsOf(on(cloud, wholeWith({ targets: { [cloud]: { operators: { apply: [ci], plan: [ci] } } } }))).join('\n'),
    ).toContain(`targets.${cloud}.operators.plan must not repeat who is in apply, got ${ci}`);
  });

  it('refuses what is no principal', () => {
    expect(
      problemsOf(on(cloud, wholeWith({ targets: { [cloud]: { operators: { apply: ['Ann'] } } } }))).join('\n'),
    ).toMatch(new RegExp(`targets\\.${cloud}\\.operators\\.apply\\.0 must be an`));
  });
});

describe('nobody', () => {
  const none = (cloud: CloudName, change: object = {}) =>
    problemsOf(on(cloud, wholeWith({ targets: { [cloud]: { operators: null } }, ...change }))).join('\n');

  it('can enter a cluster on AWS, unless it has administrators', () => {
    expect(none('aws')).toContain(
      'targets.aws.operators.apply must name somebody: EKS lets nobody into a new cluster who is not named',
    );
    expect(none('aws', { cluster: { administrators: { aws: [PRINCIPALS.aws.ci] } } })).toBe('');
    expect(none('aws', { cluster: null })).toBe('');
  });

  it("can write to the environment's vault on Azure", () => {
    expect(none('azurerm', { cluster: null })).toContain('targets.azurerm.operators.apply must name somebody');
  });

  it("needs to be named on Google, where the project's roles open everything", () => {
    expect(none('google')).toBe('');
    expect(problemsOf(on('google', whole))).toEqual([]);
  });
});

describe('one principal with two sets of rights', () => {
  const { ci } = PRINCIPALS.aws;
  it('is refused by EKS', () => {
    const both = { cluster: { administrators: { aws: [ci] } }, targets: { aws: { operators: { plan: [ci] } } } };
    expect(problemsOf(on('aws', wholeWith(both))).join('\n')).toContain(
      'cluster.administrators.aws must not hold who only plans',
    );
  });
});
