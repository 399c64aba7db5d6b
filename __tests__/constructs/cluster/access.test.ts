/** Access to clusters: who is let in by the cloud, what the cluster binds, and what is refused. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { baseWith, platformOn } from '../../helpers/platform';
import { problemsOf, synth, warningsOf } from '../../helpers/synth';

const MEMBERS = {
  aws: ['arn:aws:iam::123456789012:role/teams/developers'],
  google: ['group:developers@example.com', 'user:ada@example.com'],
  azurerm: ['00000000-0000-4000-8000-0000000000c1'],
};
const ACCESS = {
  developers: { role: 'edit', namespaces: ['shop', 'keda'], members: MEMBERS },
  support: { role: 'view', members: MEMBERS },
};
const TARGETS = { google: { groupsDomain: 'example.com' } };

const having = (access: object = ACCESS, change: object = {}): EnvironmentInput =>
  baseWith({
    cluster: { access },
    addons: { keda: {}, externalSecrets: {}, monitoring: {} },
    targets: TARGETS,
    ...change,
  });
const one = (entry: object, change: object = {}): EnvironmentInput =>
  having({ developers: { role: 'view', namespaces: ['shop'], members: MEMBERS, ...entry } }, change);

const SUBJECTS: Readonly<Record<CloudName, (entry: string) => object[]>> = {
  aws: (entry) => [{ kind: 'Group', name: `triptych:access-${entry}` }],
  google: () => [
    { kind: 'Group', name: 'developers@example.com' },
    { kind: 'User', name: 'ada@example.com' },
  ],
  azurerm: () => ['Group', 'User'].map((kind) => ({ kind, name: MEMBERS.azurerm[0] })),
};

describe.each(CLOUDS)('access on %s', (cloud) => {
  const platform = platformOn(cloud, having());

  it('binds one of Kubernetes’ roles in each namespace, the environment’s or an add-on’s', () => {
    const bindings = platform.manifests.filter(
      ({ kind, metadata }) => kind === 'RoleBinding' && /access/.test(metadata.name),
    );
    expect(bindings.map(({ metadata: { name, namespace } }) => [name, namespace])).toEqual([
      ['acme-access-developers', 'shop'],
      ['acme-access-developers', 'keda'],
    ]);
    for (const { roleRef, subjects } of bindings) {
      expect(roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' });
      expect(subjects).toMatchObject(SUBJECTS[cloud]('developers'));
    }
  });

  it('binds it in the whole cluster without namespaces', () => {
    expect(platform.manifest('ClusterRoleBinding', 'acme-access-support')).toMatchObject({
      roleRef: { kind: 'ClusterRole', name: 'view' },
      subjects: SUBJECTS[cloud]('support'),
    });
  });

  it('adds the kinds of add-ons to these roles, which read no Secrets by them', () => {
    const view = platform.manifest('ClusterRole', 'acme-kinds-view');
    expect(view.metadata.labels).toMatchObject({ 'rbac.authorization.k8s.io/aggregate-to-view': 'true' });
    expect(JSON.stringify(view.rules)).toMatch(/externalsecrets.*servicemonitors.*scaledobjects/);
    expect(JSON.stringify(view.rules)).not.toMatch(/"secrets"|create|"\*"/);
    const edit = platform.manifest('ClusterRole', 'acme-kinds-edit');
    expect(edit.metadata.labels).toMatchObject({ 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' });
  });

  it('makes nothing for who is named on other clouds alone', () => {
    const [other] = CLOUDS.filter((name) => name !== cloud);
    const made = platformOn(cloud, one({ members: { [other!]: MEMBERS[other!] } }));
    expect(made.manifests.filter(({ metadata }) => metadata.name.includes('access'))).toEqual([]);
  });
});

describe('the clouds let members in, and no further', () => {
  it('AWS: by one entry each, with the groups of all that name them, beside what they plan', () => {
    const planner = 'arn:aws:iam::123456789012:role/planner';
    const stack = synth(
      on(
        'aws',
        having(
          { ...ACCESS, planners: { role: 'view', namespaces: ['shop'], members: { aws: [planner] } } },
          { targets: { aws: { operators: { plan: [planner] } } } },
        ),
      ),
    )['acme-test-aws']!;
    expect(stack.resource('aws_eks_access_entry.cluster_access_access_developers')).toMatchObject({
      principal_arn: MEMBERS.aws[0],
      kubernetes_groups: ['triptych:access-developers', 'triptych:access-support'],
    });
    expect(stack.resource('aws_eks_access_entry.cluster_access_plan_planner').kubernetes_groups).toEqual([
      'triptych:access-planners',
    ]);
    const policies = stack.all('aws_eks_access_policy_association').map(({ principal_arn: arn }) => arn as string);
    expect(policies).not.toContain(MEMBERS.aws[0]);
  });

  it('Google: by a role that finds this cluster alone, and with the groups that it knows', () => {
    const stack = synth(on('google', having()))['acme-test-google']!;
    expect(stack.resource('google_container_cluster.cluster').authenticator_groups_config).toEqual({
      security_group: 'gke-security-groups@example.com',
    });
    expect(stack.resource('google_project_iam_custom_role.foundation_role_cluster_entry').permissions).toEqual([
      'container.clusters.connect',
      'container.clusters.get',
    ]);
    const entries = stack.all('google_project_iam_member').filter(({ role }) => /cluster_entry/.test(role as string));
    expect(entries.map(({ member }) => member as string)).toEqual(MEMBERS.google);
    for (const { condition } of entries) expect(JSON.stringify(condition)).toContain('clusters/acme-test-cluster');
  });

  it('Azure: by the role of the cluster’s users', () => {
    const stack = synth(on('azurerm', having()))['acme-test-azurerm']!;
    expect(
      stack.resource('azurerm_role_assignment.cluster_access_access_00000000_0000_4000_8000_0000000000c1'),
    ).toMatchObject({
      role_definition_name: 'Azure Kubernetes Service Cluster User Role',
      principal_id: MEMBERS.azurerm[0],
    });
  });
});

it('identities of pools are bound by their whole names', () => {
  const google = [
    'principal://iam.googleapis.com/locations/global/workforcePools/acme/subject/ada',
    'principalSet://iam.googleapis.com/locations/global/workforcePools/acme/group/dev',
  ];
  const { subjects } = platformOn('google', one({ members: { google } })).manifest(
    'RoleBinding',
    'acme-access-developers',
  );
  expect(subjects).toMatchObject([
    { kind: 'User', name: google[0] },
    { kind: 'Group', name: google[1] },
  ]);
});

describe('what is refused', () => {
  it.each<[string, EnvironmentInput, RegExp]>([
    ['a namespace that is not there', one({ namespaces: ['shpo'] }), /access\.developers\.namespaces must name namespaces of the environment or its add-ons \(.*shop.*\), got "shpo"/],
    ['a namespace twice', one({ namespaces: ['shop', 'shop'] }), /namespaces must name each namespace once, got shop twice/],
    ['nobody', one({ members: { aws: null, google: null, azurerm: null } }), /members must name members on at least one of/],
    ['a session', one({ members: { aws: ['arn:aws:sts::123456789012:assumed-role/a/b'] } }), /members\.aws must each be an ARN of an IAM role or user/],
    ['a domain', one({ members: { google: ['domain:example.com'] } }), /members\.google must each be an IAM member that a cluster knows/],
    ['a person by mail on Azure', one({ members: { azurerm: ['ada@example.com'] } }), /members\.azurerm must each be the object id of a group or service principal/],
    ['a member twice', one({ members: { google: ['user:a@example.com', 'user:a@example.com'] } }), /members\.google must name each once/],
    ['groups without their domain', one({}, { targets: {} }), /access names groups, which mean nothing in the cluster without targets\.google\.groupsDomain, got group:developers@example\.com/],
    ['an administrator', one({ members: { aws: ['arn:aws:iam::123456789012:role/terraform'] } }), /access must not name who administers the cluster, got arn:aws:iam::123456789012:role\/terraform/],
    ['roles that differ in path', one({ members: { aws: ['arn:aws:iam::123456789012:role/a/dev', 'arn:aws:iam::123456789012:role/b/dev'] } }), /access must not name two that differ only in punctuation or path/],
  ])('%s', (_, input, message) => {
    expect(problemsOf(input).join('\n')).toMatch(message);
  }); // prettier-ignore

  it('warns of editors of everything', () => {
    expect(warningsOf(one({ role: 'edit', namespaces: null })).join()).toMatch(/role is edit in every namespace/);
    expect(warningsOf(one({ namespaces: null })).join()).not.toMatch(/in every namespace/);
  });
});
