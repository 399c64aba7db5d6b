/** Ways back on AWS. */
import {
  type CloudRecovery,
  fromCopy,
  fromMoment,
  fromVersions,
  isKnown,
  nameIn,
  type WayReader,
} from '../../../core/operations/way';
import type { Resource, Resources } from '../../../core/rights/resources';
import { regionOf } from './regions';

/**
 * RDS restores under the key that a backup has, and Terraform would replace what has another: the key of the second region is shown,
 * and named. AWS' own key is each region's.
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
 */
function keyOf(expression: unknown, region: string, resources: Resources): { commands: string[]; also: string[] } {
  const key = resources.at(expression);
  const [alias] = key ? resources.naming('aws_kms_alias', 'target_key_id', key) : [];
  if (!alias) return { commands: [], also: [] };
  const show = `aws kms describe-key --region ${region} --key-id ${String(alias.values['name'])} --query KeyMetadata.Arn`;
  return { commands: [show], also: ["encryptionKey: { existing: { aws: 'KEY' } }"] };
}

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html#USER_ReadRepl.Promote */
function ofReplica(replica: Resource, resources: Resources): ReturnType<WayReader> {
  const { address, values, partOf } = replica;
  const server = String(values['identifier']);
  const region = regionOf(replica, resources);
  const primary = resources.at(values['replicate_source_db']);
  if (!primary || regionOf(primary, resources) === region) return [];
  const key = keyOf(values['kms_key_id'], region, resources);
  return [
    {
      store: { kind: 'database', name: partOf },
      lost: 'region',
      from: 'replica',
      does: `Promote the replica in ${region}, and take a snapshot of it`,
      commands: [
        `aws rds promote-read-replica --region ${region} --db-instance-identifier ${server}`,
        `aws rds wait db-instance-available --region ${region} --db-instance-identifier ${server}`,
        `aws rds create-db-snapshot --region ${region} --db-instance-identifier ${server} --db-snapshot-identifier SNAPSHOT`,
        `aws rds wait db-snapshot-available --region ${region} --db-snapshot-identifier SNAPSHOT`,
        ...key.commands,
      ],
      restore: "{ backup: { aws: { snapshot: 'SNAPSHOT' } } }",
      also: key.also,
      promoted: address,
    },
  ];
}

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html */
const ofServer: WayReader = (server, resources) => {
  const { values, partOf } = server;
  if (values['replicate_source_db'] !== undefined) return ofReplica(server, resources);
  const region = regionOf(server, resources);
  const subnets = nameIn(values['db_subnet_group_name'], resources);
  return [
    fromMoment(
      partOf,
      `aws rds restore-db-instance-to-point-in-time --region ${region} --source-db-instance-identifier ${String(values['identifier'])} --target-db-instance-identifier NEW --restore-time MOMENT --db-subnet-group-name ${subnets}`,
    ),
  ];
};

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html */
const ofServerCopies: WayReader = (copies, resources) => {
  const region = regionOf(copies, resources);
  const server = String(resources.at(copies.values['source_db_instance_arn'])?.values['identifier']);
  const key = keyOf(copies.values['kms_key_id'], region, resources);
  return [
    {
      store: { kind: 'database', name: copies.partOf },
      lost: 'region',
      from: 'copies',
      does: `Find the copies of its automated backups in ${region}, by the ARN DBInstanceAutomatedBackupsArn`,
      commands: [
        `aws rds describe-db-instance-automated-backups --region ${region} --db-instance-identifier ${server}`,
        ...key.commands,
      ],
      restore: "{ backup: { aws: { automatedBackups: 'ARN' } } }",
      also: key.also,
      byHand: [
        `aws rds restore-db-instance-to-point-in-time --region ${region} --source-db-instance-automated-backups-arn ARN --target-db-instance-identifier NEW --use-latest-restorable-time`,
      ],
    },
  ];
};

interface VaultRule {
  readonly target_vault_name: string;
  readonly copy_action?: readonly { readonly destination_vault_arn: string }[];
}

