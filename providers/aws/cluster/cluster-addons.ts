/**
 * The add-ons of an EKS cluster, in two steps. Network, proxy and identity agent come before the nodes, which do not
 * become ready without them; DNS, disks and metrics come after, because they time out without nodes to run on.
 */
import { DataAwsEksAddonVersion } from '@cdktf/provider-aws/lib/data-aws-eks-addon-version';
import { EksAddon, type EksAddonConfig } from '@cdktf/provider-aws/lib/eks-addon';
import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { Fn, type ITerraformDependable, TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';

import type { ContainerLogsProps } from '../../../constructs/cluster/schema';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Foundation } from '../foundation/foundation';
import type { Role } from '../iam/access';
import { podRole, type PodRoleProps } from '../iam/pod-role';
import { allow, allowKeys, arnOf, type Statement } from '../iam/statement';
import { LOG_ADDON, LOG_WRITER, logAddonValues, logStatements } from './container-logs';
import type { NodePool } from './node-pool';

/** Facts that decide the rights of the cluster's components. */
export interface AddonRights {
  readonly clusterName: string;
  /** Keys that nodes' disks and volumes may be encrypted with; none for AWS's own. */
  readonly keyArns: readonly string[];
  readonly foundation: Foundation;
  /** Whether any pool grows and shrinks. */
  readonly autoscaling: boolean;
  /** Name of the group for logs of containers; undefined if they are not kept. */
  readonly logGroup: string | undefined;
}

export interface ClusterAddonsProps extends AddonRights {
  readonly cluster: EksCluster;
  /** Whether add-ons are of the newest version that fits the cluster's, instead of AWS's default version. */
  readonly newest: boolean;
  readonly workloadIdentity: boolean;
  /** Whether the components have a pool of their own. */
  readonly systemPool: boolean;
  readonly nodeRole: Role;
  readonly containerLogs: ContainerLogsProps | false;
}

const DISK_POLICY = 'service-role/AmazonEBSCSIDriverPolicy';
const DISK_SERVICE_ACCOUNT = 'ebs-csi-controller-sa';
const DISK_DRIVER = 'aws-ebs-csi-driver';
const SNAPSHOTS = 'snapshot-controller';
const AUTOSCALER = 'cluster-autoscaler';
const SYSTEM_LABELS = { pool: 'system' };

/**
 * Addresses in ranges of 16, because a t3.medium holds only 17 pods otherwise; and network policies, which are accepted
 * without this but have no effect. The add-on's schema requires text instead of booleans and numbers.
 */
const NETWORK = { env: { ENABLE_PREFIX_DELEGATION: 'true', WARM_PREFIX_TARGET: '1' }, enableNetworkPolicy: 'true' };

/** Placement on the system pool. Only Metrics Server does not tolerate the system pool's taint by default. */
const ON_SYSTEM_POOL: Readonly<Record<string, object>> = {
  coredns: { nodeSelector: SYSTEM_LABELS },
  [DISK_DRIVER]: { nodeSelector: SYSTEM_LABELS },
  'metrics-server': { nodeSelector: SYSTEM_LABELS, tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }] },
};

export class ClusterAddons extends Component<ClusterAddonsProps> {
  /** Labels of the system pool's nodes. */
  static readonly systemLabels = SYSTEM_LABELS;
  /** AWS's own policies that the components require if they act as the node. */
  static readonly managedPolicies = [DISK_POLICY];

  /** The add-ons that nodes require to become ready. */
  readonly beforeNodes: readonly ITerraformDependable[];
  private readonly agent: readonly EksAddon[];
  private readonly kubernetesVersion: string;

  constructor(scope: Construct, id: string, props: ClusterAddonsProps) {
    super(scope, id, props);
    this.kubernetesVersion = this.versionOfExisting();
    this.agent = props.workloadIdentity ? [this.createAddon('eks-pod-identity-agent')] : [];
    this.beforeNodes = [this.createAddon('vpc-cni'), this.createAddon('kube-proxy'), ...this.agent];
  }

  /** Rights that the components require if they act as the node. */
  static statements(rights: AddonRights): Statement[] {
    return [
      ...diskStatements(rights),
      ...(rights.autoscaling ? autoscalerStatements(rights) : []),
      ...(rights.logGroup === undefined ? [] : logStatements(rights.logGroup, rights.foundation)),
    ];
  }

  /** @param logs the group for logs of containers, which the agents find with its retention and key */
  addAfterNodes(pools: readonly NodePool[], logs: readonly ITerraformDependable[]): void {
    const groups = pools.map(({ nodeGroup }) => nodeGroup);
    this.createAddon('coredns', { dependsOn: groups });
    this.createAddon('metrics-server', { dependsOn: groups });
    this.createAddon(DISK_DRIVER, this.diskDriverConfig([...groups, ...this.createSnapshots(groups)]));
    if (this.props.logGroup !== undefined) this.createAddon(LOG_ADDON, this.logConfig([...groups, ...logs]));
    if (this.props.workloadIdentity && this.props.autoscaling) this.createAutoscalerIdentity();
  }

  /** What it brings stays when it goes: with the CRDs every snapshot in the cluster would go, whoever made it. */
  private createSnapshots(groups: readonly ITerraformDependable[]): EksAddon[] {
    return this.copiesVolumes ? [this.createAddon(SNAPSHOTS, { preserve: true, dependsOn: [...groups] })] : [];
  }

