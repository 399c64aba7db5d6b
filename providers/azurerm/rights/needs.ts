/**
 * What whoever runs Terraform must be allowed on Azure, by types of resources: operations of Azure Resource Manager. Keys and
 * secrets in vaults are opened by roles that the stack itself gives. https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
 */
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { type CloudNeeds, need, type Needs, type NeedsContext, together } from '../../../core/rights/needs';
import { containerId, WRITE_OBJECTS } from '../deploy-identity/state';

const ALL = ['write', 'delete'] as const;

/** A resource that is read, written and deleted, with other operations: `of('Microsoft.Network/subnets', 'join/action')`. */
const of = (type: string, ...more: readonly string[]) =>
  need(
    [`${type}/read`],
    [...ALL, ...more].map((operation) => `${type}/${operation}`),
  );

const read = (...types: string[]) => need(types.map((type) => `${type}/read`));
const network = (type: string, ...more: string[]) => of(`Microsoft.Network/${type}`, ...more);
const diagnostics = of('Microsoft.Insights/diagnosticSettings');
const useIdentity = need([], ['Microsoft.ManagedIdentity/userAssignedIdentities/assign/action']);
const joinSubnet = need(
  ['Microsoft.Network/virtualNetworks/subnets/read'],
  ['Microsoft.Network/virtualNetworks/subnets/join/action'],
);
const writeLogs = need([], ['Microsoft.OperationalInsights/workspaces/sharedKeys/action']);

const SERVERS = 'Microsoft.DBforPostgreSQL/flexibleServers';
const CLUSTERS = 'Microsoft.ContainerService/managedClusters';
const ACCOUNTS = 'Microsoft.Storage/storageAccounts';
const VAULTS = 'Microsoft.KeyVault/vaults';
const WORKSPACES = 'Microsoft.OperationalInsights/workspaces';
const COMPONENTS = 'Microsoft.Insights/components';
const ZONES = 'Microsoft.Network/privateDnsZones';
const PROFILES = 'Microsoft.Cdn/profiles';

