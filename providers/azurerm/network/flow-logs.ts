/**
 * Flow logs on Azure. Network Watcher writes a record of each flow every minute to a storage account; Traffic Analytics sums
 * ten minutes of them in a Log Analytics workspace.
 */
import type { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import { NetworkWatcherFlowLog } from '@cdktf/provider-azurerm/lib/network-watcher-flow-log';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { Workspace } from '../shared/logs';
import { names } from '../shared/names';
import { REGIONS_WITHOUT_ZONES } from '../shared/regions';

export interface FlowLogsProps {
  readonly vnetId: string;
  readonly retentionDays: number;
  readonly intervalSeconds: 60 | 600;
}

/** Azure makes a watcher for each region of a subscription when the first virtual network appears there, and allows no other. */
const WATCHER_GROUP = 'NetworkWatcherRG';
const watcherOf = (region: string): string => `NetworkWatcher_${region}`;

export class FlowLogs extends Component<FlowLogsProps> {
  readonly storage: StorageAccount;
  readonly flowLog: NetworkWatcherFlowLog;

  constructor(
    scope: Construct,
    id: string,
    props: FlowLogsProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.storage = this.createStorage();
    this.flowLog = this.createFlowLog();
  }

  private createStorage(): StorageAccount {
    const { foundation } = this.deps;
    return this.createAs('flowLogStorage', 'storage', StorageAccount, {
      name: this.name(names.storageAccount, 'flows'),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      accountKind: 'StorageV2',
      accountTier: 'Standard',
      accountReplicationType: REGIONS_WITHOUT_ZONES.includes(foundation.target.region) ? 'LRS' : 'ZRS',
      minTlsVersion: 'TLS1_2',
      httpsTrafficOnlyEnabled: true,
      allowNestedItemsToBePublic: false,
      crossTenantReplicationEnabled: false,
      localUserEnabled: false,
      defaultToOauthAuthentication: true,
      // Network Watcher writes with the account's key: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
      sharedAccessKeyEnabled: true,
      publicNetworkAccessEnabled: true,
      networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'] },
    });
  }

  private createFlowLog(): NetworkWatcherFlowLog {
    const { vnetId, retentionDays, intervalSeconds } = this.props;
    const region = this.deps.foundation.location();
    const workspace = intervalSeconds === 600 ? this.createWorkspace() : undefined;
    return this.createMain('flowLog', NetworkWatcherFlowLog, {
      name: this.name(names.flowLog, 'flows'),
      networkWatcherName: watcherOf(region),
      resourceGroupName: WATCHER_GROUP,
      location: region,
      targetResourceId: vnetId,
      storageAccountId: this.storage.id,
      enabled: true,
      version: 2,
      retentionPolicy: { enabled: true, days: retentionDays },
      ...(workspace && {
        trafficAnalytics: {
          enabled: true,
          workspaceId: workspace.workspaceId,
          workspaceRegion: region,
          workspaceResourceId: workspace.id,
          intervalInMinutes: intervalSeconds / 60,
        },
      }),
    });
  }

  /** Traffic Analytics shows the workspace's key: https://learn.microsoft.com/azure/network-watcher/required-rbac-permissions */
  private createWorkspace(): LogAnalyticsWorkspace {
    return new Workspace(
      this,
      'workspace',
      { retentionDays: this.props.retentionDays, tables: [], takesKeys: true },
      this.deps,
    ).workspace;
  }
}
