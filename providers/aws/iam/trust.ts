/**
 * For whom a service may assume a role. It says whose resource it acts for, so that nobody in another account can make it use the
 * role for him (the confused deputy): docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
import type { Foundation } from '../foundation/foundation';
import { sourceAccount } from './statement';

/** What each service acts for, as its documentation names it: the service and the resource of an ARN. */
const SOURCES = {
  // docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
  'cloudtrail.amazonaws.com': ['cloudtrail', 'trail/*'],
  // docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
  'eks.amazonaws.com': ['eks', 'cluster/*'],
  // docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html; replicas are in another region
  'monitoring.rds.amazonaws.com': ['rds', 'db:*'],
  // docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  'scheduler.amazonaws.com': ['scheduler', 'schedule-group/*'],
  // docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
  'states.amazonaws.com': ['states', 'stateMachine:*'],
  // docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
  'vpc-flow-logs.amazonaws.com': ['ec2', 'vpc-flow-log/*'],
} as const;

/**
 * Services that say nothing of the kind when they assume a role: a condition would lock them out. They get a role by
 * `iam:PassRole` alone, which hands it over within its own account.
 */
export const WITHOUT_SOURCE = {
  'backup.amazonaws.com': 'AWS Backup documents no source; its plans and tests take roles of their own account only',
  'ec2.amazonaws.com':
    'EC2 gives the role to instances by an instance profile, which holds roles of its own account only',
  's3.amazonaws.com': 'S3 documents no source for replication, whose configuration takes roles of its own account only',
} as const;

/** Pods by EKS Pod Identity, which names the cluster by a tag of the session instead. */
export const POD_SERVICE = 'pods.eks.amazonaws.com';

export type Service = keyof typeof SOURCES | keyof typeof WITHOUT_SOURCE | typeof POD_SERVICE;

/** The condition under which a service may assume a role; none for services that would never meet one. */
export function sourceCondition(service: Service, foundation: Foundation): object | undefined {
  const { partition, target } = foundation;
  if (!(service in SOURCES)) return undefined;
  const [kind, resource] = SOURCES[service as keyof typeof SOURCES];
  return {
    ...sourceAccount(foundation),
    ArnLike: { 'aws:SourceArn': `arn:${partition}:${kind}:*:${target.account}:${resource}` },
  };
}
