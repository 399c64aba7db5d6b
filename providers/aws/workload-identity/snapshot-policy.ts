/**
 * Velero's rights to volumes and snapshots. The README of github.com/velero-io/velero-plugin-for-aws allows every
 * volume of the account. Here the rights are limited to volumes that the cluster's disk driver created and tagged, and
 * to snapshots that Velero tagged. A snapshot has the tags of its volume too, and a volume restored from it those of
 * the snapshot.
 */
import type { Foundation } from '../foundation/foundation';
import { allow, allowKeys, type Statement, viaService } from '../iam/statement';

/** The disk driver's tag, which AWS's own policy for the driver relies on too. */
const HAS_DRIVER_TAG = { StringEquals: { 'aws:ResourceTag/ebs.csi.aws.com/cluster': 'true' } };
const GETS_DRIVER_TAG = { StringEquals: { 'aws:RequestTag/ebs.csi.aws.com/cluster': 'true' } };
const HAS_BACKUP_TAG = { Null: { 'aws:ResourceTag/velero.io/backup': 'false' } };
const GETS_BACKUP_TAG = { Null: { 'aws:RequestTag/velero.io/backup': 'false' } };

export function snapshotStatements(foundation: Foundation, keyArns: readonly string[]): Statement[] {
  const { partition, target } = foundation;
  const own = (kind: string) => `arn:${partition}:ec2:${target.region}:*:${kind}/*`;
  const [volumes, snapshots] = [own('volume'), own('snapshot')];
  return [
    // Neither can be limited to a resource.
    allow(['ec2:DescribeVolumes', 'ec2:DescribeSnapshots'], '*'),
    allow('ec2:CreateSnapshot', volumes, HAS_DRIVER_TAG),
    allow('ec2:CreateSnapshot', snapshots, GETS_BACKUP_TAG),
    allow('ec2:DeleteSnapshot', snapshots, HAS_BACKUP_TAG),
    allow('ec2:CreateVolume', snapshots, HAS_BACKUP_TAG),
    allow('ec2:CreateVolume', volumes, GETS_DRIVER_TAG),
    allow('ec2:CreateTags', [volumes, snapshots], {
      StringEquals: { 'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot'] },
    }),
    ...keyStatements(foundation, keyArns),
  ];
}

/** EC2 uses the key in the caller's name to copy encrypted data, and keeps a grant for itself. */
const keyStatements = (foundation: Foundation, keyArns: readonly string[]): Statement[] => [
  ...allowKeys(
    ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncrypt*'],
    keyArns,
    viaService('ec2', foundation),
  ),
  ...allowKeys('kms:CreateGrant', keyArns, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
];
