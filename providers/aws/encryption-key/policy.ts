/**
 * Policies of keys. They name no role and no service that may not exist, so that they never stop an apply: RDS,
 * ElastiCache, S3, Secrets Manager, EKS and EBS use a key in the name of whoever calls them, or by grants that the
 * caller makes, so that the account's IAM policies decide:
 * docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
import type { KeyKind } from '../../../constructs/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { arnOf, ofDistributions } from '../iam/statement';

/**
 * Auto Scaling starts nodes in the name of its own role, which has no right to keys by IAM. AWS creates the role with
 * an account's first Auto Scaling group, after the key, and refuses a policy whose principal is a role that does not
 * exist. A condition may name it:
 * docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
const AUTO_SCALING_ROLE = 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling';

const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];

export const policyOf = (kind: KeyKind, foundation: Foundation) => ({
  Version: '2012-10-17',
  Statement: [
    // Without the account, nobody could change the policy again.
    { Sid: 'Account', ...allowOnKey({ AWS: foundation.accountPrincipal }, 'kms:*') },
    ...(kind === 'cluster' ? [...autoScaling(foundation), logs(foundation)] : []),
    ...(kind === 'stores' && foundation.props.uses.has('cdn') ? [distributions(foundation)] : []),
  ],
});

function autoScaling({ partition, target: { account } }: Foundation) {
  const role = {
    StringEquals: {
      'kms:CallerAccount': account,
      'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/${AUTO_SCALING_ROLE}`,
    },
  };
  const anyone = { AWS: '*' };
  return [
    { Sid: 'AutoScaling', ...allowOnKey(anyone, USE, role) },
    {
      Sid: 'AutoScalingGrants',
      ...allowOnKey(anyone, 'kms:CreateGrant', { ...role, Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
    },
  ];
}

/**
 * CloudWatch acts in its own name, for log groups of clusters alone:
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
const logs = (foundation: Foundation) => {
  const group = { 'kms:EncryptionContext:aws:logs:arn': arnOf(foundation, 'logs', 'log-group:/aws/eks/*') };
  const service = { Service: `logs.${foundation.target.region}.amazonaws.com` };
  return { Sid: 'Logs', ...allowOnKey(service, USE, { ArnLike: group }) };
};

/**
 * CloudFront reads objects in its own name. The distribution is made after the key, by another stack:
 * docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
const distributions = (foundation: Foundation) => ({
  Sid: 'Distributions',
  ...allowOnKey({ Service: 'cloudfront.amazonaws.com' }, 'kms:Decrypt', ofDistributions(foundation)),
});

/** One statement of a policy: of a key, which is all that it can be about. */
export const allowOnKey = (Principal: object, Action: string | readonly string[], Condition?: object) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});
