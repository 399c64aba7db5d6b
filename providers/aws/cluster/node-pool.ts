/** NodePool on AWS: a managed node group with a launch template of its own. */
import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate, type LaunchTemplateConfig } from '@cdktf/provider-aws/lib/launch-template';
import { type ITerraformDependable, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { describeNodes, desiredNodes, nodeLabels, poolPath, poolProperty } from '../../../constructs/cluster/pools';
import type { NodePoolProps as NeutralNodePoolProps, Taint } from '../../../constructs/cluster/schema';
import { Component } from '../../../core/cdktf/component';
import { TerraformData } from '../../../core/cdktf/terraform-data';
import { choice, chosen } from '../../../core/decision';
import type { Architecture, Selection } from '../../../core/sizing/catalogue';
import { chooseSku, nodeRequirement } from '../../../core/sizing/choices';
import type { Role } from '../iam/access';
import { nodes } from '../shared/catalogue';
import { names } from '../shared/names';
import type { PresentNodes, Scaling } from './present-nodes';

export interface NodePoolProps extends NeutralNodePoolProps {
  readonly name: string;
  /** Kubernetes minor version: the cluster's. */
  readonly version: string;
  readonly cluster: EksCluster;
  readonly subnetIds: readonly string[];
  readonly role: Role;
  readonly present: PresentNodes;
  /** Key of the nodes' disks; absent for AWS's own. */
  readonly keyArn: string | undefined;
  /** Network hops over which the node's metadata service answers. */
  readonly metadataHops: number;
  /** Resources that nodes require to become ready. */
  readonly after: readonly ITerraformDependable[];
}

/** EKS's names of Kubernetes' taint effects. */
const TAINT_EFFECTS: Readonly<Record<Taint['effect'], string>> = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
};

const IMAGES: Readonly<Record<Architecture, string>> = {
  x86_64: 'AL2023_x86_64_STANDARD',
  arm64: 'AL2023_ARM_64_STANDARD',
};

/** Graviton types have a g after the generation: m7g, c6gn, g5g; the a1 types are Graviton too. */
const GRAVITON = /^(a1|[a-z]+\d+g[a-z]*)\./;

/** Share of a group's nodes that an update may replace at once. */
const UNAVAILABLE_PERCENT = 33;

const taintOf = ({ key, value, effect }: Taint) => ({
  key,
  value: value === '' ? undefined : value,
  effect: TAINT_EFFECTS[effect],
});

/**
 * From it the autoscaler knows the disk of a pool that has no node yet: without it no pod that requests disk would start there.
 * github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
const DISK_TAG = 'k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage';
/** What kubelet leaves to pods: the system's share, and a tenth that stays free. */
const USABLE_DISK = 0.8;

export class NodePool extends Component<NodePoolProps> {
  readonly nodeGroup: EksNodeGroup;
  readonly launchTemplate: LaunchTemplate;
  private readonly template: LaunchTemplateConfig;
  private readonly sku: Selection;

  constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id, props);
    this.sku = this.decide(
      'size',
      poolProperty(this.props.name, 'size'),
      chooseSku(nodes, nodeRequirement(props.size, props.sku?.aws)),
    );
    this.decideNodes();
    this.template = this.overridden('launchTemplate', this.templateConfig(), 'launch-template');
    this.launchTemplate = this.create('launchTemplate', LaunchTemplate, this.template);
    this.nodeGroup = this.createNodeGroup();
  }

  private decideNodes(): void {
    const zones = `one group over ${this.props.subnetIds.length} zones, balanced by Auto Scaling`;
    this.decide('nodes', poolProperty(this.props.name, 'desired'), chosen(describeNodes(this.props), zones));
  }

  private get image(): string {
    const { architecture } = this;
    const why = `EKS's image of Amazon Linux 2023 for ${architecture}, the architecture of ${this.sku.sku}`;
    return this.decide('image', poolPath(this.props.name), chosen(IMAGES[architecture], why));
  }

  private get volume() {
    const { diskGiB } = this.props;
    const why = 'the general purpose disk of AWS, whose speed does not depend on its size';
    return this.decide('storage', poolProperty(this.props.name, 'diskGiB'), choice('gp3', `gp3, ${diskGiB} GiB`, why));
  }

  private templateConfig(): LaunchTemplateConfig {
    const { name, spot, diskGiB, keyArn, metadataHops } = this.props;
    const tags = { ...this.stack.tags, Name: this.name(names.tag, 'pool', name) };
    return {
      name: this.name(names.launchTemplate, 'pool', name),
      updateDefaultVersion: true,
      // Here rather than in the group, where another size would replace the group instead of rolling its nodes.
      instanceType: spot ? undefined : this.sku.sku,
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            encrypted: 'true',
            kmsKeyId: keyArn,
            volumeType: this.volume,
            volumeSize: diskGiB,
            deleteOnTermination: 'true',
          },
        },
      ],
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: metadataHops },
      // Default tags reach what Terraform creates, not what Auto Scaling creates from a template.
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
    };
  }

  /**
   * The version of the launch template that the nodes are of. Tags make a version of their own, for which nobody wants all
   * nodes to be rolled: it waits until something else rolls them.
   */
  private createTemplateVersion(): string {
    const { tags: _, tagSpecifications: __, ...template } = this.template;
    const { version } = this.props;
    const { output } = this.create('templateVersion', TerraformData, {
      input: { version: this.launchTemplate.latestVersion },
      triggersReplace: { ...template, version },
      lifecycle: { ignoreChanges: ['input'] },
    });
    return Token.asString(output.lookup('version'));
  }

  private createNodeGroup(): EksNodeGroup {
    const { props, launchTemplate } = this;
    const { name, cluster, spot, diskGiB, labels, taints } = props;
    return this.createMain('nodeGroup', EksNodeGroup, {
      clusterName: cluster.name,
      ...this.scaling,
      nodeRoleArn: props.role.arn,
      subnetIds: [...props.subnetIds],
      version: props.version,
      amiType: this.image,
      capacityType: spot ? 'SPOT' : 'ON_DEMAND',
      instanceTypes: spot ? this.similarTypes() : undefined,
      launchTemplate: { id: launchTemplate.id, version: this.createTemplateVersion() },
      updateConfig: { maxUnavailablePercentage: UNAVAILABLE_PERCENT },
      nodeRepairConfig: { enabled: true },
      labels: nodeLabels(name, labels),
      tags: { [DISK_TAG]: `${Math.floor(diskGiB * USABLE_DISK)}Gi` },
      taint: taints.length > 0 ? taints.map(taintOf) : undefined,
      dependsOn: [...props.role.grants, ...props.after],
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private get scaling(): Scaling {
    const { name, min, max, present } = this.props;
    const scaling = this.overridden<Scaling>('nodeGroup', {
      // A prefix, so that a group's replacement (other zones, spot, architecture) can be created before it is deleted.
      nodeGroupNamePrefix: `${this.name(names.nodeGroupPrefix, name)}-`,
      scalingConfig: { minSize: min, maxSize: max, desiredSize: desiredNodes(this.props) },
    });
    const { nodeGroupNamePrefix, scalingConfig } = scaling;
    return { nodeGroupNamePrefix, scalingConfig: { ...scalingConfig, desiredSize: present.within(scaling) } };
  }

  private get architecture(): Architecture {
    return this.sku.architecture ?? (GRAVITON.test(this.sku.sku) ? 'arm64' : 'x86_64');
  }

  /** Types of the same size and architecture, because spare capacity of one type may run out. */
  private similarTypes(): string[] {
    const { sku, vcpu, memoryGiB, architecture, burstable } = this.sku;
    if (this.props.sku?.aws !== undefined) return [sku];
    const others = nodes.skus.filter(
      (row) =>
        row.sku !== sku &&
        row.vcpu === vcpu &&
        row.memoryGiB === memoryGiB &&
        row.architecture === architecture &&
        (burstable || !row.burstable),
    );
    return [sku, ...others.map((row) => row.sku)];
  }
}
