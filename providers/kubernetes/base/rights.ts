/** Resources of the clouds' own stacks that give rights to the identity of a service account, for tables of parity. */
export const RIGHTS = [
  'aws_iam_role_policy.policy',
  'google_storage_bucket_iam_member',
  'google_secret_manager_secret_iam_member',
  'google_service_account_iam_member',
  'azurerm_role_assignment',
  'azurerm_managed_redis_access_policy_assignment',
].join(', ');

/** The same for the right to sign in to a database, which the pod that keeps its users completes there. */
export const DATABASE_RIGHTS = [
  'aws_iam_role_policy.policy',
  'google_service_account_iam_member',
  'azurerm_federated_identity_credential',
  'kubernetes_config_map_v1.data of the pod that keeps the users',
].join(', ');