  private get copiesVolumes(): boolean {
    return this.props.foundation.props.copiesVolumes ?? false;
  }

  /**
   * The cluster's version as text, so that versions of add-ons are known in the plan that changes it, and not before there is
   * a cluster. It is a local value, because Terraform reads what refers to a resource only after every change of that.
   */
  private versionOfExisting(): string {
    const { arn, versionInput = '' } = this.props.cluster;
    return new TerraformLocal(this, 'version', Fn.conditional(Fn.startswith(arn, 'arn:'), versionInput, '')).asString;
  }

  private createAddon(addonName: string, config: Partial<EksAddonConfig> = {}): EksAddon {
    const { cluster, newest } = this.props;
    const { version } = this.createAs('addonVersion', `${addonName}-version`, DataAwsEksAddonVersion, {
      addonName,
      kubernetesVersion: this.kubernetesVersion,
      // Only new ones of it can be told what to leave out.
      mostRecent: newest || addonName === LOG_ADDON,
    });
    const values = this.valuesOf(addonName);
    return this.createAs('addon', addonName, EksAddon, {
      clusterName: cluster.name,
      addonName,
      addonVersion: version,
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
      configurationValues: values && jsonencode(values),
      ...config,
    });
  }

  private valuesOf(addonName: string): object | undefined {
    if (addonName === 'vpc-cni') return NETWORK;
    if (addonName === LOG_ADDON) return this.logValues();
    const placement = this.props.systemPool ? ON_SYSTEM_POOL[addonName] : undefined;
    return addonName === DISK_DRIVER ? this.diskDriverValues(placement) : placement;
  }

  /**
   * The driver creates volumes, which the provider's default tags do not reach. It makes snapshots only if told, or if the CRDs
   * were there before it.
   */
  private diskDriverValues(placement: object | undefined): object {
    return {
      controller: { ...placement, extraVolumeTags: this.stack.tags },
      ...(this.copiesVolumes && { sidecars: { snapshotter: { forceEnable: true } } }),
    };
  }

  private logValues(): object | undefined {
    const { logGroup, containerLogs, foundation } = this.props;
    if (logGroup === undefined || !containerLogs) return undefined;
    return logAddonValues(logGroup, foundation.target.region, containerLogs);
  }

  private logConfig(after: readonly ITerraformDependable[]): Partial<EksAddonConfig> {
    const { workloadIdentity, nodeRole, logGroup = '', foundation } = this.props;
    if (!workloadIdentity) return { dependsOn: [...after, ...nodeRole.grants] };
    const { namespace, serviceAccount } = LOG_WRITER;
    const statements = logStatements(logGroup, foundation);
    const role = this.createPodRole('container-logs', serviceAccount, { statements }, namespace);
    return {
      podIdentityAssociation: [{ serviceAccount, roleArn: role.arn }],
      dependsOn: [...after, ...this.agent, ...role.grants],
    };
  }

  private diskDriverConfig(groups: readonly ITerraformDependable[]): Partial<EksAddonConfig> {
    if (!this.props.workloadIdentity) return { dependsOn: [...groups, ...this.props.nodeRole.grants] };
    const role = this.createPodRole('ebs-csi', DISK_SERVICE_ACCOUNT, {
      managedPolicies: [DISK_POLICY],
      statements: diskStatements(this.props),
    });
    return {
      podIdentityAssociation: [{ serviceAccount: DISK_SERVICE_ACCOUNT, roleArn: role.arn }],
      dependsOn: [...groups, ...this.agent, ...role.grants],
    };
  }

  /** Rights of the autoscaler, which the platform stack installs as a chart. */
  private createAutoscalerIdentity(): void {
    const role = this.createPodRole(AUTOSCALER, AUTOSCALER, { statements: autoscalerStatements(this.props) });
    this.createAs('autoscalerIdentity', `${AUTOSCALER}-identity`, EksPodIdentityAssociation, {
      clusterName: this.props.cluster.name,
      namespace: 'kube-system',
      serviceAccount: AUTOSCALER,
      roleArn: role.arn,
      dependsOn: [...role.grants, ...this.agent],
    });
  }

  private createPodRole(
    purpose: string,
    serviceAccount: string,
    rights: Pick<PodRoleProps, 'managedPolicies' | 'statements'>,
    namespace = 'kube-system',
  ): Role {
    const { clusterName } = this.props;
    const props = { purpose, clusterName, namespace, serviceAccount, ...rights };
    return podRole(this, purpose, props, this.props);
  }
}

/** Use of the key of the nodes' disks, which encrypts the cluster's volumes too. */
const diskStatements = ({ keyArns }: AddonRights): Statement[] => [
  ...allowKeys(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'], keyArns),
  ...allowKeys('kms:CreateGrant', keyArns, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
];

/** Limited to the cluster's own groups, which EKS tags for the autoscaler automatically. */
function autoscalerStatements({ clusterName, foundation }: AddonRights): Statement[] {
  return [
    allow(
      ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      arnOf(foundation, 'autoscaling', 'autoScalingGroup:*:autoScalingGroupName/*'),
      { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: 'owned' } },
    ),
    allow('eks:DescribeNodegroup', arnOf(foundation, 'eks', `nodegroup/${clusterName}/*/*`)),
    // None of these can be limited to a resource.
    allow(
      [
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
      '*',
    ),
  ];
}
