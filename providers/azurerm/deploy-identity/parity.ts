import type { DeployIdentityProps } from '../../../constructs/deploy-identity';
import { except, native, type ParityOf } from '../../../core/parity';

const SUBJECT = 'azurerm_federated_identity_credential.subject';
const subject = native(SUBJECT);
const tag = native(
  SUBJECT,
  except<string>(
    'a beginning of tags (v*)',
    (given) => given.endsWith('*'),
    'a managed identity trusts whole subjects alone',
    'name an environment, and let jobs for tags run in it',
  ),
);
const issuer = native('azurerm_federated_identity_credential.issuer');

export const parity: ParityOf<DeployIdentityProps> = {
  'from.github.repository': subject,
  'from.github.subjects.*.branch': subject,
  'from.github.subjects.*.tag': tag,
  'from.github.subjects.*.environment': subject,
  'from.github.subjects.*.pullRequests': subject,
  'from.github.issuer': issuer,
  'from.gitlab.project': subject,
  'from.gitlab.subjects.*.branch': subject,
  'from.gitlab.subjects.*.tag': tag,
  'from.gitlab.issuer': issuer,
  'from.terraformCloud.organization': subject,
  'from.terraformCloud.project': subject,
  'from.terraformCloud.workspaces': subject,
  'from.terraformCloud.phases': subject,
  'from.terraformCloud.issuer': issuer,
  plan: native('azurerm_role_definition, azurerm_role_assignment: Key Vault Reader, Key Vault Secrets User'),
  apply: native(
    'azurerm_role_definition, azurerm_role_assignment: Key Vault Crypto Officer, Key Vault Secrets Officer, Azure Kubernetes Service RBAC Cluster Admin',
  ),
  policies: native('azurerm_role_assignment.role_definition_name, role_definition_id'),
  upload: native('azurerm_role_assignment: Storage Blob Data Contributor'),
  deploy: native('azurerm_role_assignment: Azure Kubernetes Service Cluster User Role, kubernetes_role_binding_v1'),
  invalidate: native(
    'azurerm_role_definition, azurerm_role_assignment: Microsoft.Cdn/profiles/afdendpoints/Purge/action',
  ),
};
