/**
 * Logs of one service: the diagnostic setting that sends them, and a Log Analytics workspace of the service's own, so
 * that each service has its own retention. A workspace without records costs nothing.
 */
import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import { LogAnalyticsWorkspaceTable } from '@cdktf/provider-azurerm/lib/log-analytics-workspace-table';
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { except } from '../../../core/parity';
import { compact } from '../../../core/records';
import type { Group } from '../foundation/group';
import { names } from './names';

/** A workspace keeps records for 30–730 days, each of its tables for 4–730. */
const MIN_WORKSPACE_DAYS = 30;
const MIN_TABLE_DAYS = 4;
const MAX_DAYS = 730;
/** Exceptions of a parity row: retention periods that Log Analytics does not offer. */
export const retentionExceptions = [
  except<number | false>(
    `less than ${MIN_TABLE_DAYS}`,
    (days) => days !== false && days < MIN_TABLE_DAYS,
    `Log Analytics keeps records for at least ${MIN_TABLE_DAYS} days`,
    'take 5 or more',
  ),
  except<number | false>(
    `more than ${MAX_DAYS}`,
    (days) => days !== false && days > MAX_DAYS,
    `Log Analytics keeps records for at most ${MAX_DAYS} days`,
    'take 545 or less',
  ),
];

/** The same of records in the table of all services. */
export const workspaceRetentionExceptions = [
  except<number | false>(
    `less than ${MIN_WORKSPACE_DAYS}`,
    (days) => days !== false && days < MIN_WORKSPACE_DAYS,
    `Log Analytics keeps what stands in the table of all services for at least ${MIN_WORKSPACE_DAYS} days`,
    `take ${MIN_WORKSPACE_DAYS} or more`,
  ),
  ...retentionExceptions.slice(1),
];

export interface LogsProps {
  /** Days to keep records: 4–730. */
  readonly retentionDays: number;
  /** Id of the resource whose logs are sent. */
  readonly resourceId: string;
  /**
   * Azure's categories of logs, each with the table that stores it: `{ PostgreSQLLogs: 'PGSQLLogs' }`; undefined for what Azure puts
   * into the table of all services, which is kept as long as the workspace: for 30 days at least.
   */
  readonly categories: Readonly<Record<string, string | undefined>>;
}

export class Logs extends Component<LogsProps> {
  readonly workspace: Workspace;
  readonly setting: MonitorDiagnosticSetting;

  constructor(scope: Construct, id: string, props: LogsProps, deps: { foundation: Group }) {
    super(scope, id, props);
    const { retentionDays, categories, resourceId } = props;
    const tables = compact([...new Set(Object.values(categories))]);
    this.workspace = new Workspace(this, 'Default', { retentionDays, tables }, deps);
    this.setting = this.send('setting', resourceId);
  }

  /** Sends the logs of another resource of the same kind to the same workspace. */
  addSource(id: string, resourceId: string): MonitorDiagnosticSetting {
    return this.send(`${id}-setting`, resourceId);
  }

  private send(id: string, targetResourceId: string): MonitorDiagnosticSetting {
    return this.createAs('diagnosticSetting', id, MonitorDiagnosticSetting, {
      name: this.nameByPath(names.diagnosticSetting, ...id.split('-').slice(0, -1)),
      targetResourceId,
      logAnalyticsWorkspaceId: this.workspace.workspaceId,
      // One table per kind of record rather than one for all of them, because retention is set per table.
      ...(this.workspace.tables.length > 0 && { logAnalyticsDestinationType: 'Dedicated' }),
      enabledLog: Object.keys(this.props.categories).map((category) => ({ category })),
      dependsOn: [...this.workspace.tables],
      // Services that support only one destination type do not report it back.
      lifecycle: { ignoreChanges: ['log_analytics_destination_type'] },
    });
  }
}

export interface WorkspaceProps {
  readonly retentionDays: number;
  /** The tables that will be filled: they can be kept for less than the workspace's 30 days. */
  readonly tables: readonly string[];
  /** Whether the workspace accepts records from holders of its key, in addition to holders of a role. @default false */
  readonly takesKeys?: boolean;
}

/** A Log Analytics workspace. */
export class Workspace extends Component<WorkspaceProps> {
  readonly workspace: LogAnalyticsWorkspace;
  readonly tables: readonly LogAnalyticsWorkspaceTable[];

  constructor(
    scope: Construct,
    id: string,
    props: WorkspaceProps,
    private readonly deps: { foundation: Group },
  ) {
    super(scope, id, props);
    this.workspace = this.createWorkspace();
    this.tables = props.tables.length > 0 ? this.createTables() : [];
  }

  get workspaceId(): string {
    return this.workspace.id;
  }

  private createWorkspace(): LogAnalyticsWorkspace {
    const { foundation } = this.deps;
    const { retentionDays, takesKeys = false } = this.props;
    const path = this.node.path.split('/').slice(1);
    return this.createMain('workspace', LogAnalyticsWorkspace, {
      name: this.name(names.workspace, ...path.filter((part) => part !== 'Default')),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      sku: 'PerGB2018',
      retentionInDays: Math.max(retentionDays, MIN_WORKSPACE_DAYS),
      localAuthenticationEnabled: takesKeys,
      internetIngestionEnabled: true,
      internetQueryEnabled: true,
    });
  }

  private createTables(): LogAnalyticsWorkspaceTable[] {
    const { workspaceId } = this;
    const { tables, retentionDays } = this.props;
    const activation = this.deps.foundation.workspaceActivation.of(workspaceId);
    return tables.map((name) =>
      this.createAs('workspaceTable', name, LogAnalyticsWorkspaceTable, {
        workspaceId,
        name,
        retentionInDays: retentionDays,
        totalRetentionInDays: retentionDays,
        dependsOn: [activation],
      }),
    );
  }
}
