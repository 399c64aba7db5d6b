/** Why rights on Azure hold for a whole resource group, or actions of a kind. */
import type { WideReason } from '../../../core/rights/right';

export const wide: readonly WideReason[] = [
  {
    of: /^azurerm_role_assignment\.(cluster_access_planner_|deploy_\w+_cluster$)/,
    may: /managedClusters\/\*\/read/,
    because:
      'a plan reads whatever runs in the cluster, Secrets too, in which Helm keeps its releases; it changes nothing',
  },
  {
    of: /^azurerm_role_assignment\.deploy_\w+_vault_/,
    may: /^Key Vault /,
    because: "the group holds the environment's vaults and nobody else's, as for people who run Terraform",
  },
  {
    of: /^azurerm_role_assignment\.deploy_\w+_read$/,
    may: /./,
    because: 'a plan looks for everything that the stack has; it changes nothing',
  },
  {
    of: /^azurerm_role_assignment\.deploy_\w+_policy_/,
    may: /./,
    because: '`policies` of the identity names it',
  },
  {
    of: /account_trail_reads/,
    may: /^(Log Analytics|Monitoring) Contributor$/,
    because:
      'only Azure Policy acts as the identity, which sends records of every vault and storage account to the trail',
  },
  {
    of: /foundation_vault_operators/,
    may: /^Key Vault /,
    because:
      "the group holds the environment's vaults and nobody else's, and the roles take effect while the vaults are created",
  },
  {
    of: /_restore_test_servers$/,
    may: /flexibleServers\/delete/,
    because: 'the group holds what tests of restores have made, and nothing else',
  },
  {
    of: /^azurerm_role_assignment\./,
    may: /^Azure Kubernetes Service RBAC Cluster Admin /,
    because: 'administrators, and whoever applies: a stack makes kinds of any namespace, and bindings',
  },
  {
    of: /cluster_control_plane/,
    may: /^Network Contributor /,
    because:
      "AKS puts nodes, load balancers and the API's private address into subnets, and links its DNS zone with the network: Azure's guides ask for this role",
  },
  {
    of: /cluster_control_plane/,
    may: /^Reader$/,
    because: 'AKS reads the disk encryption set; on the group, the role takes effect while the set is created',
  },
  {
    of: /load_balancer_address_access_use/,
    may: /^Network Contributor/,
    because:
      "AKS joins its load balancer with the gateway's address, and with no other: learn.microsoft.com/azure/aks/static-ip",
  },
  {
    of: /load_balancer_address_access_list/,
    may: /publicIPAddresses\/read/,
    because: "AKS finds the gateway's address in the list of its group",
  },
  {
    of: /identity_(cert_manager|external_dns)/,
    may: /^Reader$/,
    because: 'zones are found in the list of their group',
  },
  {
    of: /identity_velero/,
    may: /Microsoft\.Compute\/snapshots/,
    because: "snapshots and the disks that are restored from them have names of Velero's own",
  },
];