/** docs.aws.amazon.com/aws-backup/latest/devguide/restoring-rds.html */
const ofPlan: WayReader = ({ values, partOf }, resources) => {
  const inVault = (expression: string, lost: 'region' | 'store') => {
    const vault = resources.at(expression);
    if (!vault) return [];
    const region = regionOf(vault, resources);
    const key = lost === 'region' ? keyOf(vault.values['kms_key_arn'], region, resources) : undefined;
    return [
      {
        store: { kind: 'database', name: partOf } as const,
        lost,
        from: 'vault' as const,
        does: `Choose a recovery point of the vault in ${region}, by its ARN`,
        commands: [
          `aws backup list-recovery-points-by-backup-vault --region ${region} --backup-vault-name ${nameIn(expression, resources)}`,
          ...(key?.commands ?? []),
        ],
        restore: "{ backup: { aws: { snapshot: 'ARN' } } }",
        ...(key && { also: key.also }),
      },
    ];
  };
  return (values['rule'] as readonly VaultRule[]).flatMap(({ target_vault_name: own, copy_action: copies = [] }) => [
    ...inVault(own, 'store'),
    ...copies.flatMap((copy) => inVault(copy.destination_vault_arn, 'region')),
  ]);
};

/** docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-restoring.html */
const ofCache: WayReader = (cache, resources) => {
  const { values, partOf } = cache;
  if (!values['snapshot_retention_limit']) return [];
  return [
    {
      store: { kind: 'cache', name: partOf },
      lost: 'store',
      from: 'snapshots',
      does: 'Choose one of its snapshots, by its name',
      commands: [
        `aws elasticache describe-snapshots --region ${regionOf(cache, resources)} --replication-group-id ${String(values['replication_group_id'])}`,
      ],
      restore: "{ backup: { aws: { snapshot: 'SNAPSHOT' } } }",
    },
  ];
};

/** docs.aws.amazon.com/AmazonS3/latest/userguide/RestoringPreviousVersions.html */
const ofVersions: WayReader = ({ values }, resources) => {
  const bucket = resources.at(values['bucket']);
  const { status } = values['versioning_configuration'] as { readonly status: string };
  if (!bucket?.isMain || status !== 'Enabled') return [];
  const name = String(bucket.values['bucket']);
  const region = regionOf(bucket, resources);
  return [
    fromVersions(
      bucket.partOf,
      `aws s3api list-object-versions --region ${region} --bucket ${name} --prefix OBJECT`,
      `aws s3api copy-object --region ${region} --bucket ${name} --key OBJECT --copy-source '${name}/OBJECT?versionId=VERSION'`,
    ),
  ];
};

/** Stands for the new bucket. */
const NEW_BUCKET = 'BUCKET';

const ofReplication: WayReader = ({ values, partOf }, resources) =>
  (values['rule'] as readonly { readonly destination: { readonly bucket: string } }[]).flatMap(({ destination }) => {
    const copy = resources.at(destination.bucket);
    if (!copy) return [];
    const region = regionOf(copy, resources);
    return [
      fromCopy(
        partOf,
        region,
        `aws s3 sync s3://${String(copy.values['bucket'])} s3://${NEW_BUCKET} --source-region ${region} --region ${region}`,
      ),
    ];
  });

function zoneIn(expression: unknown, resources: Resources): string {
  const { zone_id: id, name } = resources.lookedUpAt(expression) ??
    resources.at(expression)?.values ?? { zone_id: expression };
  return isKnown(id)
    ? `aws route53 list-resource-record-sets --hosted-zone-id ${id}`
    : `aws route53 list-hosted-zones-by-name --dns-name ${String(name)}`;
}

export const recovery: CloudRecovery = {
  staysInAccount: true,
  ways: {
    aws_db_instance: ofServer,
    aws_db_instance_automated_backups_replication: ofServerCopies,
    aws_backup_plan: ofPlan,
    aws_elasticache_replication_group: ofCache,
    aws_s3_bucket_versioning: ofVersions,
    aws_s3_bucket_replication_configuration: ofReplication,
  },
  intoBucket: { words: NEW_BUCKET, types: { aws_s3_bucket: ({ values }) => String(values['bucket']) } },
  records: {
    aws_route53_record: ({ values: { name, zone_id: zone } }, resources) =>
      isKnown(name) ? { host: name, command: zoneIn(zone, resources) } : undefined,
  },
};
