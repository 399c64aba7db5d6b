/** Application Insights, each with a workspace of its own, where it keeps what it gets. */
import {
  ApplicationInsights as Insights,
  type ApplicationInsightsConfig,
} from '@cdktf/provider-azurerm/lib/application-insights';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Group } from '../foundation/group';
import { Workspace } from './logs';
import { names } from './names';

/** The least of a workspace, and of what Application Insights keeps. */
const RETENTION_DAYS = 30;

/** What they are for, which is also their ids and a part of their names. */
const PURPOSES = {
  /** Tests from outside belong to it. */
  insights: { applicationType: 'web', retentionInDays: RETENTION_DAYS },
  /**
   * The OpenTelemetry Collector sends to it, with tokens of its identity alone. Its tables keep what they get for 90 days in any
   * workspace.
   */
  telemetry: {
    applicationType: 'other',
    localAuthenticationDisabled: true,
    internetIngestionEnabled: true,
    internetQueryEnabled: true,
  },
} as const satisfies Record<string, Partial<ApplicationInsightsConfig>>;

type Purpose = keyof typeof PURPOSES;

class ApplicationInsights extends Component {
  readonly insights: Insights;

  constructor(scope: Construct, id: Purpose, deps: { foundation: Group }) {
    super(scope, id, {});
    const { foundation } = deps;
    const { workspaceId } = new Workspace(this, 'workspace', { retentionDays: RETENTION_DAYS, tables: [] }, deps);
    this.insights = this.createMain('applicationInsights', Insights, {
      name: this.name(names.applicationInsights, id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      workspaceId,
      ...PURPOSES[id],
    });
  }
}

/** The environment's for a purpose, created on first use. */
export function applicationInsights(foundation: Group & Construct, purpose: Purpose): Insights {
  const existing = foundation.node.tryFindChild(purpose);
  const found =
    existing instanceof ApplicationInsights ? existing : new ApplicationInsights(foundation, purpose, { foundation });
  return found.insights;
}
