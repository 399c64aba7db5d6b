/** Rules of what a target on AWS says. */
import { isManaged } from '../../../constructs/environment/managed';
import { operatorsRule } from '../../../constructs/environment/operators';
import type { Environment } from '../../../constructs/environment/schema';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';

/** `123456789012`, or `aws` for a policy of AWS's own. */
const accountOf = (policyArn: string): string | undefined => policyArn.split(':')[4];

export const targetRules: RuleTable<Environment, AwsTarget> = [
  {
    code: 'boundary-account',
    property: '',
    check: (_, { account, permissionsBoundary: arn }) =>
      arn !== undefined &&
      !['aws', account].includes(accountOf(arn) ?? '') &&
      `targets.aws.permissionsBoundary must be a policy of the account ${account} or of AWS (arn:aws:iam::${account}:policy/<name>), got "${arn}": IAM takes no other for a role`,
  },
  operatorsRule(
    'aws',
    'EKS lets nobody into a new cluster who is not named. Name the role that runs Terraform; `aws sts get-caller-identity` shows yours',
    ({ cluster }) => cluster !== undefined && isManaged(cluster) && (cluster.administrators.aws ?? []).length === 0,
  ),
];
