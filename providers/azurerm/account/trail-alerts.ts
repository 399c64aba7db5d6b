/** Alerts of what a trail should not show: one for each operation, tried or done, wherever in the subscription. */
import { MonitorActivityLogAlert } from '@cdktf/provider-azurerm/lib/monitor-activity-log-alert';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

interface Alert {
  readonly says: string;
  /** An operation of Azure Resource Manager. */
  readonly operation: string;
}

const alert = (says: string, operation: string): Alert => ({ says, operation });
/** Both ways to change a thing. */
const changes = (id: string, what: string, type: string): Record<string, Alert> => ({
  [`${id}-written`]: alert(`${what} was created or changed`, `${type}/write`),
  [`${id}-deleted`]: alert(`${what} was deleted`, `${type}/delete`),
});

/**
 * Section 5.2 of the CIS Microsoft Azure Foundations Benchmark 2.1 (6.1.2 in 3.0), and what opens the trail, rights and keys:
 * https://github.com/Azure/azure-policy/tree/master/built-in-policies/policySetDefinitions/Regulatory%20Compliance
 */
const ALERTS: Readonly<Record<string, Alert>> = {
  ...changes('policy-assignment', 'An assignment of a policy', 'Microsoft.Authorization/policyAssignments'),
  ...changes('security-group', 'A network security group', 'Microsoft.Network/networkSecurityGroups'),
  ...changes('security-solution', 'A security solution', 'Microsoft.Security/securitySolutions'),
  ...changes('sql-firewall', 'A firewall rule of a SQL server', 'Microsoft.Sql/servers/firewallRules'),
  ...changes(
    'postgres-firewall',
    'A firewall rule of a PostgreSQL server',
    'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules',
  ),
  ...changes('public-address', 'A public IP address', 'Microsoft.Network/publicIPAddresses'),
  ...changes('role-assignment', 'A role', 'Microsoft.Authorization/roleAssignments'),
  ...changes('role-definition', 'A definition of a role', 'Microsoft.Authorization/roleDefinitions'),
  ...changes('diagnostic-setting', 'A setting of logs', 'Microsoft.Insights/diagnosticSettings'),
  'lock-deleted': alert('A lock was deleted', 'Microsoft.Authorization/locks/delete'),
  'vault-deleted': alert('A key vault was deleted', 'Microsoft.KeyVault/vaults/delete'),
};

export interface TrailAlertsProps {
  /** Ids of action groups. */
  readonly channels: readonly string[];
}

export class TrailAlerts extends Component<TrailAlertsProps> {
  constructor(
    scope: Construct,
    id: string,
    props: TrailAlertsProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    for (const [kind, one] of Object.entries(ALERTS)) this.createAlert(kind, one);
  }

  private createAlert(kind: string, { says, operation: operationName }: Alert): void {
    const { foundation } = this.deps;
    this.createAs('alert', kind, MonitorActivityLogAlert, {
      name: this.name(names.activityAlert, kind),
      description: `${says}, or somebody tried: look in the activity log for who it was.`,
      resourceGroupName: foundation.resourceGroupName,
      location: 'global',
      scopes: [foundation.subscriptionId],
      criteria: { category: 'Administrative', operationName },
      action: this.props.channels.map((actionGroupId) => ({ actionGroupId })),
    });
  }
}
