import type { DeployIdentityProps } from '../../../constructs/deploy-identity';
import { native, type ParityOf } from '../../../core/parity';

const subject = native('aws_iam_role.assume_role_policy: sub');
const issuer = native('aws_iam_role.assume_role_policy: Federated');

export const parity: ParityOf<DeployIdentityProps> = {
  'from.github.repository': subject,
  'from.github.subjects.*.branch': subject,
  'from.github.subjects.*.tag': subject,
  'from.github.subjects.*.environment': subject,
  'from.github.subjects.*.pullRequests': subject,
  'from.github.issuer': issuer,
  'from.gitlab.project': subject,
  'from.gitlab.subjects.*.branch': subject,
  'from.gitlab.subjects.*.tag': subject,
  'from.gitlab.issuer': issuer,
  'from.terraformCloud.organization': subject,
  'from.terraformCloud.project': subject,
  'from.terraformCloud.workspaces': subject,
  'from.terraformCloud.phases': subject,
  'from.terraformCloud.issuer': issuer,
  plan: native('aws_iam_role_policy, aws_eks_access_policy_association: AmazonEKSAdminViewPolicy'),
  apply: native('aws_iam_role_policy, aws_eks_access_policy_association: AmazonEKSClusterAdminPolicy'),
  policies: native('aws_iam_role_policy_attachment.policy_arn'),
  upload: native('aws_iam_role_policy.policy'),
  deploy: native('aws_eks_access_entry.kubernetes_groups, kubernetes_role_binding_v1'),
  invalidate: native('aws_iam_role_policy.policy: cloudfront:CreateInvalidation'),
};
