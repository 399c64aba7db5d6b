/** Trust policies of the roles that AWS services assume. */
import { decoded } from '../../../helpers/aws/expression';
import { on, wholeWith } from '../../../helpers/environments';
import { type Attributes, synth } from '../../../helpers/synth';

const stack = synth(on('aws', wholeWith({ objectStores: { files: { replication: true } } })))['acme-test-aws']!;
const roles = stack.addresses().filter((address) => address.startsWith('aws_iam_role.'));
const trust = (address: string): Attributes =>
  decoded(stack.resource(address).assume_role_policy as string).Statement[0] as Attributes;

it('names the account or the pod that a service acts for, except for services that get the role by iam:PassRole alone', () => {
  const unconditional = roles.filter((address) => trust(address).Condition === undefined);
  expect(unconditional).toEqual([
    'aws_iam_role.cluster_nodes',
    'aws_iam_role.cluster_role',
    'aws_iam_role.files_replication_role',
  ]);
});

it.each(['monitoring.rds.amazonaws.com', 'scheduler.amazonaws.com', 'vpc-flow-logs.amazonaws.com'])(
  'lets %s act for the own account only',
  (service) => {
    const statements = roles.map(trust).filter(({ Principal }) => (Principal as Attributes).Service === service);
    expect(statements.map(({ Condition }) => Condition as unknown)).toEqual([
      { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    ]);
  },
);
