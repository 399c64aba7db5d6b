/** How Azure supports the properties of a network. */
import { accessListRows } from '../../../constructs/network/access-lists/rows';
import type { NetworkProps } from '../../../constructs/network/schema';
import { emulated, except, native, type ParityOf } from '../../../core/parity';

const GROUP = 'azurerm_network_security_group.security_rule';

const SECURITY_RULE = {
  direction: `${GROUP}.direction`,
  allow: `${GROUP}.access`,
  protocol: `${GROUP}.protocol`,
  ports: `${GROUP}.destination_port_range, ${GROUP}.destination_port_ranges`,
  cidr: `${GROUP}.source_address_prefix, ${GROUP}.destination_address_prefix`,
};

export const parity: ParityOf<NetworkProps> = {
  cidr: native('azurerm_virtual_network.address_space'),
  secondaryCidr: native('azurerm_virtual_network in the secondary region, azurerm_virtual_network_peering'),
  joinedWith: native('azurerm_virtual_network_peering, azurerm_private_dns_zone_virtual_network_link'),
  replicaCidrs: native('azurerm_network_security_group.security_rule of the database tier'),
  zones: emulated(
    'azurerm_subnet, one per tier and zone',
    'subnets of Azure span all zones; each is used for one, by the node pools in it',
  ),
  nat: emulated(
    'azurerm_nat_gateway',
    'one gateway spans all zones and survives the loss of any, for "single" too: "per-zone" differs only in that it is refused where Azure has no such gateway',
  ),
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
    'the storage account always holds one record per minute; 600 adds Traffic Analytics, which aggregates ten minutes in a Log Analytics workspace',
  ),
  'privateAccess.objectStorage': native(
    'azurerm_private_endpoint of each object store, azurerm_private_dns_zone privatelink.blob.core.windows.net',
  ),
  'privateAccess.registry': emulated(
    'azurerm_private_dns_zone privatelink.azurecr.io',
    'only the DNS zone: a private endpoint is created together with its registry, and enters itself in the zone',
  ),
  'privateAccess.secrets': native(
    'azurerm_private_endpoint of the vaults, azurerm_private_dns_zone privatelink.vaultcore.azure.net',
  ),
  accessLists: native(GROUP),
  ...accessListRows((_, property) => native(SECURITY_RULE[property])),
};
