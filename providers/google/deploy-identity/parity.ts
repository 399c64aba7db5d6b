import type { DeployIdentityProps } from '../../../constructs/deploy-identity';
import { native, type ParityOf } from '../../../core/parity';

const subject = native('google_iam_workload_identity_pool_provider.attribute_condition');
/** Identities of Terraform Cloud share a provider. */
const shared = native('google_iam_workload_identity_pool_provider.attribute_mapping');
const issuer = native('google_iam_workload_identity_pool_provider.oidc.issuer_uri');

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
  'from.terraformCloud.organization': shared,
  'from.terraformCloud.project': shared,
  'from.terraformCloud.workspaces': shared,
  'from.terraformCloud.phases': shared,
  'from.terraformCloud.issuer': issuer,
  plan: native('google_project_iam_custom_role, google_project_iam_member: roles/container.viewer'),
  apply: native('google_project_iam_custom_role, google_project_iam_member: roles/container.admin'),
  policies: native('google_project_iam_member.role'),
  upload: native('google_storage_bucket_iam_member'),
  deploy: native('google_project_iam_member, kubernetes_role_binding_v1'),
  invalidate: native('google_project_iam_custom_role, google_project_iam_member: compute.urlMaps.invalidateCache'),
};
