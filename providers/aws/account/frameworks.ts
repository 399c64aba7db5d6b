/**
 * What stands for each set of requirements: a standard of Security Hub where there is one, and rules of AWS Config where there is
 * none. AWS checks what can be told from settings; the rest of a framework is about people.
 */
import type { Framework } from '../../../constructs/account';

/** docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html */
export const STANDARDS: Partial<Readonly<Record<Framework, string>>> = {
  cis: 'cis-aws-foundations-benchmark/v/3.0.0',
  pci: 'pci-dss/v/4.0.1',
};

type WithoutStandard = Exclude<Framework, 'cis' | 'pci'>;

interface ConfigRule {
  /** Name of the managed rule: docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html */
  readonly identifier: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** The part of each framework that it stands for. */
  readonly of: Partial<Readonly<Record<WithoutStandard, string>>>;
}

const encryption = { gdpr: 'Art. 32(1)(a)', hipaa: '164.312(a)(2)(iv)', soc2: 'CC6.1' };
const transfer = { gdpr: 'Art. 32(1)(a)', hipaa: '164.312(e)(1)', soc2: 'CC6.7' };
const access = { gdpr: 'Art. 32(1)(b)', hipaa: '164.312(a)(1)', soc2: 'CC6.6' };
const credentials = { hipaa: '164.308(a)(5)(ii)(D)', soc2: 'CC6.1' };
const logging = { gdpr: 'Art. 30', hipaa: '164.312(b)', soc2: 'CC7.2' };
const recovery = { gdpr: 'Art. 32(1)(c)', hipaa: '164.308(a)(7)(ii)(A)', soc2: 'A1.2' };
const detection = { hipaa: '164.308(a)(6)(ii)', soc2: 'CC7.1' };

const rule = (identifier: string, of: ConfigRule['of'], parameters?: ConfigRule['parameters']): ConfigRule => ({
  identifier,
  of,
  ...(parameters && { parameters }),
});

/**
 * The parts are those of the frameworks' own texts: 45 CFR 164 (hipaa), Regulation (EU) 2016/679 (gdpr), Trust Services Criteria
 * (soc2).
 */
export const CONFIG_RULES: readonly ConfigRule[] = [
  rule('ENCRYPTED_VOLUMES', encryption),
  rule('EC2_EBS_ENCRYPTION_BY_DEFAULT', encryption),
  rule('RDS_STORAGE_ENCRYPTED', encryption),
  rule('RDS_SNAPSHOT_ENCRYPTED', encryption),
  rule('EKS_SECRETS_ENCRYPTED', encryption),
  rule('CLOUDWATCH_LOG_GROUP_ENCRYPTED', encryption),
  rule('CMK_BACKING_KEY_ROTATION_ENABLED', encryption),
  rule('KMS_CMK_NOT_SCHEDULED_FOR_DELETION', encryption),
  rule('S3_BUCKET_SSL_REQUESTS_ONLY', transfer),
  rule('S3_BUCKET_PUBLIC_READ_PROHIBITED', access),
  rule('S3_BUCKET_PUBLIC_WRITE_PROHIBITED', access),
  rule('RDS_INSTANCE_PUBLIC_ACCESS_CHECK', access),
  rule('RDS_SNAPSHOTS_PUBLIC_PROHIBITED', access),
  rule('INCOMING_SSH_DISABLED', access),
  rule('VPC_DEFAULT_SECURITY_GROUP_CLOSED', access),
  rule('EC2_IMDSV2_CHECK', access),
  rule('IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS', access),
  rule('IAM_USER_NO_POLICIES_CHECK', access),
  rule('IAM_ROOT_ACCESS_KEY_CHECK', credentials),
  rule('ROOT_ACCOUNT_MFA_ENABLED', credentials),
  rule('MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS', credentials),
  rule('IAM_PASSWORD_POLICY', credentials),
  rule('ACCESS_KEYS_ROTATED', credentials, { maxAccessKeyAge: '90' }),
  rule('IAM_USER_UNUSED_CREDENTIALS_CHECK', credentials, { maxCredentialUsageAge: '90' }),
  rule('SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK', credentials),
  rule('MULTI_REGION_CLOUD_TRAIL_ENABLED', logging),
  rule('CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED', logging),
  rule('CLOUD_TRAIL_ENCRYPTION_ENABLED', logging),
  rule('VPC_FLOW_LOGS_ENABLED', logging),
  rule('S3_BUCKET_LOGGING_ENABLED', logging),
  rule('RDS_LOGGING_ENABLED', logging),
  rule('DB_INSTANCE_BACKUP_ENABLED', recovery),
  rule('S3_BUCKET_VERSIONING_ENABLED', recovery),
  rule('RDS_MULTI_AZ_SUPPORT', recovery),
  rule('RDS_INSTANCE_DELETION_PROTECTION_ENABLED', recovery),
  rule('ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK', recovery),
  rule('GUARDDUTY_ENABLED_CENTRALIZED', detection),
  rule('CLOUDWATCH_ALARM_ACTION_CHECK', detection, {
    alarmActionRequired: 'true',
    insufficientDataActionRequired: 'false',
    okActionRequired: 'false',
  }),
];

/** The template of a conformance pack with the rules of a framework, in CloudFormation's form. */
export const packOf = (framework: Framework) => ({
  Resources: Object.fromEntries(
    CONFIG_RULES.filter(({ of }) => framework in of).map(({ identifier, of, parameters }) => [
      idOf(identifier),
      {
        Type: 'AWS::Config::ConfigRule',
        Properties: {
          ConfigRuleName: `${framework}-${identifier.toLowerCase().replaceAll('_', '-')}`,
          Description: of[framework as WithoutStandard],
          Source: { Owner: 'AWS', SourceIdentifier: identifier },
          ...(parameters && { InputParameters: parameters }),
        },
      },
    ]),
  ),
});

/** CloudFormation's ids are letters and digits. */
const idOf = (identifier: string): string =>
  identifier
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
