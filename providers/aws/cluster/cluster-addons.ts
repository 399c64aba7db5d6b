/**
 * Add-ons of an EKS cluster, in two steps: network, proxy and identity agent before the nodes, which do not become
 * ready without; DNS, disks and metrics after them, which time out without nodes to run on.
 */
import { DataAwsEksAddonVersion } from '@cdktf/provider-aws/lib/data-aws-eks-addon-version';
import { EksAddon, type EksAddonConfig } from '@cdktf/provider-aws/lib/eks-addon';
import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Role } from '../iam/access';
import type { Foundation } from '../foundation/foundation';
import type { NodePool } from './node-pool';
import { podRole } from '../iam/pod-role';

/** What the components' rights are about. */
export interface AddonRights {
  readonly clusterName: string;
  /** Key of nodes' disks, which volumes may use too; absent for AWS's own. */
  readonly keyArn: string | undefined;
  readonly foundation: Foundation;
  /** Some pool may grow and shrink. */
  readonly autoscaling: boolean;
}

export interface ClusterAddonsProps extends AddonRights {
  readonly cluster: EksCluster;
  /** Take the newest version that fits the cluster's, instead of the one that AWS makes the default. */
  readonly newest: boolean;
  readonly workloadIdentity: boolean;
  /** The components have a pool of their own. */
  readonly systemPool: boolean;
  readonly nodeRole: Role;
}

const DISK_POLICY = 'service-role/AmazonEBSCSIDriverPolicy';
const SYSTEM_LABELS = { pool: 'system' };

/**
 * Addresses by ranges of 16, since a t3.medium holds 17 pods otherwise; and network policies, which without this are taken and
 * have no effect. Texts, as the add-on's schema wants them.
 */
const NETWORK = { env: { ENABLE_PREFIX_DELEGATION: 'true', WARM_PREFIX_TARGET: '1' }, enableNetworkPolicy: 'true' };

/** Metrics Server alone of the three does not tolerate the system pool's taint by itself. */
const ON_SYSTEM_POOL = {
  coredns: { nodeSelector: SYSTEM_LABELS },
  'aws-ebs-csi-driver': { nodeSelector: SYSTEM_LABELS },
  'metrics-server': { nodeSelector: SYSTEM_LABELS, tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }] },
} as const;

export class ClusterAddons extends Component<ClusterAddonsProps> {
  /** What a node of the system pool is known by. */
  static readonly systemLabels = SYSTEM_LABELS;
  /** AWS's own policies that the components need where they act as the node. */
  static readonly managedPolicies = [DISK_POLICY];

  /** What nodes need to become ready. */
  readonly beforeNodes: readonly ITerraformDependable[];
  private readonly agent: readonly EksAddon[];

  constructor(scope: Construct, id: string, props: ClusterAddonsProps) {
    super(scope, id, props);
    this.agent = props.workloadIdentity ? [this.addon('eks-pod-identity-agent')] : [];
    this.beforeNodes = [this.addon('vpc-cni'), this.addon('kube-proxy'), ...this.agent];
  }

  /** Rights of the components where they act as the node. */
  static statements(rights: AddonRights): object[] {
    return [...diskStatements(rights), ...(rights.autoscaling ? autoscalerStatements(rights) : [])];
  }

  addAfterNodes(pools: readonly NodePool[]): void {
    const groups = pools.map(({ nodeGroup }) => nodeGroup);
    this.addon('coredns', { dependsOn: groups });
    this.addon('metrics-server', { dependsOn: groups });
    this.addon('aws-ebs-csi-driver', this.diskDriver(groups));
    if (this.props.workloadIdentity && this.props.autoscaling) this.createAutoscalerIdentity();
  }

