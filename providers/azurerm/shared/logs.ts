/**
 * Logs of one service: a Log Analytics workspace of its own, so that each keeps its records as long as its topology says, and the
 * setting that sends them there. A workspace without records costs nothing.
 */
import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import { LogAnalyticsWorkspaceTable } from '@cdktf/provider-azurerm/lib/log-analytics-workspace-table';
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting';
import { Sleep } from '@cdktf/provider-time/lib/sleep';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { except } from '../../../core/parity';
import type { Foundation } from '../foundation/foundation';
import { names } from './names';

/** A workspace keeps records 30–730 days, a table of it 4–730. */
const LEAST_WORKSPACE_DAYS = 30;
const LEAST_TABLE_DAYS = 4;
const MOST_DAYS = 730;
/**
 * Azure answers "created" before a workspace takes settings of its tables, and refuses them as "Workspace not active" until then:
 * https://github.com/hashicorp/terraform-provider-azurerm/issues/30069
 */
const WORKSPACE_ACTIVATION = '60s';

/** What a parity table says of a retention that Log Analytics cannot give. */
export const retentionExceptions = [
  except<number | false>(
    `less than ${LEAST_TABLE_DAYS}`,
    (days) => days !== false && days < LEAST_TABLE_DAYS,
    `Log Analytics keeps records for at least ${LEAST_TABLE_DAYS} days`,
    'take 5 or more',
  ),
  except<number | false>(
    `more than ${MOST_DAYS}`,
    (days) => days !== false && days > MOST_DAYS,
    `Log Analytics keeps records for at most ${MOST_DAYS} days`,
    'take 545 or less',
  ),
];

export interface LogsProps {
  /** Days that records are kept: 4–730. */
  readonly retentionDays: number;
  /** Id of the resource that tells. */
  readonly resourceId: string;
  /** What it tells, by Azure's names, each with the table in which it ends up: `{ PostgreSQLLogs: 'PGSQLLogs' }`. */
  readonly categories: Readonly<Record<string, string>>;
}

export class Logs extends Component<LogsProps> {
  readonly workspace: Workspace;
  readonly setting: MonitorDiagnosticSetting;

  constructor(scope: Construct, id: string, props: LogsProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { retentionDays, categories, resourceId } = props;
    this.workspace = new Workspace(
      this,
      'Default',
      { retentionDays, tables: [...new Set(Object.values(categories))] },
      deps,
    );
    this.setting = this.send('setting', resourceId);
  }

  /** Sends what another resource of the same kind tells to the same workspace. */
  also(id: string, resourceId: string): MonitorDiagnosticSetting {
    return this.send(`${id}-setting`, resourceId);
  }

  private send(id: string, targetResourceId: string): MonitorDiagnosticSetting {
    return this.createAs('diagnosticSetting', id, MonitorDiagnosticSetting, {
      name: this.name(names.diagnosticSetting, ...this.node.path.split('/').slice(1), ...id.split('-').slice(0, -1)),
      targetResourceId,
      logAnalyticsWorkspaceId: this.workspace.workspaceId,
      // A table for each kind of record instead of one for everything, which is what their retention is set on.
      logAnalyticsDestinationType: 'Dedicated',
      enabledLog: Object.keys(this.props.categories).map((category) => ({ category })),
      dependsOn: [...this.workspace.tables],
      // Services that know one way only do not report it back.
      lifecycle: { ignoreChanges: ['log_analytics_destination_type'] },
    });
  }
}

export interface WorkspaceProps {
  readonly retentionDays: number;
  /** The tables that will be filled: only they can be kept for less than 30 days. */
  readonly tables: readonly string[];
  /** Whether the workspace takes records from who shows its key, instead of a role. @default false */
  readonly takesKeys?: boolean;
}

/** A Log Analytics workspace. */
export class Workspace extends Component<WorkspaceProps> {
  readonly workspace: LogAnalyticsWorkspace;
  readonly tables: readonly LogAnalyticsWorkspaceTable[];

  constructor(scope: Construct, id: string, props: WorkspaceProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { retentionDays, tables, takesKeys = false } = props;
    const path = this.node.path
      .split('/')
      .slice(1)
      .filter((part) => part !== 'Default');
    this.workspace = this.createMain('workspace', LogAnalyticsWorkspace, {
      name: this.name(names.workspace, ...path),
      location: foundation.location('primary'),
      resourceGroupName: foundation.resourceGroupName,
      sku: 'PerGB2018',
      retentionInDays: Math.max(retentionDays, LEAST_WORKSPACE_DAYS),
      localAuthenticationEnabled: takesKeys,
      internetIngestionEnabled: true,
      internetQueryEnabled: true,
    });
    this.tables = tables.length > 0 ? this.createTables() : [];
  }

  get workspaceId(): string {
    return this.workspace.id;
  }

  private createTables(): LogAnalyticsWorkspaceTable[] {
    const { workspaceId } = this;
    const { tables, retentionDays } = this.props;
    const wait = { createDuration: WORKSPACE_ACTIVATION, triggers: { workspace: workspaceId } };
    const active = this.createAs('activation', 'active', Sleep, wait);
    const retention = { retentionInDays: retentionDays, totalRetentionInDays: retentionDays };
    return tables.map((name) =>
      this.createAs('workspaceTable', name, LogAnalyticsWorkspaceTable, {
        workspaceId,
        name,
        ...retention,
        dependsOn: [active],
      }),
    );
  }
}
