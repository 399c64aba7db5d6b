/**
 * What Velero does with volumes: github.com/velero-io/velero-plugin-for-aws. Its README allows every volume of the account.
 * Here it is those that the cluster's disk driver made and tagged, and the snapshots that Velero tagged: a snapshot has the
 * tags of its volume too, and the volume that is made of it those of the snapshot.
 */
import type { Foundation } from '../foundation/foundation';
import { allow, via, type Statement } from '../iam/statement';

/** The driver's tag, on which AWS's own policy for it stands too. */
const DRIVEN = { StringEquals: { 'aws:ResourceTag/ebs.csi.aws.com/cluster': 'true' } };
const WILL_BE_DRIVEN = { StringEquals: { 'aws:RequestTag/ebs.csi.aws.com/cluster': 'true' } };
const BACKED_UP = { Null: { 'aws:ResourceTag/velero.io/backup': 'false' } };
const WILL_BE_BACKED_UP = { Null: { 'aws:RequestTag/velero.io/backup': 'false' } };

export function snapshotStatements(foundation: Foundation, keyArn: string | undefined): Statement[] {
  const { partition, target } = foundation;
  const own = (kind: string) => `arn:${partition}:ec2:${target.region}:*:${kind}/*`;
  const [volumes, snapshots] = [own('volume'), own('snapshot')];
  return [
    // Neither can be limited to a resource.
    allow(['ec2:DescribeVolumes', 'ec2:DescribeSnapshots'], '*'),
    allow('ec2:CreateSnapshot', volumes, DRIVEN),
    allow('ec2:CreateSnapshot', snapshots, WILL_BE_BACKED_UP),
    allow('ec2:DeleteSnapshot', snapshots, BACKED_UP),
    allow('ec2:CreateVolume', snapshots, BACKED_UP),
    allow('ec2:CreateVolume', volumes, WILL_BE_DRIVEN),
    allow('ec2:CreateTags', [volumes, snapshots], {
      StringEquals: { 'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot'] },
    }),
    ...(keyArn === undefined ? [] : keyStatements(foundation, keyArn)),
  ];
}

/** EC2 copies what is encrypted in the name of who asks, and keeps a grant for itself. */
const keyStatements = (foundation: Foundation, keyArn: string): Statement[] => [
  allow(
    ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncrypt*'],
    keyArn,
    via('ec2', foundation),
  ),
  allow('kms:CreateGrant', keyArn, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
];
