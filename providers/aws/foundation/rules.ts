/** Rules of what a target on AWS says. */
import { isManaged } from '../../../constructs/environment/managed';
import { operatorsRule } from '../../../constructs/environment/operators';
import type { Environment } from '../../../constructs/environment/schema';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';

export const targetRules: RuleTable<Environment, AwsTarget> = [
  operatorsRule(
    'aws',
    'EKS lets nobody into a new cluster who is not named. Name the role that runs Terraform; `aws sts get-caller-identity` shows yours',
    ({ cluster }) => cluster !== undefined && isManaged(cluster) && (cluster.administrators.aws ?? []).length === 0,
  ),
];