  private addon(addonName: string, config: Partial<EksAddonConfig> = {}): EksAddon {
    const { cluster, newest } = this.props;
    // Asked for once the cluster stands: after an upgrade, for the version that it has then.
    const { version } = this.createAs('addonVersion', `${addonName}-version`, DataAwsEksAddonVersion, {
      addonName,
      kubernetesVersion: cluster.version,
      mostRecent: newest,
      dependsOn: [cluster],
    });
    const configuration = this.configurationOf(addonName);
    return this.createAs('addon', addonName, EksAddon, {
      clusterName: cluster.name,
      addonName,
      addonVersion: version,
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
      ...(configuration && { configurationValues: jsonencode(configuration) }),
      ...config,
    });
  }

  private configurationOf(addonName: string): object | undefined {
    const placed = this.props.systemPool ? ON_SYSTEM_POOL[addonName as keyof typeof ON_SYSTEM_POOL] : undefined;
    if (addonName === 'vpc-cni') return NETWORK;
    // Volumes are made by the driver, so that the provider's tags do not reach them.
    if (addonName === 'aws-ebs-csi-driver') return { controller: { ...placed, extraVolumeTags: this.stack.tags } };
    return placed;
  }

  private diskDriver(groups: readonly ITerraformDependable[]): Partial<EksAddonConfig> {
    if (!this.props.workloadIdentity) return { dependsOn: [...groups, ...this.props.nodeRole.grants] };
    const role = this.podRole('ebs-csi', 'ebs-csi-controller-sa', {
      managedPolicies: [DISK_POLICY],
      statements: diskStatements(this.props),
    });
    return {
      podIdentityAssociation: [{ serviceAccount: 'ebs-csi-controller-sa', roleArn: role.arn }],
      dependsOn: [...groups, ...this.agent, ...role.grants],
    };
  }

  /** The autoscaler itself is a chart, which another stack installs; this is what it may do. */
  private createAutoscalerIdentity(): void {
    const role = this.podRole('cluster-autoscaler', 'cluster-autoscaler', {
      statements: autoscalerStatements(this.props),
    });
    this.createAs('autoscalerIdentity', 'cluster-autoscaler-identity', EksPodIdentityAssociation, {
      clusterName: this.props.cluster.name,
      namespace: 'kube-system',
      serviceAccount: 'cluster-autoscaler',
      roleArn: role.arn,
      dependsOn: [...role.grants, ...this.agent],
    });
  }

  private podRole(
    purpose: string,
    serviceAccount: string,
    rights: { managedPolicies?: readonly string[]; statements: readonly object[] },
  ): Role {
    const { clusterName, foundation } = this.props;
    return podRole(
      this,
      purpose,
      { purpose, clusterName, namespace: 'kube-system', serviceAccount, ...rights },
      foundation,
    );
  }
}

/** Volumes of the cluster may be encrypted with the key of the nodes' disks. */
function diskStatements({ keyArn }: AddonRights): object[] {
  if (keyArn === undefined) return [];
  return [
    {
      Effect: 'Allow',
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      Resource: keyArn,
    },
    {
      Effect: 'Allow',
      Action: 'kms:CreateGrant',
      Resource: keyArn,
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}

/** The cluster's own groups only, which EKS tags for the autoscaler by itself. */
function autoscalerStatements({ clusterName, foundation }: AddonRights): object[] {
  const { account, region } = foundation.target;
  const own = (service: string, rest: string) => `arn:${foundation.partition}:${service}:${region}:${account}:${rest}`;
  return [
    {
      Effect: 'Allow',
      Action: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      Resource: own('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/*'),
      Condition: { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: 'owned' } },
    },
    { Effect: 'Allow', Action: 'eks:DescribeNodegroup', Resource: own('eks', `nodegroup/${clusterName}/*/*`) },
    {
      Effect: 'Allow',
      Action: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeAutoScalingInstances',
        'autoscaling:DescribeLaunchConfigurations',
        'autoscaling:DescribeScalingActivities',
        'autoscaling:DescribeTags',
        'ec2:DescribeImages',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:GetInstanceTypesFromInstanceRequirements',
      ],
      // None of these can be limited to a resource.
      Resource: '*',
    },
  ];
}
