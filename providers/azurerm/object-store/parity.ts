/** How Azure supports the properties of an object store. */
import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import { emulated, except, native, type ParityOf } from '../../../core/parity';
import { retentionExceptions } from '../shared/logs';

const BLOBS = 'azurerm_storage_account.blob_properties';
const ACTIONS = 'azurerm_storage_management_policy.rule.actions';

export const parity: ParityOf<ObjectStoreProps> = {
  versioning: native(`${BLOBS}.versioning_enabled`),
  'lifecycle.*.prefix': native(
    'azurerm_storage_management_policy.rule.filters.prefix_match, after the name of the container',
  ),
  'lifecycle.*.transitions.*.afterDays': native(
    `${ACTIONS}.base_blob.tier_to_cool_after_days_since_modification_greater_than, tier_to_cold_after_days_since_modification_greater_than, tier_to_archive_after_days_since_modification_greater_than`,
  ),
  'lifecycle.*.transitions.*.to': emulated(
    `${ACTIONS}.base_blob: cool, cold, archive`,
    'accounts span zones where the region has zones, and such accounts have no archive class: "archive" is refused there, unless an override of the account sets accountReplicationType to LRS, GRS or RAGRS',
  ),
  'lifecycle.*.expireAfterDays': native(`${ACTIONS}.base_blob.delete_after_days_since_modification_greater_than`),
  'lifecycle.*.expireOldVersionsAfterDays': emulated(
    `${ACTIONS}.version.delete_after_days_since_creation`,
    'days count from when the version was written, not from when it was replaced; deleted versions can be restored for 7 more days',
  ),
  abortUploadsAfterDays: emulated(
    'azurerm_storage_account',
    'Azure drops parts of unfinished uploads automatically after 7 days',
    except(
      'any but 7',
      (days: number) => days !== 7,
      'Azure drops unfinished uploads after 7 days, and has no setting for it',
      'leave it at 7 for Azure',
    ),
  ),
  replication: native('azurerm_storage_object_replication, a second azurerm_storage_account'),
  public: native('azurerm_storage_container.container_access_type: blob'),
  'cors.*.origins': native(`${BLOBS}.cors_rule.allowed_origins`),
  'cors.*.methods': native(`${BLOBS}.cors_rule.allowed_methods`),
  'cors.*.headers': native(`${BLOBS}.cors_rule.allowed_headers`),
  'cors.*.exposeHeaders': native(`${BLOBS}.cors_rule.exposed_headers`),
  'cors.*.maxAgeSeconds': native(`${BLOBS}.cors_rule.max_age_in_seconds`),
  'retentionLock.days': emulated(
    'azurerm_storage_container_immutability_policy.immutability_period_in_days',
    'objects cannot be overwritten either: when the days are over, they can only be deleted',
  ),
  'retentionLock.permanent': native('azurerm_storage_container_immutability_policy.locked'),
  accessLogs: native('azurerm_monitor_diagnostic_setting: StorageRead, StorageWrite, StorageDelete'),
  'accessLogs.retentionDays': native(
    'azurerm_log_analytics_workspace.retention_in_days, azurerm_log_analytics_workspace_table',
    ...retentionExceptions,
  ),
  encryptionKey: native('azurerm_storage_account.customer_managed_key'),
  deletionProtection: emulated(
    'azurerm_management_lock, azurerm_storage_account.lifecycle.prevent_destroy',
    'Azure refuses to delete a locked account, whether it is empty or not, and Terraform to delete or replace it',
  ),
};
