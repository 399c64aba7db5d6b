/**
 * The subscription's trail: its activity log, in a container that keeps it, and in a workspace for whoever searches. Its events are of
 * the subscription, whichever environment they are about.
 */
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
import { StorageContainerImmutabilityPolicy } from '@cdktf/provider-azurerm/lib/storage-container-immutability-policy';
import { StorageManagementPolicy } from '@cdktf/provider-azurerm/lib/storage-management-policy';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import { channelsOf } from '../../../constructs/notification/channels';
import { Component } from '../../../core/cdktf/component';
import { Lock } from '../shared/lock';
import { Workspace } from '../shared/logs';
import { names } from '../shared/names';
import { HARDENED_ACCOUNT, redundancyIn, RESTORABLE } from '../shared/storage-account';
import type { AzurermTypes } from '../types';
import { TrailAlerts } from './trail-alerts';
import { isRead, TrailReads } from './trail-reads';

export type AuditTrailProps = NonNullable<AccountProps['auditTrail']>;

const TRAIL = 'trail';
/** Azure Monitor writes to the container of this name, and makes it where there is none. */
const CONTAINER = 'insights-activity-logs';
/** https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema#categories */
const CATEGORIES = [
  'Administrative',
  'Security',
  'ServiceHealth',
  'Alert',
  'Recommendation',
  'Policy',
  'Autoscale',
  'ResourceHealth',
];
/** The longest time for which a workspace keeps records; the container keeps changes for longer. */
const MAX_SEARCHABLE_DAYS = 730;

export class AuditTrail extends Component<AuditTrailProps> {
  readonly store: StorageAccount;
  readonly bucket = CONTAINER;
  readonly workspace: Workspace;

  constructor(
    scope: Construct,
    id: string,
    props: AuditTrailProps,
    private readonly deps: AccountDeps<AzurermTypes>,
  ) {
    super(scope, id, props);
    this.store = this.createStore();
    const container = this.createContainer();
    const parts = [container, this.keepRecords(container), this.createLifecycle(container)];
    if (props.deletionProtection) new Lock(this, 'lock', { resourceId: this.store.id, parts });
    this.workspace = this.createWorkspace();
    this.createSetting(parts);
    this.recordReads();
    if (props.alerts.length > 0)
      new TrailAlerts(this, 'alerts', { channels: channelsOf(props.alerts, deps) }, this.deps);
  }

  /** Under Azure's keys: with a key of one's own, whoever deletes the key deletes the records. */
  private createStore(): StorageAccount {
    const { foundation } = this.deps;
    return this.createMain('trailAccount', StorageAccount, {
      name: this.name(names.storageAccount, TRAIL),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      ...HARDENED_ACCOUNT,
      accessTier: 'Hot',
      accountReplicationType: redundancyIn(foundation.location()),
      // Whoever makes a diagnostic setting must be allowed to list the account's keys, with which Azure Monitor writes. They do not
      // open what the container keeps: https://learn.microsoft.com/azure/azure-monitor/fundamentals/roles-permissions-security
      sharedAccessKeyEnabled: true,
      infrastructureEncryptionEnabled: true,
      publicNetworkAccessEnabled: true,
      networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'] },
      blobProperties: { ...RESTORABLE },
      lifecycle: { preventDestroy: this.props.deletionProtection },
    });
  }

  private createContainer(): StorageContainer {
    return this.createAs('trailContainer', 'container', StorageContainer, {
      name: CONTAINER,
      storageAccountId: this.store.id,
      containerAccessType: 'private',
      lifecycle: { preventDestroy: this.props.deletionProtection },
    });
  }

  /** Records cannot be changed or deleted; Azure Monitor may append to them. */
  private keepRecords(container: StorageContainer): TerraformResource {
    const { retentionDays, lock } = this.props;
    return this.createAs('trailRetention', 'retention', StorageContainerImmutabilityPolicy, {
      storageContainerResourceManagerId: container.id,
      immutabilityPeriodInDays: retentionDays,
      locked: lock,
      protectedAppendWritesEnabled: true,
      protectedAppendWritesAllEnabled: false,
    });
  }

  private createLifecycle(container: StorageContainer): TerraformResource {
    return this.createAs('trailLifecycle', 'lifecycle', StorageManagementPolicy, {
      storageAccountId: this.store.id,
      rule: [
        {
          name: 'retention',
          enabled: true,
          filters: { blobTypes: ['appendBlob'], prefixMatch: [`${CONTAINER}/`] },
          actions: { baseBlob: { deleteAfterDaysSinceModificationGreaterThan: this.props.retentionDays } },
        },
      ],
      dependsOn: [container],
    });
  }

  private createWorkspace(): Workspace {
    const retentionDays = Math.min(this.props.retentionDays, MAX_SEARCHABLE_DAYS);
    return new Workspace(this, 'workspace', { retentionDays, tables: [] }, this.deps);
  }

  private createSetting(after: readonly TerraformResource[]): void {
    this.createAs('trailSetting', 'setting', MonitorDiagnosticSetting, {
      name: this.name(names.diagnosticSetting, TRAIL),
      targetResourceId: this.deps.foundation.subscriptionId,
      storageAccountId: this.store.id,
      logAnalyticsWorkspaceId: this.workspace.workspaceId,
      enabledLog: CATEGORIES.map((category) => ({ category })),
      dependsOn: [...after],
    });
  }

  private recordReads(): void {
    const { workspaceId } = this.workspace;
    const except = [this.store.id];
    for (const what of new Set(this.props.reads.filter(isRead)))
      new TrailReads(this, `reads-${what}`, { what, workspaceId, except }, this.deps);
  }
}
