/** Application Insights, to which tests from outside belong, and the workspace where it keeps what they found. */
import { ApplicationInsights } from '@cdktf/provider-azurerm/lib/application-insights';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { Workspace } from '../shared/logs';
import { names } from '../shared/names';
import type { Group } from './group';

/** The shortest time that both keep anything: nobody asks for longer. */
const DAYS = 30;

export class Insights extends Component {
  private readonly component: ApplicationInsights;

  constructor(scope: Construct, id: string, deps: { foundation: Group }) {
    super(scope, id, {});
    const { foundation } = deps;
    const { workspaceId } = new Workspace(this, 'workspace', { retentionDays: DAYS, tables: [] }, deps);
    this.component = this.createMain('insights', ApplicationInsights, {
      name: this.name(names.applicationInsights, id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      applicationType: 'web',
      workspaceId,
      retentionInDays: DAYS,
    });
  }

  /** Its id at Azure. */
  get componentId(): string {
    return this.component.id;
  }
}
