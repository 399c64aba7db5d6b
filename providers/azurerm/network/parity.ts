/** What Azure makes of a network's properties. */
import type { NetworkProps } from '../../../constructs/network/schema';
import { emulated, except, native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<NetworkProps> = {
  cidr: native('azurerm_virtual_network.address_space'),
  secondaryCidr: native('azurerm_virtual_network in the secondary region, azurerm_virtual_network_peering'),
  zones: emulated(
    'azurerm_subnet, one a tier and zone',
    'subnets of Azure span all zones: each is given over to one, by its NAT gateway and the node pools in it',
  ),
  nat: native('azurerm_nat_gateway, one or one a zone'),
  'subnets.public': native('azurerm_subnet.address_prefixes'),
  'subnets.private': native('azurerm_subnet.address_prefixes'),
  'subnets.database': native('azurerm_subnet.address_prefixes'),
  flowLogs: native('azurerm_network_watcher_flow_log'),
  'flowLogs.retentionDays': native(
    'azurerm_network_watcher_flow_log.retention_policy, azurerm_log_analytics_workspace.retention_in_days (at least 30)',
    except(
      'more than 365',
      (days: number) => days > 365,
      'Network Watcher keeps records for at most a year',
      'take 365 or less',
    ),
  ),
  'flowLogs.intervalSeconds': emulated(
    'azurerm_network_watcher_flow_log.traffic_analytics',
    'records are always of a minute, in the storage account; 600 adds Traffic Analytics, which sums ten minutes in a Log Analytics workspace',
  ),
  'privateAccess.objectStorage': native(
    'azurerm_private_endpoint of each object store, azurerm_private_dns_zone privatelink.blob.core.windows.net',
  ),
  'privateAccess.registry': emulated(
    'azurerm_private_dns_zone privatelink.azurecr.io',
    'the zone in which registries are found; a private endpoint belongs to its registry, comes with it and enters itself in the zone',
  ),
  'privateAccess.secrets': native(
    'azurerm_private_endpoint of the key vault, azurerm_private_dns_zone privatelink.vaultcore.azure.net',
  ),
};
