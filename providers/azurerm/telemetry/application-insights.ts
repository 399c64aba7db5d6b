/**
 * Application Insights, where the OpenTelemetry Collector sends traces and metrics: with tokens of its identity alone, and
 * into a workspace of its own.
 */
import { ApplicationInsights as Insights } from '@cdktf/provider-azurerm/lib/application-insights';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { Workspace } from '../shared/logs';
import { names } from '../shared/names';

/** Its id, which is also a part of its name. */
export const TELEMETRY = 'telemetry';

/** The least of a workspace. The tables of Application Insights keep what they get for 90 days in any. */
const RETENTION_DAYS = 30;

class ApplicationInsights extends Component {
  readonly insights: Insights;

  constructor(scope: Construct, id: string, { foundation }: { foundation: Foundation }) {
    super(scope, id, {});
    const workspace = new Workspace(this, 'workspace', { retentionDays: RETENTION_DAYS, tables: [] }, { foundation });
    this.insights = this.createMain('applicationInsights', Insights, {
      name: this.name(names.applicationInsights, id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      workspaceId: workspace.workspaceId,
      applicationType: 'other',
      localAuthenticationDisabled: true,
      internetIngestionEnabled: true,
      internetQueryEnabled: true,
    });
  }
}

/** The environment's, created on first use. */
export function applicationInsights(foundation: Foundation): Insights {
  const existing = foundation.node.tryFindChild(TELEMETRY);
  const found =
    existing instanceof ApplicationInsights ? existing : new ApplicationInsights(foundation, TELEMETRY, { foundation });
  return found.insights;
}