const types: Needs = {
  azurerm_resource_group: together(
    of('Microsoft.Resources/subscriptions/resourceGroups'),
    read('Microsoft.Resources/subscriptions/resourceGroups/resources', 'Microsoft.Resources/subscriptions/providers'),
    need([], ['Microsoft.Resources/subscriptions/providers/register/action']),
  ),
  azurerm_management_lock: of('Microsoft.Authorization/locks'),
  azurerm_role_assignment: together(
    of('Microsoft.Authorization/roleAssignments'),
    read('Microsoft.Authorization/roleDefinitions'),
  ),
  azurerm_role_definition: of('Microsoft.Authorization/roleDefinitions'),
  azurerm_user_assigned_identity: of('Microsoft.ManagedIdentity/userAssignedIdentities'),
  azurerm_federated_identity_credential: of(
    'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  ),

  azurerm_virtual_network: network('virtualNetworks', 'join/action'),
  azurerm_virtual_network_peering: together(
    network('virtualNetworks/virtualNetworkPeerings'),
    need([], ['Microsoft.Network/virtualNetworks/peer/action']),
  ),
  azurerm_subnet: network('virtualNetworks/subnets', 'join/action'),
  azurerm_network_security_group: network('networkSecurityGroups', 'join/action'),
  azurerm_subnet_network_security_group_association: together(
    network('virtualNetworks/subnets', 'join/action'),
    need([], ['Microsoft.Network/networkSecurityGroups/join/action']),
  ),
  azurerm_subnet_nat_gateway_association: together(
    network('virtualNetworks/subnets', 'join/action'),
    need([], ['Microsoft.Network/natGateways/join/action']),
  ),
  azurerm_nat_gateway: network('natGateways', 'join/action'),
  azurerm_nat_gateway_public_ip_association: together(
    network('natGateways'),
    need([], ['Microsoft.Network/publicIPAddresses/join/action']),
  ),
  azurerm_public_ip: network('publicIPAddresses', 'join/action'),
  azurerm_network_ddos_protection_plan: network('ddosProtectionPlans', 'join/action'),
  azurerm_private_endpoint: together(
    network('privateEndpoints'),
    network('privateEndpoints/privateDnsZoneGroups'),
    need([], ['Microsoft.Network/privateDnsZones/join/action']),
    read('Microsoft.Network/networkInterfaces'),
    joinSubnet,
  ),
  azurerm_private_dns_zone: together(
    of(ZONES),
    read(`${ZONES}/SOA`),
    need([], [`${ZONES}/SOA/write`, `${ZONES}/join/action`]),
  ),
  azurerm_private_dns_zone_virtual_network_link: together(
    of(`${ZONES}/virtualNetworkLinks`),
    need([], ['Microsoft.Network/virtualNetworks/join/action']),
  ),
  azurerm_dns_zone: together(network('dnsZones'), network('dnsZones/SOA')),
  ...Object.fromEntries(
    ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'].map((type) => [
      `azurerm_dns_${type.toLowerCase()}_record`,
      together(network(`dnsZones/${type}`), read('Microsoft.Network/dnsZones')),
    ]),
  ),
  azurerm_cdn_frontdoor_profile: of(PROFILES),
  azurerm_cdn_frontdoor_endpoint: of(`${PROFILES}/afdEndpoints`),
  azurerm_cdn_frontdoor_origin_group: of(`${PROFILES}/originGroups`),
  azurerm_cdn_frontdoor_origin: of(`${PROFILES}/originGroups/origins`),
  azurerm_cdn_frontdoor_custom_domain: of(`${PROFILES}/customDomains`),
  azurerm_cdn_frontdoor_rule_set: of(`${PROFILES}/ruleSets`),
  azurerm_cdn_frontdoor_rule: of(`${PROFILES}/ruleSets/rules`),
  azurerm_cdn_frontdoor_route: of(`${PROFILES}/afdEndpoints/routes`),
  azurerm_cdn_frontdoor_security_policy: together(
    of(`${PROFILES}/securityPolicies`),
    read(PROFILES),
    need([], ['Microsoft.Network/frontDoorWebApplicationFirewallPolicies/join/action']),
  ),
  azurerm_cdn_frontdoor_firewall_policy: network('frontDoorWebApplicationFirewallPolicies'),
  // What is deployed from a template is a zone's DNSSEC alone.
  azurerm_resource_group_template_deployment: together(
    of('Microsoft.Resources/deployments', 'validate/action'),
    read('Microsoft.Resources/deployments/operationstatuses', 'Microsoft.Resources/subscriptions/providers'),
    network('dnsZones/dnssecConfigs'),
  ),
  azurerm_network_watcher_flow_log: together(
    network('networkWatchers/flowLogs'),
    read('Microsoft.Network/networkWatchers'),
    need([], ['Microsoft.Network/networkWatchers/configureFlowLog/action']),
    writeLogs,
  ),

  azurerm_key_vault: together(
    of(VAULTS, 'deploy/action'),
    read('Microsoft.KeyVault/locations/deletedVaults', 'Microsoft.KeyVault/deletedVaults'),
  ),
  azurerm_key_vault_key: read(VAULTS),
  azurerm_key_vault_secret: read(VAULTS),
  azurerm_disk_encryption_set: together(
    of('Microsoft.Compute/diskEncryptionSets'),
    need([], [`${VAULTS}/deploy/action`]),
    useIdentity,
  ),

  azurerm_kubernetes_cluster: together(
    of(CLUSTERS),
    need(
      [`${CLUSTERS}/listClusterUserCredential/action`, `${CLUSTERS}/accessProfiles/read`],
      [`${CLUSTERS}/maintenanceConfigurations/write`, `${CLUSTERS}/maintenanceConfigurations/delete`],
    ),
    read(`${CLUSTERS}/maintenanceConfigurations`, `${CLUSTERS}/agentPools`, 'Microsoft.Compute/diskEncryptionSets'),
    // For its agent of logs.
    need([], [`${WORKSPACES}/read`, `${WORKSPACES}/sharedKeys/read`]),
    joinSubnet,
    useIdentity,
  ),
  azurerm_kubernetes_cluster_node_pool: together(of(`${CLUSTERS}/agentPools`), read(CLUSTERS), joinSubnet),

  azurerm_postgresql_flexible_server: together(
    of(SERVERS),
    read(`${SERVERS}/administrators`),
    need([], ['Microsoft.Network/privateDnsZones/join/action', `${SERVERS}/restart/action`]),
    joinSubnet,
    useIdentity,
  ),
  azurerm_postgresql_flexible_server_active_directory_administrator: of(`${SERVERS}/administrators`),
  azurerm_postgresql_flexible_server_configuration: of(`${SERVERS}/configurations`),
  azurerm_postgresql_flexible_server_database: of(`${SERVERS}/databases`),
  azurerm_managed_redis: together(
    of('Microsoft.Cache/redisEnterprise'),
    of('Microsoft.Cache/redisEnterprise/databases'),
    need(['Microsoft.Cache/redisEnterprise/databases/listKeys/action']),
    useIdentity,
  ),
  azurerm_managed_redis_access_policy_assignment: together(
    of('Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments'),
    need(['Microsoft.Cache/redisEnterprise/databases/read']),
  ),

  azurerm_storage_account: together(
    of(ACCOUNTS),
    read(`${ACCOUNTS}/blobServices`, `${ACCOUNTS}/fileServices`),
    need([], [`${ACCOUNTS}/blobServices/write`, `${ACCOUNTS}/fileServices/write`]),
    useIdentity,
  ),
  azurerm_storage_container: of(`${ACCOUNTS}/blobServices/containers`),
  azurerm_storage_container_immutability_policy: together(
    of(`${ACCOUNTS}/blobServices/containers/immutabilityPolicies`, 'lock/action'),
    // Of the trail's account, which Azure Monitor asks of whoever sends the activity log there.
    need([], [`${ACCOUNTS}/listKeys/action`]),
  ),
  azurerm_storage_management_policy: of(`${ACCOUNTS}/managementPolicies`),
  azurerm_storage_object_replication: of(`${ACCOUNTS}/objectReplicationPolicies`),

  ...Object.fromEntries(
    ['workflow', 'action_custom', 'trigger_custom', 'trigger_recurrence'].map((type) => [
      `azurerm_logic_app_${type}`,
      of('Microsoft.Logic/workflows'),
    ]),
  ),

  azurerm_application_insights: together(
    of(COMPONENTS),
    need([`${COMPONENTS}/currentBillingFeatures/read`], [`${COMPONENTS}/currentBillingFeatures/write`]),
    read(WORKSPACES),
  ),
  azurerm_log_analytics_workspace: together(of(WORKSPACES), need([`${WORKSPACES}/sharedKeys/action`])),
  azurerm_log_analytics_workspace_table: of(`${WORKSPACES}/tables`),
  azurerm_monitor_data_collection_rule: together(of('Microsoft.Insights/dataCollectionRules'), writeLogs),
  azurerm_monitor_data_collection_rule_association: of('Microsoft.Insights/dataCollectionRuleAssociations'),
  azurerm_monitor_diagnostic_setting: together(diagnostics, writeLogs),
  azurerm_portal_dashboard: of('Microsoft.Portal/dashboards'),
  azurerm_monitor_action_group: of('Microsoft.Insights/actionGroups'),
  azurerm_monitor_activity_log_alert: of('Microsoft.Insights/activityLogAlerts'),
  azurerm_application_insights_standard_web_test: of('Microsoft.Insights/webTests'),
  azurerm_monitor_metric_alert: of('Microsoft.Insights/metricAlerts'),

  azurerm_subscription_policy_assignment: together(
    of('Microsoft.Authorization/policyAssignments'),
    read('Microsoft.Authorization/policyDefinitions', 'Microsoft.Authorization/policySetDefinitions'),
  ),
  azurerm_subscription_policy_remediation: together(
    of('Microsoft.PolicyInsights/remediations', 'cancel/action'),
    read('Microsoft.Authorization/policyAssignments'),
  ),
  // Its plan is set to Free when it goes.
  azurerm_security_center_subscription_pricing: need(
    ['Microsoft.Security/pricings/read'],
    ['Microsoft.Security/pricings/write'],
  ),
  azurerm_security_center_contact: of('Microsoft.Security/securityContacts'),
  azurerm_consumption_budget_subscription: of('Microsoft.Consumption/budgets'),
  azurerm_cost_anomaly_alert: together(
    of('Microsoft.CostManagement/scheduledActions'),
    read('Microsoft.CostManagement/views'),
  ),
  // What is deployed from a template to the subscription is the registration of a feature alone.
  azurerm_subscription_template_deployment: together(
    of('Microsoft.Resources/deployments', 'validate/action'),
    read('Microsoft.Resources/deployments/operationstatuses', 'Microsoft.Resources/subscriptions/providers'),
    need(
      ['Microsoft.Features/featureProviders/subscriptionFeatureRegistrations/read'],
      ['Microsoft.Features/featureProviders/subscriptionFeatureRegistrations/write'],
    ),
  ),

  'data.azurerm_cdn_frontdoor_profile': read(PROFILES),
  'data.azurerm_client_config': need([]),
  'data.azurerm_key_vault_key': read(VAULTS),
  'data.azurerm_application_insights': read(COMPONENTS),
  'data.azurerm_kubernetes_cluster': need([`${CLUSTERS}/read`, `${CLUSTERS}/listClusterUserCredential/action`]),
  'data.azurerm_postgresql_flexible_server': read(SERVERS),
  'data.azurerm_resources': read('Microsoft.Resources/subscriptions/resources'),
  'data.azurerm_subnet': read('Microsoft.Network/virtualNetworks/subnets'),
  'data.azurerm_user_assigned_identity': read('Microsoft.ManagedIdentity/userAssignedIdentities'),
  'data.azurerm_virtual_network': read('Microsoft.Network/virtualNetworks'),
  'ephemeral.azurerm_key_vault_secret': need([]),
};

const roleOf = (Actions: readonly string[], { run, stack, target }: NeedsContext<AzurermTarget>): object => ({
  Name: `${stack}: ${run}`,
  IsCustom: true,
  Description: `What Terraform needs to ${run} the stack ${stack}`,
  Actions,
  NotActions: [],
  AssignableScopes: [subscriptionOf(target)],
});

/** What `az role assignment create` takes: Azure gives no rights on single objects. */
const stateOf = ({ state, target }: NeedsContext<AzurermTarget>): object[] =>
  state.kind === 'azurerm' ? [{ role: WRITE_OBJECTS, scope: containerId(state, subscriptionOf(target)) }] : [];

const subscriptionOf = ({ subscription }: AzurermTarget): string => `/subscriptions/${subscription}`;

/** A role of the subscription, as `az role definition create` takes it, and one on the container of the state. */
export const needs: CloudNeeds<AzurermTarget> = {
  types,
  write: (actions, context) => [roleOf(actions, context), ...stateOf(context)],
};
