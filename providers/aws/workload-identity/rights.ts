/** The rights of a service account as statements of an IAM policy. */
import type { IdentityDeps } from '../../../constructs/cloud';
import {
  bucketRights,
  cacheRights,
  databaseRights,
  mayUse,
  type Right,
  type Signal,
  signalsOf,
  zoneRights,
} from '../../../constructs/workload-identity/contract';
import { present } from '../../../core/invariant';
import { AwsCluster } from '../cluster/aws-cluster';
import { Cluster } from '../cluster/cluster';
import type { DnsZone } from '../dns-zone/dns-zone';
import type { Foundation } from '../foundation/foundation';
import { allow, allowKeys, type Statement, viaService } from '../iam/statement';
import type { ManagedPostgres } from '../managed-postgres/managed-postgres';
import type { ManagedRedis } from '../managed-redis/managed-redis';
import type { ObjectStore } from '../object-store/object-store';
import { loadBalancerStatements } from './load-balancer-policy';
import { snapshotStatements } from './snapshot-policy';

const LIST_OBJECTS = ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation'];
const READ_OBJECTS = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging'];
const LIST_UPLOADS = 's3:ListBucketMultipartUploads';
const WRITE_OBJECTS = [
  's3:PutObject',
  's3:PutObjectTagging',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
];
const READ_SECRETS = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];
const CHANGE_RECORDS = [
  'route53:ChangeResourceRecordSets',
  'route53:ListResourceRecordSets',
  'route53:ListTagsForResources',
];
const READ_IMAGES = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
/** docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html */
const SEND: Readonly<Record<Signal, string[]>> = {
  traces: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  metrics: ['cloudwatch:PutMetricData'],
};
const LIST_ZONES = ['route53:ListHostedZones', 'route53:ListHostedZonesByName'];

type AwsIdentityDeps = IdentityDeps<Foundation, ObjectStore, ManagedPostgres, ManagedRedis, DnsZone>;

export function statementsOf(rights: readonly Right[], deps: AwsIdentityDeps): Statement[] {
  const { foundation, cluster } = deps;
  return [
    ...bucketStatements(rights, deps),
    ...secretStatements(rights, deps),
    ...databaseStatements(rights, deps),
    ...cacheStatements(rights, deps),
    ...zoneStatements(rights, deps),
    ...(mayUse(rights, 'volume-snapshots')
      ? snapshotStatements(foundation, cluster instanceof Cluster ? cluster.key.keyArns : [])
      : []),
    ...(mayUse(rights, 'images') ? imageStatements(foundation) : []),
    ...signalsOf(rights).map((signal) => allow(SEND[signal], '*')),
    ...(mayUse(rights, 'load-balancers') ? loadBalancerStatements(foundation, ofAws(cluster)) : []),
  ];
}

const ofAws = (cluster: AwsIdentityDeps['cluster']): AwsCluster =>
  present(cluster instanceof AwsCluster ? cluster : undefined, 'a cluster on AWS');

/** Writing requires decrypting too, because S3 reads the parts of a large object to join them. */
export function bucketStatements(
  rights: readonly Right[],
  { foundation, stores }: Pick<AwsIdentityDeps, 'foundation' | 'stores'>,
): Statement[] {
  return bucketRights(rights).flatMap(({ objectStore, read, write }) => {
    const { key, store } = present(stores[objectStore], `objectStores.${objectStore}`);
    const { arn } = store.bucket;
    const keyActions = ['kms:Decrypt', ...(write ? ['kms:GenerateDataKey'] : [])];
    return [
      ...(read ? [allow(LIST_OBJECTS, arn), allow(READ_OBJECTS, `${arn}/*`)] : []),
      ...(write ? [allow(LIST_UPLOADS, arn), allow(WRITE_OBJECTS, `${arn}/*`)] : []),
      ...(read || write ? allowKeys(keyActions, key.keyArns, viaService('s3', foundation)) : []),
    ];
  });
}

function secretStatements(rights: readonly Right[], { foundation, secrets }: AwsIdentityDeps): Statement[] {
  const stored = Object.values(secrets(rights));
  if (stored.length === 0) return [];
  const keys = stored.flatMap(({ encryptionKeys = [] }) => encryptionKeys);
  return [
    allow(READ_SECRETS, unique(stored.map(({ reference }) => reference))),
    ...allowKeys('kms:Decrypt', unique(keys), viaService('secretsmanager', foundation)),
  ];
}

/** By the server's own id, which another server of the same name does not have: docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html */
function databaseStatements(rights: readonly Right[], { databases }: AwsIdentityDeps): Statement[] {
  const users = databaseRights(rights).flatMap(({ database, user }) =>
    present(databases[database], `databases.${database}`).signIn(user),
  );
  return users.length > 0 ? [allow('rds-db:connect', unique(users))] : [];
}

/** ElastiCache asks for the right on both: docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html */
function cacheStatements(rights: readonly Right[], { caches }: AwsIdentityDeps): Statement[] {
  const cachesAndUsers = cacheRights(rights).flatMap(({ cache }) => present(caches[cache], `caches.${cache}`).signIn);
  return cachesAndUsers.length > 0 ? [allow('elasticache:Connect', unique(cachesAndUsers))] : [];
}

/** Changes are limited to records of these zones. Listing zones and following a change cannot be limited to any. */
function zoneStatements(
  rights: readonly Right[],
  { foundation: { partition }, dnsZones }: AwsIdentityDeps,
): Statement[] {
  const zones = zoneRights(rights).map(
    ({ dnsZone }) =>
      `arn:${partition}:route53:::hostedzone/${present(dnsZones[dnsZone], `dnsZones.${dnsZone}`).zoneId}`,
  );
  if (zones.length === 0) return [];
  return [
    allow(CHANGE_RECORDS, unique(zones)),
    allow('route53:GetChange', `arn:${partition}:route53:::change/*`),
    allow(LIST_ZONES, '*'),
  ];
}

/** Any repository whose owner allows it, as for nodes. A token for registries cannot be limited to any. */
const imageStatements = ({ partition }: Foundation): Statement[] => [
  allow('ecr:GetAuthorizationToken', '*'),
  allow(READ_IMAGES, `arn:${partition}:ecr:*:*:repository/*`),
];

const unique = (values: readonly string[]): string[] => [...new Set(values)];
