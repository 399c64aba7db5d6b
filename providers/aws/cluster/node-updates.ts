/**
 * Node updates on AWS. EKS has no maintenance window: node groups stay on their image until somebody asks for a newer
 * one. EventBridge Scheduler asks, once a week, inside the window: every group goes to the newest image of its
 * Kubernetes version.
 */
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { MaintenanceWindow } from '../../../core/words/times';
import { Role } from '../iam/access';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
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
    const { day, start, hours } = this.props.maintenanceWindow;
    const [hour, minute] = start.split(':').map(Number) as [number, number];
    return this.createAs('nodeUpdate', name, SchedulerSchedule, {
      name: this.name(names.schedule, 'pool', name),
      description: `Takes the nodes of ${name} to the newest image of their Kubernetes version`,
      scheduleExpression: `cron(${minute} ${hour} ? * ${day.slice(0, 3).toUpperCase()} *)`,
      scheduleExpressionTimezone: 'UTC',
      // It starts in the first half of the window: nodes are drained one after another, for which the second is left.
      flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: hours * 30 },
      target: {
        arn: `arn:${this.deps.foundation.partition}:scheduler:::aws-sdk:eks:updateNodegroupVersion`,
        roleArn: role.arn,
        // Universal targets take the SDK's names, which begin with capitals where the REST API's do not.
        input: jsonencode({ ClusterName: this.props.clusterName, NodegroupName: nodeGroup.nodeGroupName }),
        retryPolicy: { maximumEventAgeInSeconds: hours * 1800, maximumRetryAttempts: 3 },
      },
      dependsOn: [...role.grants],
    });
  }

  private createRole(): Role {
    const { foundation } = this.deps;
    const { clusterName, nodePools, nodeRole } = this.props;
    const { account, region } = foundation.target;
    const arn = (service: string, rest: string) =>
      `arn:${foundation.partition}:${service}:${region}:${account}:${rest}`;
    const templates = Object.values(nodePools).map(({ launchTemplate }) => launchTemplate.arn);
    return new Role(this, 'role', {
      purpose: 'node-updates',
      service: 'scheduler.amazonaws.com',
      condition: { StringEquals: { 'aws:SourceAccount': account } },
      statements: [
        { Effect: 'Allow', Action: 'eks:UpdateNodegroupVersion', Resource: arn('eks', `nodegroup/${clusterName}/*/*`) },
        // EKS tries, in the name of who asks, whether the group's launch template may be launched.
        { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*', Condition: { ArnEquals: { 'ec2:LaunchTemplate': templates } } },
        {
          Effect: 'Allow',
          Action: 'ec2:CreateTags',
          Resource: arn('ec2', '*/*'),
          Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
        },
        { Effect: 'Allow', Action: 'ec2:DescribeLaunchTemplateVersions', Resource: '*' },
        { Effect: 'Allow', Action: 'iam:PassRole', Resource: nodeRole.arn, Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } },
      ],
    }, this.deps); // prettier-ignore
  }
}
