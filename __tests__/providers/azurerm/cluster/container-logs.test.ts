/** Logs of containers on Azure: AKS' agent, the rule that tells it what to send, and the workspace. */
import { problemsOf, synth } from '../../../helpers/azurerm/helper';

const environment = (containers: object | false, change: object = {}) => ({
  cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 2, max: 10 } }, logs: { containers } },
  ...change,
});
const RULE = 'azurerm_monitor_data_collection_rule.cluster_container_logs_collection_rule';
const TABLE = 'azurerm_log_analytics_workspace_table.cluster_container_logs_ContainerLogV2';

it('are kept nowhere unasked', () => {
  const stack = synth(environment(false));
  expect(stack.addresses('cluster').filter((address) => address.includes('container_logs'))).toEqual([]);
  expect(stack.resource('azurerm_kubernetes_cluster.cluster')).not.toHaveProperty('oms_agent');
});

it('are kept in a workspace of their own, whose table has its retention before the agent may send', () => {
  const stack = synth(environment({ retentionDays: 14 }));
  expect(stack.resource('azurerm_kubernetes_cluster.cluster').oms_agent).toEqual({
    log_analytics_workspace_id: '${azurerm_log_analytics_workspace.cluster_container_logs.id}',
    msi_auth_for_monitoring_enabled: true,
  });
  expect(stack.resource(TABLE)).toMatchObject({ name: 'ContainerLogV2', retention_in_days: 14 });
  expect(stack.resource(RULE).depends_on).toContain(TABLE);
  expect(
    stack.resource('azurerm_monitor_data_collection_rule_association.cluster_container_logs_association'),
  ).toMatchObject({
    name: 'ContainerInsightsExtension',
    target_resource_id: '${azurerm_kubernetes_cluster.cluster.id}',
    data_collection_rule_id: `\${${RULE}.id}`,
  });
});

it('are all that the agent sends: neither metrics nor inventories', () => {
  const { data_flow, data_sources } = synth(environment({})).resource(RULE);
  expect(data_flow).toEqual([{ streams: ['Microsoft-ContainerLogV2'], destinations: ['workspace'] }]);
  expect(data_sources.extension[0].streams).toEqual(['Microsoft-ContainerLogV2']);
  expect(data_sources.extension[0].extension_json).toContain('"namespaceFilteringMode" = "Off"');
});

it('leave out namespaces', () => {
  const [extension] = synth(environment({ excludeNamespaces: ['kube-system'] })).resource(RULE).data_sources.extension;
  expect(extension.extension_json).toContain('"namespaceFilteringMode" = "Exclude", "namespaces" = ["kube-system"]');
});

it('are refused where nodes cannot send them', () => {
  expect(problemsOf(environment({}, { network: { cidr: '10.0.0.0/16', nat: 'none' } })).join('\n')).toContain(
    'cluster.logs.containers must be false with network.nat "none"',
  );
});

it.each([1, 3])('are refused for %d days, which Log Analytics does not offer', (retentionDays) => {
  expect(problemsOf(environment({ retentionDays })).join('\n')).toContain(
    `logs.containers.retentionDays cannot be ${retentionDays}`,
  );
});
