/** Trust policies of the roles that AWS services assume. */
import { WITHOUT_SOURCE } from '../../../../providers/aws/iam/trust';
import { decoded } from '../../../helpers/aws/expression';
import { designs } from '../../../helpers/designs';
import { on, wholeWith } from '../../../helpers/environments';
import { everything } from '../../../helpers/everything';
import { type Attributes, synth } from '../../../helpers/synth';

const PARTITION = '${data.aws_partition.foundation_partition.partition}';
const environments = [
  wholeWith({ objectStores: { files: { replication: true } } }),
  everything,
  ...Object.values(designs),
];
const roles = environments
  .flatMap((one) => Object.values(synth(on('aws', one))))
  .flatMap((stack) => stack.all('aws_iam_role'));
const trusts = roles.flatMap(({ assume_role_policy: policy }) => decoded(policy as string).Statement as Attributes[]);
const serviceOf = ({ Principal }: Attributes) => (Principal as Attributes).Service as string;
const conditionsOf = (service: string) =>
  trusts.filter((one) => serviceOf(one) === service).map(({ Condition }) => Condition);

it('every service may assume a role for the own account alone, or is known to say nothing of it', () => {
  const services = [...new Set(trusts.map(serviceOf))].sort();
  expect(services).toEqual([
    'ec2.amazonaws.com',
    'eks.amazonaws.com',
    'monitoring.rds.amazonaws.com',
    'pods.eks.amazonaws.com',
    's3.amazonaws.com',
    'scheduler.amazonaws.com',
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
