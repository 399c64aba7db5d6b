/**
 * How many nodes the pools of a cluster have. The autoscaler changes the number, and EKS takes no limits that the number sent
 * with them does not keep: so the present one is read, and sent within the limits.
 */
import { DataAwsAutoscalingGroup } from '@cdktf/provider-aws/lib/data-aws-autoscaling-group';
import { DataAwsAutoscalingGroups } from '@cdktf/provider-aws/lib/data-aws-autoscaling-groups';
import type { EksNodeGroupConfig } from '@cdktf/provider-aws/lib/eks-node-group';
import { Fn, ref, TerraformIterator, Token } from 'cdktf';

import { addressOf } from '../../../core/cdktf/addresses';
import { Component } from '../../../core/cdktf/component';

export interface PresentNodesProps {
  /** As text, so that groups can be read in every plan: there are none before there is a cluster. */
  readonly clusterName: string;
}

/** What decides which groups are a pool's, and how many nodes they may have. */
export type Scaling = Pick<EksNodeGroupConfig, 'nodeGroupName' | 'nodeGroupNamePrefix' | 'scalingConfig'>;

/** What the provider adds to a prefix. */
const SUFFIX = '[0-9]{18}[0-9a-f]{8}';

export class PresentNodes extends Component<PresentNodesProps> {
  private found: DataAwsAutoscalingGroup | undefined;

  /**
   * The number of nodes to ask for: the present one within the limits, at creation the given one. While a node group and its
   * successor both exist, that of the larger, because the pods of one have to find room in the other.
   */
  within({ nodeGroupName, nodeGroupNamePrefix, scalingConfig: { minSize, maxSize, desiredSize } }: Scaling): number {
    if (minSize === maxSize) return minSize;
    const nodeGroup = nodeGroupName ?? `${nodeGroupNamePrefix}${SUFFIX}`;
    const isOfPool = `can(regex("^eks-${nodeGroup}-[0-9a-f-]{36}$", name))`;
    const numbers = ref(`[for name, group in ${addressOf(this.groups)} : group.desired_capacity if ${isOfPool}]...`);
    const present = Token.asNumber(Fn.try([Fn.max([Token.asNumber(numbers)]), desiredSize]));
    return Fn.max([minSize, Fn.min([maxSize, present])]);
  }

  private get groups(): DataAwsAutoscalingGroup {
    return (this.found ??= this.findGroups());
  }

  private findGroups(): DataAwsAutoscalingGroup {
    const { names } = this.create('groups', DataAwsAutoscalingGroups, {
      filter: [{ name: 'tag:eks:cluster-name', values: [this.props.clusterName] }],
    });
    const each = TerraformIterator.fromList(names);
    return this.create('group', DataAwsAutoscalingGroup, { forEach: each, name: Token.asString(each.value) });
  }
}
