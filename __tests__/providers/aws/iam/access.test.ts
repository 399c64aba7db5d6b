/** Roles: which services assume them, their boundary and their path. */
import { WITHOUT_SOURCE } from '../../../../providers/aws/iam/trust';
import { decoded } from '../../../helpers/aws/expression';
import { designs } from '../../../helpers/designs';
import { on, wholeWith } from '../../../helpers/environments';
import { everything } from '../../../helpers/everything';
import { type Attributes, problemsOf, synth } from '../../../helpers/synth';

const PARTITION = '${data.aws_partition.foundation_partition.partition}';
const environments = [
  wholeWith({ objectStores: { files: { replication: true } } }),
  everything,
  ...Object.values(designs),
];
const roles = environments
  .flatMap((one) => Object.values(synth(on('aws', one))))
  .flatMap((stack) => stack.all('aws_iam_role'));
// Runs of pipelines, which are no service, enter by tokens.
const trusts = roles
  .flatMap(({ assume_role_policy: policy }) => decoded(policy as string).Statement as Attributes[])
  .filter(({ Principal }) => !('Federated' in (Principal as Attributes)));
const serviceOf = ({ Principal }: Attributes) => (Principal as Attributes).Service as string;
const conditionsOf = (service: string) =>
  trusts.filter((one) => serviceOf(one) === service).map(({ Condition }) => Condition);

it('every service may assume a role for the own account alone, or is known to say nothing of it', () => {
  const services = [...new Set(trusts.map(serviceOf))].sort();
  expect(services).toEqual([
    'backup.amazonaws.com',
    'ec2.amazonaws.com',
    'eks.amazonaws.com',
    'monitoring.rds.amazonaws.com',
    'pods.eks.amazonaws.com',
    's3.amazonaws.com',
    'scheduler.amazonaws.com',
    'states.amazonaws.com',
    'vpc-flow-logs.amazonaws.com',
  ]);
  const open = trusts.filter((one) => !/aws:SourceAccount|eks-cluster-arn/.test(JSON.stringify(one.Condition ?? {})));
  expect([...new Set(open.map(serviceOf))].sort()).toEqual(Object.keys(WITHOUT_SOURCE).sort());
  expect(trusts.filter((one) => serviceOf(one) in WITHOUT_SOURCE && 'Condition' in one)).toEqual([]);
});

it.each([
  ['eks.amazonaws.com', 'eks:*:123456789012:cluster/*'],
  ['monitoring.rds.amazonaws.com', 'rds:*:123456789012:db:*'],
  ['scheduler.amazonaws.com', 'scheduler:*:123456789012:schedule-group/*'],
  ['vpc-flow-logs.amazonaws.com', 'ec2:*:123456789012:vpc-flow-log/*'],
])('lets %s act for %s alone', (service, resource) => {
  expect(conditionsOf(service)).toContainEqual({
    StringEquals: { 'aws:SourceAccount': '123456789012' },
    ArnLike: { 'aws:SourceArn': `arn:${PARTITION}:${resource}` },
  });
});

describe('of the target', () => {
  const permissionsBoundary = 'arn:aws:iam::123456789012:policy/platform/boundary';
  const withTarget = (aws: object) => on('aws', wholeWith({ targets: { aws } }));
  const rolesOf = (aws: object) =>
    Object.values(synth(withTarget(aws))).flatMap((stack) => [
      ...stack.all('aws_iam_role'),
      ...stack.all('aws_iam_policy'),
    ]);

  it('every role has the boundary and the path', () => {
    const all = rolesOf({ permissionsBoundary, rolePath: '/platform/' });
    expect(all.length).toBeGreaterThan(4);
    expect(all.filter(({ path }) => path !== '/platform/')).toEqual([]);
    expect(all.filter((one) => one.permissions_boundary !== permissionsBoundary)).toEqual([]);
  });

  it('no role has a boundary otherwise, nor a path', () => {
    const all = rolesOf({});
    expect(all.filter(({ path }) => path !== '/')).toEqual([]);
    expect(all.filter((one) => 'permissions_boundary' in one)).toEqual([]);
  });

  it('a role keeps its path, and refuses another in words', () => {
    const [role] = rolesOf({ rolePath: '/platform/' });
    expect(role!.lifecycle).toEqual({
      ignore_changes: ['path'],
      postcondition: [
        {
          condition: '${(self.path == "/platform/")}',
          error_message: expect.stringContaining(
            'targets.aws.rolePath is "${self.path}" and cannot become "/platform/". IAM cannot move a role',
          ) as string,
        },
      ],
    });
  });

  it('a role whose path an override sets keeps that', () => {
    const stack = synth(on('aws', wholeWith({ cluster: { overrides: { aws: { role: { path: '/eks/' } } } } })))[
      'acme-test-aws'
    ]!;
    expect(stack.resource('aws_iam_role.cluster_role')).toMatchObject({
      path: '/eks/',
      lifecycle: { postcondition: [{ condition: '${(self.path == "/eks/")}' }] },
    });
  });

  it.each([
    ['platform/', 'targets.aws.rolePath must be a path of IAM, which begins and ends with a slash'],
    ['/platform', 'targets.aws.rolePath must be a path of IAM'],
    ['/plat form/', 'targets.aws.rolePath must be a path of IAM'],
    [`/${'a'.repeat(511)}/`, 'targets.aws.rolePath'],
    ['/aws-service-role/x/', 'targets.aws.rolePath must not begin with /aws-service-role/'],
  ])('refuses the path %s', (rolePath, message) => {
    expect(problemsOf(withTarget({ rolePath })).join('\n')).toContain(message);
  });

  it.each([
    ['boundary', 'targets.aws.permissionsBoundary must be the ARN of an IAM policy'],
    ['arn:aws:iam::123456789012:role/boundary', 'targets.aws.permissionsBoundary must be the ARN of an IAM policy'],
    [
      'arn:aws:iam::210987654321:policy/boundary',
      'targets.aws.permissionsBoundary must be a policy of the account 123456789012 or of AWS',
    ],
  ])('refuses the boundary %s', (boundary, message) => {
    expect(problemsOf(withTarget({ permissionsBoundary: boundary })).join('\n')).toContain(message);
  });

  it("takes a policy of AWS's own as a boundary", () => {
    expect(problemsOf(withTarget({ permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' }))).toEqual([]);
  });
});
