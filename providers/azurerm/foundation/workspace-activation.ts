/**
 * Azure reports a workspace of Log Analytics as created before it accepts settings of its tables, and refuses them as
 * "Workspace not active" until then: https://github.com/hashicorp/terraform-provider-azurerm/issues/30069
 *
 * One wait for all workspaces of an environment: each wait takes one of the places in which Terraform works.
 */
import { Sleep } from '@cdktf/provider-time/lib/sleep';
import { Fn } from 'cdktf';

import { Component } from '../../../core/cdktf/component';

const ACTIVATION = '60s';

export class WorkspaceActivation extends Component {
  private readonly workspaceIds: string[] = [];
  private sleep: Sleep | undefined;

  /** What settings of a workspace's tables must depend on. */
  of(workspaceId: string): Sleep {
    this.workspaceIds.push(workspaceId);
    this.sleep ??= this.createMain('activation', Sleep, { createDuration: ACTIVATION });
    // Sorted, so that neither another name nor another order waits again.
    this.sleep.triggers = { workspaces: Fn.join(',', Fn.sort(this.workspaceIds)) };
    return this.sleep;
  }
}
