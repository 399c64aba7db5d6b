/**
 * What containers write, in a Log Analytics workspace of its own: AKS' agent on every node, and the rule that tells it what to
 * send. Without the rule's one stream it would send metrics and inventories too, which cost more than logs.
 */
import { MonitorDataCollectionRule } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule';
import { MonitorDataCollectionRuleAssociation } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association';
import type { Construct } from 'constructs';

import type { ContainerLogsProps } from '../../../constructs/cluster/schema';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Group } from '../foundation/group';
import { Workspace } from '../shared/logs';
import { names } from '../shared/names';

const STREAMS = ['Microsoft-ContainerLogV2'];
const TABLES = ['ContainerLogV2'];
const DESTINATION = 'workspace';
/** The agent reads a rule whose extension and association have this name. */
const EXTENSION = 'ContainerInsightsExtension';

export class ContainerLogs extends Component<ContainerLogsProps> {
  private readonly workspace: Workspace;
  private readonly rule: MonitorDataCollectionRule;

  constructor(
    scope: Construct,
    id: string,
    props: ContainerLogsProps,
    private readonly deps: { foundation: Group },
  ) {
    super(scope, id, props);
    const { retentionDays } = props;
    this.workspace = new Workspace(this, 'Default', { retentionDays, tables: TABLES }, deps);
    this.rule = this.createRule();
  }

  /** The cluster's argument `omsAgent`. The agent signs in with an identity, and not with the workspace's key. */
  get agent() {
    return { logAnalyticsWorkspaceId: this.workspace.workspaceId, msiAuthForMonitoringEnabled: true };
  }

  collectFrom(targetResourceId: string): void {
    this.create('association', MonitorDataCollectionRuleAssociation, {
      name: EXTENSION,
      targetResourceId,
      dataCollectionRuleId: this.rule.id,
    });
  }

  /** After the tables' retention has been set. */
  private createRule(): MonitorDataCollectionRule {
    const { foundation } = this.deps;
    const { excludeNamespaces } = this.props;
    const excluded =
      excludeNamespaces.length === 0
        ? { namespaceFilteringMode: 'Off' }
        : { namespaceFilteringMode: 'Exclude', namespaces: excludeNamespaces };
    return this.create('collectionRule', MonitorDataCollectionRule, {
      name: this.nameByPath(names.collectionRule),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      kind: 'Linux',
      dataSources: {
        extension: [
          {
            name: EXTENSION,
            extensionName: 'ContainerInsights',
            streams: STREAMS,
            extensionJson: jsonencode({
              dataCollectionSettings: { interval: '1m', ...excluded, enableContainerLogV2: true },
            }),
          },
        ],
      },
      destinations: { logAnalytics: [{ name: DESTINATION, workspaceResourceId: this.workspace.workspaceId }] },
      dataFlow: [{ streams: STREAMS, destinations: [DESTINATION] }],
      dependsOn: [...this.workspace.tables],
    });
  }
}
