/**
 * Names that Azure accepts: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules.
 * Where the provider's validation is laxer than the service (Key Vault), these are the service's rules.
 */
import type { NameLimit } from '../../../core/names';

const limit = (kind: string, max: number, pattern: RegExp, more: Partial<NameLimit> = {}): NameLimit => ({
  kind,
  max,
  pattern,
  ...more,
});

/** Names of most resources of Microsoft.Network. */
const NETWORK = /^[A-Za-z0-9][A-Za-z0-9._-]{0,78}[A-Za-z0-9_]$/;
/** The longest value of a Kubernetes label. */
export const LABEL = 63;

export const names = {
  /** Azure allows 90 characters, but AKS labels nodes with the names of group, network and subnet. */
  resourceGroup: limit('resource group', LABEL, /^[A-Za-z0-9._()-]{1,62}[A-Za-z0-9_()-]$/),
  /** AKS creates this group itself, and limits its name to 80 characters. */
  nodeResourceGroup: limit('node resource group', 80, /^[A-Za-z0-9._()-]{1,79}[A-Za-z0-9_()-]$/),
  /** Of Azure Resource Manager's templates. */
  deployment: limit('deployment', 64, /^[A-Za-z0-9._()-]{1,64}$/),
  /** Unique in the resource group. */
  metricAlert: limit('metric alert', 260, /^[A-Za-z0-9_-]{1,260}$/),
  /** Unique in the resource group. */
  actionGroup: limit('action group', 260, /^[A-Za-z0-9_-]{1,260}$/),
  /** Microsoft.Portal/dashboards: 3-160 characters. */
  dashboard: limit('portal dashboard', 160, /^[A-Za-z0-9-]{3,160}$/),
  /** Alerts on what the activity log records. */
  activityAlert: limit('activity log alert', 128, /^[A-Za-z0-9_-]{1,128}$/),
  /** Unique in a subscription. */
  costAlert: limit('cost anomaly alert', 63, /^[a-z0-9-]{1,63}$/),
  /** Unique in a subscription. */
  budget: limit('budget', 63, /^[A-Za-z0-9_-]{1,63}$/),
  policyAssignment: limit('policy assignment', 64, /^[A-Za-z0-9._-]{1,64}$/),
  policyRemediation: limit('policy remediation', 260, /^[a-z0-9._-]{1,260}$/),
  lock: limit('management lock', 90, /^[A-Za-z0-9_-]{1,90}$/),
  identity: limit('user-assigned identity', 128, /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/),
  federatedCredential: limit('federated credential', 120, /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/),
  /** Unique in an Entra tenant. */
  role: limit('role definition', 128, /^[A-Za-z0-9][A-Za-z0-9-]{0,126}[A-Za-z0-9]$/, { global: true }),
  /** Microsoft.Logic/workflows: 80 characters. */
  schedule: limit('logic app', 80, /^[A-Za-z0-9._()-]{1,80}$/),
  diagnosticSetting: limit('diagnostic setting', 260, /^[^*<>%:&\\?+/]{1,260}$/),

  virtualNetwork: limit('virtual network', LABEL, NETWORK),
  subnet: limit('subnet', LABEL, NETWORK),
  securityGroup: limit('network security group', 80, NETWORK),
  natGateway: limit('NAT gateway', 80, NETWORK),
  publicAddress: limit('public IP address', 80, NETWORK),
  /** Not in Azure's list; as long as those of the addresses that it protects. */
  protectionPlan: limit('DDoS protection plan', 80, NETWORK),
  peering: limit('virtual network peering', 80, NETWORK),
  flowLog: limit('flow log', 80, NETWORK),
  privateEndpoint: limit('private endpoint', 64, /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9_]$/),
  zoneLink: limit('virtual network link', 80, NETWORK),
  /** The first label of a private DNS zone. */
  zoneLabel: limit('private DNS zone label', 63, /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),

  /** Unique in all of Azure; no two hyphens in a row. A deleted vault keeps its name until it is purged. */
  vault: limit('key vault', 24, /^(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/, { global: true, reserved: true }),
  key: limit('key vault key', 127, /^[A-Za-z0-9-]{1,127}$/),
  secret: limit('key vault secret', 127, /^[A-Za-z0-9-]{1,127}$/),
  diskEncryptionSet: limit('disk encryption set', 80, /^[A-Za-z0-9_-]{1,80}$/),

  frontDoor: limit('Front Door profile', 90, /^[A-Za-z0-9][A-Za-z0-9-]{0,88}[A-Za-z0-9]$/),
  /** Azure adds a hash of its own, which makes it unique. */
  frontDoorEndpoint: limit('Front Door endpoint', 46, /^[A-Za-z0-9][A-Za-z0-9-]{0,44}[A-Za-z0-9]$/),
  /** Letters and digits alone. */
  frontDoorRuleSet: limit('Front Door rule set', 60, /^[A-Za-z][A-Za-z0-9]{0,59}$/, { separator: '' }),
  /** Letters and digits alone: registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/cdn_frontdoor_firewall_policy */
  webFirewall: limit('Front Door firewall policy', 128, /^[A-Za-z][A-Za-z0-9]{0,127}$/, { separator: '' }),

  /** Tests of Application Insights. Unique in the resource group. */
  webTest: limit('web test', 260, /^[^*<>%:&\\?+/]{1,259}[^*<>%:&\\?+/. ]$/),

  /** Components, unique in the resource group. */
  applicationInsights: limit('Application Insights', 260, /^[^%&\\?/]{0,259}[^%&\\?/. ]$/),
  workspace: limit('Log Analytics workspace', 63, /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/),
  collectionRule: limit('data collection rule', 64, /^[A-Za-z0-9][A-Za-z0-9._-]{1,62}[A-Za-z0-9]$/),

  /** Unique in all of Azure. */
  storageAccount: limit('storage account', 24, /^[a-z0-9]{3,24}$/, { global: true, separator: '' }),
  storageContainer: limit('storage container', 63, /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),

  cluster: limit('AKS cluster', 63, /^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/),
  /** Pools have names of their own, without project and environment: those would not fit. */
  nodePool: limit('AKS node pool', 12, /^[a-z][a-z0-9]{0,11}$/, { separator: '' }),
  dnsPrefix: limit('AKS DNS prefix', 54, /^[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?$/),

  /** Unique in all of Azure. */
  // A moment follows, of which no two are alike.
  restoredPostgresServer: limit('restored PostgreSQL flexible server', 50, /^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/, {
    global: true,
  }),
  postgresServer: limit('PostgreSQL flexible server', 63, /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, { global: true }),
  /** The provider allows 63 characters, the service 60; unique in a region. */
  managedRedis: limit('Azure Managed Redis', 60, /^(?!.*--)[A-Za-z0-9][A-Za-z0-9-]{1,58}[A-Za-z0-9]$/, {
    global: true,
  }),
} as const;
