/** How Azure supports the properties of an account. */
import type { AccountProps } from '../../../constructs/account';
import { emulated, except, native, type ParityOf, unsupported } from '../../../core/parity';

/** The longest time for which Azure can bring something back that was deleted. */
const MAX_RESTORE_DAYS = 365;

const LOCKED = 'azurerm_management_lock, azurerm_storage_account.lifecycle.prevent_destroy, terraform_data.protected';
const noWords = unsupported(
  'Azure keeps an address and a telephone number for security alone',
  'leave it out: the address should tell who it is',
);
const DESCRIPTION = 'azurerm_monitor_activity_log_alert.description';
const MESSAGE = 'azurerm_cost_anomaly_alert.message';
const inDescription = emulated(DESCRIPTION, 'messages say it');
const inMessage = emulated(MESSAGE, 'messages say it');

export const parity: ParityOf<AccountProps> = {
  'state.versionDays': emulated(
    'azurerm_storage_management_policy.rule.actions.version.delete_after_days_since_creation, azurerm_storage_account.blob_properties.delete_retention_policy',
    'a version is deleted so many days after it was written, and can be restored for as many days again',
    except(
      `more than ${MAX_RESTORE_DAYS}`,
      (days: number) => days > MAX_RESTORE_DAYS,
      `Azure restores what was deleted for at most ${MAX_RESTORE_DAYS} days`,
      `take ${MAX_RESTORE_DAYS} or less`,
    ),
  ),
  'state.deletionProtection': emulated(
    LOCKED,
    'Azure refuses to delete a locked account, and Terraform to delete or replace it',
  ),
  'auditTrail.retentionDays': native(
    'azurerm_storage_container_immutability_policy.immutability_period_in_days, azurerm_storage_management_policy, azurerm_log_analytics_workspace.retention_in_days (at most 730: reads, and what is searched)',
  ),
  'auditTrail.reads': emulated(
    'azurerm_subscription_policy_assignment, azurerm_subscription_policy_remediation',
    "Azure's policies give every vault, or storage account, a setting that sends its records to the trail's workspace; reads in clusters are recorded by targets.azurerm.clusterAudit, and statements are in the workspace of each audited server anyway",
  ),
  'auditTrail.lock': native('azurerm_storage_container_immutability_policy.locked'),
  'auditTrail.alerts': emulated(
    'azurerm_monitor_activity_log_alert.action',
    "each operation of a list, done or refused, is told; sign-ins are in the logs of Entra, which are the tenant's",
  ),
  'auditTrail.deletionProtection': emulated(
    LOCKED,
    'Azure refuses to delete a locked account, and Terraform to delete or replace it',
  ),
  'compliance.frameworks': native('azurerm_subscription_policy_assignment.policy_definition_id'),
  'compliance.regions': native('azurerm_subscription_policy_assignment: allowed locations, also of resource groups'),
  'threatDetection.kubernetes': native(
    'azurerm_security_center_subscription_pricing.extension: Containers, with ContainerSensor and AgentlessDiscoveryForKubernetes',
  ),
  'threatDetection.registries': emulated(
    'azurerm_security_center_subscription_pricing.extension: Containers, with ContainerRegistriesVulnerabilityAssessments',
    'the plan is one for registries and clusters: it is paid for by vCPU of nodes, and what it finds in images are recommendations, which are not told',
  ),
  'threatDetection.databases': native('azurerm_security_center_subscription_pricing: OpenSourceRelationalDatabases'),
  'threatDetection.objects': native(
    'azurerm_security_center_subscription_pricing: StorageAccounts, DefenderForStorageV2',
  ),
  'threatDetection.malware': emulated(
    'azurerm_security_center_subscription_pricing.extension: OnUploadMalwareScanning, AgentlessVmScanning',
    'of what objects and kubernetes watch: objects that are written, and disks of nodes',
  ),
  'threatDetection.notify': emulated(
    'azurerm_monitor_activity_log_alert.action',
    'the activity log records alerts of Defender for Cloud',
  ),
  'contacts.security.email': native(
    'azurerm_security_center_contact.email, azurerm_monitor_action_group.email_receiver',
  ),
  'contacts.security.name': noWords,
  'contacts.security.title': noWords,
  'contacts.security.phone': native('azurerm_security_center_contact.phone'),
  'contacts.operations.email': emulated(
    'azurerm_monitor_action_group.email_receiver.email_address, azurerm_monitor_activity_log_alert',
    'Service Health tells by an alert',
  ),
  'contacts.operations.name': inDescription,
  'contacts.operations.title': inDescription,
  'contacts.operations.phone': inDescription,
  'contacts.billing.email': emulated(
    'azurerm_cost_anomaly_alert.email_addresses',
    'Cost Management tells of unusual costs; who gets bills is set in the billing account, which is above subscriptions',
  ),
  'contacts.billing.name': inMessage,
  'contacts.billing.title': inMessage,
  'contacts.billing.phone': inMessage,
  defaults: native(
    'azurerm_subscription_policy_assignment: no public objects; azurerm_subscription_template_deployment: EncryptionAtHost, where the target has hostEncryption',
  ),
  costTags: unsupported('Azure tells costs apart by tags by itself', 'leave it out'),
  'costAnomalies.notify': native('azurerm_cost_anomaly_alert.email_addresses'),
  'costAnomalies.minimum': unsupported(
    'Azure decides by itself from which costs on it sends an alert',
    'leave it out, or give it to the other clouds in `differences`',
  ),
};
