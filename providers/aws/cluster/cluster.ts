/**
 * Cluster on AWS: an EKS control plane with private API, own key, logs, API-only access, node groups and add-ons. The
 * order matters: add-ons that nodes need to become ready come before the nodes, those that need nodes to run on come
 * after.
 */
import { CloudwatchLogGroup, type CloudwatchLogGroupConfig } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EksAccessEntryConfig } from '@cdktf/provider-aws/lib/eks-access-entry';
import type { EksAddonConfig } from '@cdktf/provider-aws/lib/eks-addon';
import { EksCluster, type EksClusterConfig } from '@cdktf/provider-aws/lib/eks-cluster';
import type { EksNodeGroupConfig } from '@cdktf/provider-aws/lib/eks-node-group';
import type { LaunchTemplateConfig } from '@cdktf/provider-aws/lib/launch-template';
import type { SchedulerScheduleConfig } from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { Construct } from 'constructs';
import { versionOf } from '../../../core/sizing/choices';
import * as neutral from '../../../constructs/cluster';
import { Role } from '../iam/access';
import { ClusterAccess } from './cluster-access';
import { ClusterAddons } from './cluster-addons';
import { keyFor } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import type { AwsNetwork } from '../network/network';
import { NodePool } from './node-pool';
import { NodeUpdates } from './node-updates';
import { kubernetes } from '../shared/versions';

declare module '../../../constructs/cluster/schema' {
  interface ClusterOverrides {
    readonly aws?: {
      readonly cluster?: EksClusterConfig;
      readonly logGroup?: CloudwatchLogGroupConfig;
      readonly nodeGroup?: EksNodeGroupConfig;
      readonly launchTemplate?: LaunchTemplateConfig;
      readonly addon?: EksAddonConfig;
      readonly accessEntry?: EksAccessEntryConfig;
      readonly nodeUpdate?: SchedulerScheduleConfig;
    };
  }
}

const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/** What a node may do: join, pull images, give addresses to pods, and be reached by Session Manager instead of SSH. */
const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonEKS_CNI_Policy',
  'AmazonSSMManagedInstanceCore',
];

