/**
 * Weekly updates of the nodes. EKS has no maintenance window, and node groups stay on their image until somebody
 * requests a newer one. EventBridge Scheduler does, inside the window: every group goes to the newest image of its
 * Kubernetes version.
 */
import type { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { MaintenanceWindow } from '../../../core/words/times';
import type { Foundation } from '../foundation/foundation';
import { Role, type RoleProps } from '../iam/access';
import { allow, arnOf } from '../iam/statement';
import { Schedule } from '../shared/schedule';
import type { NodePool } from './node-pool';

export interface NodeUpdatesProps {
  readonly clusterName: string;
  readonly nodePools: Readonly<Record<string, NodePool>>;
  readonly nodeRole: Role;
  readonly maintenanceWindow: MaintenanceWindow;
}

export class NodeUpdates extends Component<NodeUpdatesProps> {
  readonly schedules: readonly SchedulerSchedule[];

  constructor(
    scope: Construct,
    id: string,
    props: NodeUpdatesProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const role = this.createRole();
    this.schedules = Object.entries(props.nodePools).map(([name, pool]) => this.createSchedule(name, pool, role));
  }

  private createSchedule(name: string, { nodeGroup }: NodePool, role: Role): SchedulerSchedule {
    const { clusterName: ClusterName, maintenanceWindow } = this.props;
    const { schedule } = new Schedule(
      this,
      name,
      {
        key: 'nodeUpdate',
        purpose: ['pool', name],
        description: `Takes the nodes of ${name} to the newest image of their Kubernetes version`,
        when: maintenanceWindow,
        // In the first half of the window, because nodes are drained one after another and need the second.
        withinMinutes: maintenanceWindow.hours * 30,
        call: {
          action: 'eks:updateNodegroupVersion',
          input: { ClusterName, NodegroupName: nodeGroup.nodeGroupName },
        },
        role,
      },
      this.deps,
    );
    return schedule;
  }

  private createRole(): Role {
    const { foundation } = this.deps;
    const { clusterName, nodePools, nodeRole } = this.props;
    const templates = Object.values(nodePools).map(({ launchTemplate }) => launchTemplate.arn);
    const statements = [
      allow('eks:UpdateNodegroupVersion', arnOf(foundation, 'eks', `nodegroup/${clusterName}/*/*`)),
      // EKS tests, in the name of the caller, whether the group's launch template may be launched.
      allow('ec2:RunInstances', '*', { ArnEquals: { 'ec2:LaunchTemplate': templates } }),
      allow('ec2:CreateTags', arnOf(foundation, 'ec2', '*/*'), {
        StringEquals: { 'ec2:CreateAction': 'RunInstances' },
      }),
      allow('ec2:DescribeLaunchTemplateVersions', '*'),
      allow('iam:PassRole', nodeRole.arn, { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
    ];
    const props: RoleProps = { purpose: 'node-updates', service: 'scheduler.amazonaws.com', statements };
    return new Role(this, 'role', props, this.deps);
  }
}
