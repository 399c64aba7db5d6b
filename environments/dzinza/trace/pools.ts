/** Where evidence is in lists that each cloud fills differently. */

/** JMESPath of the node pools that AKS has in place of one: one in each zone. */
export const azurePools = (pool: string) =>
  `values(azurerm_kubernetes_cluster_node_pool)[?node_labels.pool=='${pool}']`;