/**
 * Auto Scaling starts the nodes, so that its own role must be able to use the key of their disks. AWS makes the role
 * with an account's first Auto Scaling group:
 * docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
const AUTO_SCALING_ROLE = 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling';

/** Only what tolerates this runs in the system pool; `cluster-addons.ts` sends the components there. */
const SYSTEM_TAINT: neutral.Taint = { key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' };
/** The disk of a system node, as every pool's unless it says otherwise. */
const SYSTEM_DISK_GIB = 50;

export class Cluster extends neutral.Cluster {
  readonly cluster: EksCluster;
  readonly addons: ClusterAddons;
  readonly nodePools: Readonly<Record<string, NodePool>>;
  readonly access: ClusterAccess;
  /** Key of Kubernetes secrets and nodes' disks; absent for AWS's own. */
  readonly keyArn: string | undefined;
  private readonly eksName: string;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ClusterProps,
    private readonly deps: { foundation: Foundation; network: AwsNetwork },
  ) {
    super(scope, id, props);
    this.eksName = this.name(names.cluster);
    this.keyArn = this.createKey();
    this.cluster = this.createCluster();
    this.access = this.createAccess();
    const nodeRole = this.createNodeRole();
    this.addons = this.createAddons(nodeRole);
    this.nodePools = this.createNodePools(nodeRole);
    this.addons.addAfterNodes(Object.values(this.nodePools));
    this.createUpdates(nodeRole);
  }

  get clusterName(): string {
    return this.cluster.name;
  }

  get endpoint(): string {
    return this.cluster.endpoint;
  }

  get identityIssuer(): string {
    return this.cluster.identity.get(0).oidc.get(0).issuer;
  }

  get kubeconfigCommand(): string {
    return `aws eks update-kubeconfig --region ${this.deps.foundation.target.region} --name ${this.eksName}`;
  }

  private createKey(): string | undefined {
    const { foundation } = this.deps;
    const autoScaling = `arn:${foundation.partition}:iam::${foundation.target.account}:role/${AUTO_SCALING_ROLE}`;
    return keyFor(this, this.props.encryptionKey, 'Kubernetes secrets and node disks', foundation, [autoScaling]);
  }

  private createCluster(): EksCluster {
    const { props, keyArn } = this;
    const { publicCidrs } = props.apiAccess;
    const role = this.createClusterRole();
    // Made first, and by name: EKS would make it itself, without retention.
    const logs = this.createAs('logGroup', 'logs', CloudwatchLogGroup, {
      name: `/aws/eks/${this.eksName}/cluster`,
      retentionInDays: props.logs.retentionDays,
    });
    return this.createMain('cluster', EksCluster, {
      name: this.eksName,
      version: versionOf(kubernetes, props.version, { extendedSupport: props.upgradeChannel === 'extended' })
        .engineVersion,
      roleArn: role.arn,
      deletionProtection: props.deletionProtection,
      bootstrapSelfManagedAddons: false,
      enabledClusterLogTypes: LOG_TYPES,
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      upgradePolicy: { supportType: props.upgradeChannel === 'extended' ? 'EXTENDED' : 'STANDARD' },
      kubernetesNetworkConfig: { serviceIpv4Cidr: props.serviceCidr },
      vpcConfig: {
        // Two zones whatever the network has: EKS refuses to move a control plane to other zones than it was made in.
        subnetIds: this.deps.network.privateSubnetIds.slice(0, 2),
        endpointPrivateAccess: true,
        endpointPublicAccess: publicCidrs.length > 0,
        ...(publicCidrs.length > 0 && { publicAccessCidrs: publicCidrs }),
      },
      ...(keyArn !== undefined && { encryptionConfig: { resources: ['secrets'], provider: { keyArn } } }),
      // The role's rights must outlive the cluster too: without them EKS leaves its network interfaces behind.
      dependsOn: [...role.grants, logs],
      // Both are read at creation only, and would replace an imported cluster.
      lifecycle: {
        ignoreChanges: [
          'bootstrap_self_managed_addons',
          'access_config[0].bootstrap_cluster_creator_admin_permissions',
        ],
      },
    });
  }

  private createClusterRole(): Role {
    const { keyArn } = this;
    return new Role(this, 'role', {
      purpose: 'cluster',
      service: 'eks.amazonaws.com',
      tagSession: true,
      managedPolicies: ['AmazonEKSClusterPolicy'],
      ...(keyArn !== undefined && {
        statements: [{ Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey'], Resource: keyArn }],
      }),
    }, this.deps); // prettier-ignore
  }

  private createAccess(): ClusterAccess {
    const { administrators, workloadIdentity } = this.props;
    const { privateCidrs: clients } = this.deps.network;
    const props = { administrators: administrators.aws ?? [], cluster: this.cluster, clients, workloadIdentity };
    return new ClusterAccess(this, 'access', props, this.deps);
  }

  private createNodeRole(): Role {
    const { workloadIdentity } = this.props;
    return new Role(this, 'nodes', {
      purpose: 'nodes',
      service: 'ec2.amazonaws.com',
      // Without identities of their own the cluster's components act as the node that they run on.
      managedPolicies: [...NODE_POLICIES, ...(workloadIdentity ? [] : ClusterAddons.managedPolicies)],
      statements: workloadIdentity ? [] : ClusterAddons.statements(this.addonsPlace),
    }, this.deps); // prettier-ignore
  }

  private get addonsPlace() {
    const { nodePools, systemPool } = this.props;
    const pools = [...Object.values(nodePools), ...(systemPool ? [systemPool] : [])];
    return {
      clusterName: this.eksName,
      keyArn: this.keyArn,
      foundation: this.deps.foundation,
      autoscaling: pools.some(({ min, max }) => min < max),
    };
  }

  private createAddons(nodeRole: Role): ClusterAddons {
    const { upgradeChannel, workloadIdentity, systemPool } = this.props;
    return new ClusterAddons(this, 'addons', {
      ...this.addonsPlace,
      cluster: this.cluster,
      newest: upgradeChannel === 'regular',
      workloadIdentity,
      systemPool: systemPool !== undefined,
      nodeRole,
    });
  }

  private createNodePools(nodeRole: Role): Record<string, NodePool> {
    const { nodePools, systemPool, version, workloadIdentity } = this.props;
    const system = systemPool && {
      ...systemPool,
      diskGiB: SYSTEM_DISK_GIB,
      spot: false,
      labels: ClusterAddons.systemLabels,
      taints: [SYSTEM_TAINT],
    };
    const pools = { ...nodePools, ...(system && { system }) };
    return Object.fromEntries(
      Object.entries(pools).map(([name, pool]) => [
        name,
        new NodePool(this, `pool-${name}`, {
          ...pool,
          name,
          version: versionOf(kubernetes, version, { extendedSupport: true }).engineVersion,
          cluster: this.cluster,
          subnetIds: this.deps.network.privateSubnetIds,
          role: nodeRole,
          keyArn: this.keyArn,
          // One hop reaches the node alone; two reach its pods, which need it when they have no identity of their own.
          metadataHops: workloadIdentity ? 1 : 2,
          after: this.addons.beforeNodes,
        }),
      ]),
    );
  }

  private createUpdates(nodeRole: Role): void {
    const { maintenanceWindow } = this.props;
    new NodeUpdates(
      this,
      'updates',
      { clusterName: this.eksName, nodePools: this.nodePools, nodeRole, maintenanceWindow },
      this.deps,
    );
  }
}
