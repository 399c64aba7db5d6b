/** Limits of names on AWS, with the API call that enforces each; see the API reference of the service. */
import type { NameLimit } from '../../../core/names';

const limit = (kind: string, max: number, pattern: RegExp, more: Partial<NameLimit> = {}): NameLimit => ({
  kind,
  max,
  pattern,
  ...more,
});

export const names = {
  /** IAM CreateRole: 64 characters. */
  role: limit('IAM role', 64, /^[\w+=,.@-]{1,64}$/),
  /** SNS CreateTopic: 256 characters. */
  topic: limit('SNS topic', 256, /^[\w-]{1,256}$/),
  /** IAM CreatePolicy: 128 characters. */
  policy: limit('IAM policy', 128, /^[\w+=,.@-]{1,128}$/),
  /** EC2 CreateSecurityGroup: 255 characters, not `sg-…`. */
  securityGroup: limit('security group', 255, /^(?!sg-)[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]{1,255}$/),
  /** Tag `Name`: 256 characters. */
  tag: limit('Name tag', 256, /^.{1,256}$/, { shared: true }),
  /** Elastic Load Balancing CreateLoadBalancer: 32 characters, no hyphen first or last, not `internal-…`. */
  loadBalancer: limit('load balancer', 32, /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/),
  /** Elastic Load Balancing CreateTargetGroup: 32 characters, no hyphen first or last. */
  targetGroup: limit('target group', 32, /^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/),
  /** WAF CreateWebACL and CreateIPSet: 128 characters. */
  webAcl: limit('web ACL', 128, /^[\w-]{1,128}$/),
  /** CloudFront CreateVpcOrigin: 64 characters. */
  vpcOrigin: limit('VPC origin', 64, /^[\w-]{1,64}$/),
  /** Shield CreateProtection: 128 characters. */
  shieldProtection: limit('Shield protection', 128, /^[ a-zA-Z0-9_.-]{1,128}$/),
  launchTemplate: limit('launch template', 128, /^[A-Za-z0-9().\-/_]{3,128}$/),
  /** EKS CreateCluster: 100 characters. */
  cluster: limit('EKS cluster', 100, /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/),
  /** RDS CreateDBInstance: 63 characters, letter first, no two hyphens in a row, no hyphen last. */
  dbInstance: limit('RDS instance', 63, /^(?!.*--)[a-z][a-z0-9-]{0,62}(?<!-)$/),
  /** RDS CreateDBSubnetGroup and CreateDBParameterGroup: 255 characters. */
  dbGroup: limit('RDS group', 255, /^(?!.*--)[a-z][a-z0-9-]{0,254}(?<!-)$/),
  dbSnapshot: limit('RDS snapshot', 255, /^(?!.*--)[a-z][a-z0-9-]{0,254}(?<!-)$/, { reserved: true }),
  /** ElastiCache CreateReplicationGroup: 40 characters. */
  replicationGroup: limit('ElastiCache replication group', 40, /^(?!.*--)[a-z][a-z0-9-]{0,39}(?<!-)$/),
  cacheGroup: limit('ElastiCache group', 255, /^(?!.*--)[a-z][a-z0-9-]{0,254}(?<!-)$/),
  /** ElastiCache CreateUser: 40 characters. */
  cacheUser: limit('ElastiCache user', 40, /^(?!.*--)[a-z][a-z0-9-]{0,39}(?<!-)$/),
  cacheSnapshot: limit('ElastiCache snapshot', 255, /^(?!.*--)[a-z][a-z0-9-]{0,254}(?<!-)$/, { reserved: true }),
  /** S3 CreateBucket: 63 characters, unique in all of AWS. */
  bucket: limit('S3 bucket', 63, /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, { global: true }),
  /** KMS CreateAlias: 256 characters. */
  keyAlias: limit('KMS alias', 250, /^(?!aws\/)[A-Za-z0-9/_-]{1,250}$/),
  /** Secrets Manager CreateSecret: 512 characters; the name stays reserved for the recovery window. */
  secret: limit('secret', 505, /^[A-Za-z0-9/_+=.@-]{1,505}$/, { reserved: true, separator: '/' }),
  /** CloudWatch CreateLogGroup: 512 characters. */
  logGroup: limit('log group', 400, /^[.\-_/#A-Za-z0-9]{1,400}$/),
  /** CloudWatch Logs PutResourcePolicy: no limit is told; names of policies elsewhere have 128 characters. */
  logPolicy: limit('log resource policy', 128, /^[\w+=,.@-]{1,128}$/),
  /** CloudWatch Logs PutDeliverySource and PutDeliveryDestination: 60 characters. */
  logDelivery: limit('log delivery', 60, /^[\w-]{1,60}$/),
  /** CloudFront CreateCachePolicy, CreateResponseHeadersPolicy and CreateOriginAccessControl: 64 characters, unique in the account. */
  edgePolicy: limit('CloudFront policy', 64, /^[\w-]{1,64}$/),
  /** CloudFormation CreateStack: 128 characters, letter first. */
  cloudformationStack: limit('CloudFormation stack', 128, /^[A-Za-z][A-Za-z0-9-]{0,127}$/),
  /**
   * EKS CreateNodegroup: 63 characters, of which Terraform uses 26 to make a prefix unique; a hyphen ends the prefix.
   */
  nodeGroupPrefix: limit('EKS node group prefix', 36, /^[0-9A-Za-z][0-9A-Za-z_-]{0,35}$/),
  /** CloudTrail CreateTrail: 3–128 characters. */
  trail: limit('CloudTrail trail', 128, /^(?!.*[-._]{2})[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/),
  /** CloudWatch PutMetricAlarm and PutMetricFilter. */
  alarm: limit('CloudWatch alarm', 255, /^[^:*]{1,255}$/),
  /** Budgets CreateBudget: 100 characters, unique in the account. */
  budget: limit('budget', 100, /^[^:\\/]{1,100}$/),
  /** Cost Explorer CreateAnomalyMonitor and CreateAnomalySubscription. */
  costMonitor: limit('cost anomaly monitor', 1024, /^[\S\s]{1,1024}$/),
  /** EventBridge PutRule: 64 characters. */
  dashboard: limit('CloudWatch dashboard', 255, /^[A-Za-z0-9_-]{1,255}$/),
  eventRule: limit('EventBridge rule', 64, /^[.\-_A-Za-z0-9]{1,64}$/),
  /** Config PutConfigurationRecorder and PutDeliveryChannel. */
  recorder: limit('Config recorder', 256, /^.{1,256}$/),
  /** Config PutConformancePack: letter first. */
  conformancePack: limit('Config conformance pack', 256, /^[A-Za-z][A-Za-z0-9-]{0,255}$/),
  /** IAM Access Analyzer CreateAnalyzer. */
  analyzer: limit('access analyzer', 255, /^[A-Za-z][A-Za-z0-9_.-]{0,254}$/),
  /** AWS Backup CreateBackupVault: 2–50 characters. */
  backupVault: limit('backup vault', 50, /^[a-zA-Z0-9_-]{2,50}$/),
  /** AWS Backup CreateBackupPlan and CreateBackupSelection: 50 characters. */
  backupPlan: limit('backup plan', 50, /^[a-zA-Z0-9._-]{1,50}$/),
  /** AWS Backup CreateRestoreTestingPlan and CreateRestoreTestingSelection: 50 characters, with `_` in place of hyphens. */
  restoreTest: limit('restore test', 50, /^[a-zA-Z0-9-]{1,50}$/),
  /** EventBridge Scheduler CreateSchedule: 64 characters. */
  schedule: limit('schedule', 64, /^[0-9A-Za-z\-_.]{1,64}$/),
  /** Step Functions CreateStateMachine: 80 characters. */
  stateMachine: limit('state machine', 80, /^[0-9A-Za-z_-]{1,80}$/),
  /** ElastiCache CreateUserGroup: 40 characters. */
  cacheUserGroup: limit('ElastiCache user group', 40, /^(?!.*--)[a-z][a-z0-9-]{0,39}(?<!-)$/),
} as const;
