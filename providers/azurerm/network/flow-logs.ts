/**
 * Flow logs on Azure. Network Watcher writes a record of each flow every minute to a storage account; Traffic Analytics
 * aggregates ten minutes of them in a Log Analytics workspace.
 */
import type { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import { NetworkWatcherFlowLog } from '@cdktf/provider-azurerm/lib/network-watcher-flow-log';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { Workspace } from '../shared/logs';
import { names } from '../shared/names';
import { HARDENED_ACCOUNT, redundancyIn, RESTORABLE } from '../shared/storage-account';

export interface FlowLogsProps {
  readonly vnetId: string;
  readonly retentionDays: number;
  readonly intervalSeconds: 60 | 600;
}

/** Days, hours, minutes and seconds for which a signed link to the account should be valid at most. */
const MAX_SIGNATURE_LIFE = '01.00:00:00';
/** Azure creates one watcher per region of a subscription with the first virtual network there, and allows no other. */
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
      ...HARDENED_ACCOUNT,
      accountReplicationType: redundancyIn(foundation.location()),
      // Network Watcher writes with the account's key:
      // https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
      sharedAccessKeyEnabled: true,
      publicNetworkAccessEnabled: true,
      networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'] },
      infrastructureEncryptionEnabled: true,
      blobProperties: { ...RESTORABLE },
      // Signatures of longer life are recorded rather than refused, because nobody says what Network Watcher signs.
      sasPolicy: { expirationPeriod: MAX_SIGNATURE_LIFE, expirationAction: 'Log' },
      // Only a new account can be encrypted twice: one that is there keeps its records, and stays.
      lifecycle: { ignoreChanges: ['infrastructure_encryption_enabled'] },
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

  /**
   * Traffic Analytics writes with the workspace's key:
   * https://learn.microsoft.com/azure/network-watcher/required-rbac-permissions
   */
  private createWorkspace(): LogAnalyticsWorkspace {
    const { retentionDays } = this.props;
    return new Workspace(this, 'workspace', { retentionDays, tables: [], takesKeys: true }, this.deps).workspace;
  }
}
