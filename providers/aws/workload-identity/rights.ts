/** Rights: what IAM is told of each right that a service account has: these actions, on these things, and no others. */
import {
  bucketRights,
  mayUse,
  secretRights,
  zoneRights,
  type Right,
} from '../../../constructs/workload-identity/contract';
import type { IdentityDeps } from '../../../constructs/cloud';
import { Cluster } from '../cluster/cluster';
import type { Foundation } from '../foundation/foundation';
import type { ObjectStore } from '../object-store/object-store';
import { loadBalancerStatements } from './load-balancer-policy';
import { snapshotStatements } from './snapshot-policy';
import { allow, via, type Statement } from '../iam/statement';

type AwsIdentityDeps = IdentityDeps<Foundation, ObjectStore>;

/** Every right, as statements of a policy. */
export function statementsOf(rights: readonly Right[], place: AwsIdentityDeps): Statement[] {
  const { foundation, cluster } = place;
  return [
    ...bucketStatements(rights, place),
    ...secretStatements(rights, place),
    ...zoneStatements(rights, place),
    ...(mayUse(rights, 'volume-snapshots')
      ? snapshotStatements(foundation, cluster instanceof Cluster ? cluster.keyArn : undefined)
      : []),
    ...(mayUse(rights, 'load-balancers') ? loadBalancerStatements(foundation, cluster.clusterName) : []),
  ];
}

/** Who writes a large object in parts reads back what the key says of them: writing takes both rights to the key. */
function bucketStatements(rights: readonly Right[], { foundation, stores }: AwsIdentityDeps): Statement[] {
  return bucketRights(rights).flatMap(({ objectStore: bucket, read, write }) => {
    const { keyArn, store } = stores[bucket]!;
    const { arn } = store.bucket;
    const key = ['kms:Decrypt', ...(write ? ['kms:GenerateDataKey'] : [])];
    return [
      ...(read
        ? [
            allow(['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation'], arn),
            allow(['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging'], `${arn}/*`),
          ]
        : []),
      ...(write
        ? [
            allow('s3:ListBucketMultipartUploads', arn),
            allow(
              [
                's3:PutObject',
                's3:PutObjectTagging',
                's3:DeleteObject',
                's3:AbortMultipartUpload',
                's3:ListMultipartUploadParts',
              ],
              `${arn}/*`,
            ),
          ]
        : []),
      ...(keyArn !== undefined && (read || write) ? [allow(key, keyArn, via('s3', foundation))] : []),
    ];
  });
}

function secretStatements(rights: readonly Right[], { foundation, secrets }: AwsIdentityDeps): Statement[] {
  const stored = secretRights(rights).flatMap(({ secret }) => secrets(secret));
  if (stored.length === 0) return [];
  const keys = stored.flatMap(({ encryptionKey }) => encryptionKey ?? []);
  return [
    allow(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], each(stored.map((one) => one.reference))),
    ...(keys.length > 0 ? [allow('kms:Decrypt', each(keys), via('secretsmanager', foundation))] : []),
  ];
}

/** Records of these zones; which zones there are, and whether a change has gone out, can be limited to none. */
function zoneStatements(
  rights: readonly Right[],
  { foundation: { partition }, dnsZones }: AwsIdentityDeps,
): Statement[] {
  const zones = zoneRights(rights).map(
    ({ dnsZone }) => `arn:${partition}:route53:::hostedzone/${dnsZones[dnsZone]!.existing.aws!}`,
  );
  if (zones.length === 0) return [];
  return [
    allow(
      ['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets', 'route53:ListTagsForResources'],
      each(zones),
    ),
    allow('route53:GetChange', `arn:${partition}:route53:::change/*`),
    allow(['route53:ListHostedZones', 'route53:ListHostedZonesByName'], '*'),
  ];
}

/** Each once. */
const each = (all: readonly string[]): string[] => [...new Set(all)];
