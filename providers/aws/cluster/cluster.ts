/**
 * Cluster on AWS: an EKS control plane with private API, own key, logs, API-only access, node groups and add-ons.
 * Add-ons that nodes require to become ready are created before the nodes, those that run on nodes after them.
 */
import { CloudwatchLogGroup, type CloudwatchLogGroupConfig } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EksAccessEntryConfig } from '@cdktf/provider-aws/lib/eks-access-entry';
import type { EksAddonConfig } from '@cdktf/provider-aws/lib/eks-addon';
import { EksCluster, type EksClusterConfig } from '@cdktf/provider-aws/lib/eks-cluster';
import type { EksNodeGroupConfig } from '@cdktf/provider-aws/lib/eks-node-group';
import type { LaunchTemplateConfig } from '@cdktf/provider-aws/lib/launch-template';
import type { SchedulerScheduleConfig } from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cluster';
import { mapValues } from '../../../core/records';
import { chooseVersion, versionOf } from '../../../core/sizing/choices';
import type { Keys, UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { Role, type RoleProps } from '../iam/access';
import { allowKeys } from '../iam/statement';
import type { AwsNetwork } from '../network/network';
import { names } from '../shared/names';
import { kubernetes } from '../shared/versions';
import { AwsCluster } from './aws-cluster';
import { ClusterAccess } from './cluster-access';
import { type AddonRights, ClusterAddons } from './cluster-addons';
import { containerLogGroup } from './container-logs';
import { NodePool } from './node-pool';
import { NodeUpdates } from './node-updates';
import { PresentNodes } from './present-nodes';

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

/** Rights of nodes: join the cluster, pull images, give addresses to pods, admit Session Manager instead of SSH. */
const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonEKS_CNI_Policy',
  'AmazonSSMManagedInstanceCore',
];

/** Keeps other pods out of the system pool; `cluster-addons.ts` sends the cluster's components there. */
const SYSTEM_TAINT: neutral.Taint = { key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' };
/** Disk of a system node: the default of all other pools. */
const SYSTEM_DISK_GIB = 50;

export class Cluster extends AwsCluster {
  readonly cluster: EksCluster;
  readonly addons: ClusterAddons;
  readonly nodePools: Readonly<Record<string, NodePool>>;
  readonly access: ClusterAccess;
  readonly nodeRole: Role;
  /** The key of Kubernetes secrets and new disks, and all that older disks may be encrypted with. */
  readonly key: UsableKey;
  protected readonly eksName: string;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ClusterProps,
    protected readonly deps: { foundation: Foundation; keys: Keys; network: AwsNetwork },
  ) {
    super(scope, id, props);
    this.eksName = this.name(names.cluster);
    this.key = deps.keys.for(this, { kind: 'cluster', setting: props.encryptionKey, region: 'primary' });
    this.cluster = this.createCluster();
    this.access = this.createAccess();
    this.nodeRole = this.createNodeRole();
    this.addons = this.createAddons(this.nodeRole);
    this.nodePools = this.createNodePools(this.nodeRole);
    this.addons.addAfterNodes(Object.values(this.nodePools), this.createContainerLogs());
    this.createNodeUpdates(this.nodeRole);
  }

  override get nodeIdentity(): string {
    return this.nodeRole.arn;
  }

  get securityGroupId(): string {
    return this.cluster.vpcConfig.clusterSecurityGroupId;
  }

  get vpcId(): string {
    return this.deps.network.vpcId;
  }

  /** Facts that decide the components' rights, whether they have identities of their own or act as the node. */
  private get addonRights(): AddonRights {
    const { nodePools, systemPool, logs } = this.props;
    const pools = [...Object.values(nodePools), ...(systemPool ? [systemPool] : [])];
    return {
      logGroup: logs.containers ? containerLogGroup(this.eksName) : undefined,
      clusterName: this.eksName,
      keyArns: this.key.keyArns,
      foundation: this.deps.foundation,
      autoscaling: pools.some(({ min, max }) => min < max),
    };
  }

  private createCluster(): EksCluster {
    const { props } = this;
    const { keyArn } = this.key;
    const { publicCidrs } = props.apiAccess;
    const isPublic = publicCidrs.length > 0;
    const extendedSupport = props.upgradeChannel === 'extended';
    const role = this.createClusterRole();
    const logs = this.createLogs();
    return this.createMain('cluster', EksCluster, {
      name: this.eksName,
      version: this.decide('version', 'version', chooseVersion(kubernetes, props.version, { extendedSupport }))
        .engineVersion,
      roleArn: role.arn,
      deletionProtection: props.deletionProtection,
      bootstrapSelfManagedAddons: false,
      enabledClusterLogTypes: LOG_TYPES,
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      upgradePolicy: { supportType: extendedSupport ? 'EXTENDED' : 'STANDARD' },
      kubernetesNetworkConfig: { serviceIpv4Cidr: props.serviceCidr },
      vpcConfig: {
        // Two zones even in larger networks, because EKS refuses to move a control plane out of its first zones.
        subnetIds: this.deps.network.privateSubnetIds.slice(0, 2),
        endpointPrivateAccess: true,
        endpointPublicAccess: isPublic,
        publicAccessCidrs: isPublic ? publicCidrs : undefined,
      },
      encryptionConfig: keyArn === undefined ? undefined : { resources: ['secrets'], provider: { keyArn } },
      // The role's rights must also outlive the cluster: without them EKS leaves its network interfaces behind.
      dependsOn: [...role.grants, logs],
      lifecycle: {
        // EKS' own refusal comes when a plan is applied: by then, what depends on the cluster has gone.
        preventDestroy: props.deletionProtection,
        // Both are read at creation only, and would replace an imported cluster.
        ignoreChanges: [
          'bootstrap_self_managed_addons',
          'access_config[0].bootstrap_cluster_creator_admin_permissions',
        ],
      },
    });
  }

  /** Created before the cluster, because EKS would create it itself and keep its records indefinitely. */
  private createLogs(): CloudwatchLogGroup {
    return this.createAs('logGroup', 'logs', CloudwatchLogGroup, {
      name: `/aws/eks/${this.eksName}/cluster`,
      retentionInDays: this.props.logs.retentionDays,
    });
  }

  /** Created before the agents, which may not do it: they would neither set a retention nor the key. */
  private createContainerLogs(): CloudwatchLogGroup[] {
    const { containers } = this.props.logs;
    if (!containers) return [];
    const group = this.createAs('logGroup', 'container-logs', CloudwatchLogGroup, {
      name: containerLogGroup(this.eksName),
      retentionInDays: containers.retentionDays,
      kmsKeyId: this.key.keyArn,
    });
    return [group];
  }

  private createClusterRole(): Role {
    const keyActions = ['kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey'];
    const props: RoleProps = {
      purpose: 'cluster',
      service: 'eks.amazonaws.com',
      tagSession: true,
      managedPolicies: ['AmazonEKSClusterPolicy'],
      statements: allowKeys(keyActions, this.key.keyArns),
    };
    return new Role(this, 'role', props, this.deps);
  }

  private createAccess(): ClusterAccess {
    const { access, administrators, workloadIdentity } = this.props;
    const props = {
      administrators: administrators.aws ?? [],
      operators: this.deps.foundation.target.operators,
      access: neutral.entriesByMember(access, 'aws'),
      cluster: this.cluster,
      clients: this.deps.network.privateCidrs,
      workloadIdentity,
    };
    return new ClusterAccess(this, 'access', props, this.deps);
  }

  private createNodeRole(): Role {
    const { workloadIdentity } = this.props;
    const props: RoleProps = {
      purpose: 'nodes',
      service: 'ec2.amazonaws.com',
      // Without identities of their own the cluster's components act as the node that they run on.
      managedPolicies: [...NODE_POLICIES, ...(workloadIdentity ? [] : ClusterAddons.managedPolicies)],
      statements: workloadIdentity ? [] : ClusterAddons.statements(this.addonRights),
    };
    return new Role(this, 'nodes', props, this.deps);
  }

  private createAddons(nodeRole: Role): ClusterAddons {
    const { upgradeChannel, workloadIdentity, systemPool, logs } = this.props;
    return new ClusterAddons(this, 'addons', {
      ...this.addonRights,
      containerLogs: logs.containers,
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
      diskGiB: SYSTEM_DISK_GIB,
      ...systemPool,
      spot: false,
      labels: ClusterAddons.systemLabels,
      taints: [SYSTEM_TAINT],
    };
    const present = new PresentNodes(this, 'nodes-now', { clusterName: this.eksName });
    const pools: neutral.ClusterProps['nodePools'] = { ...nodePools, ...(system && { system }) };
    return mapValues(
      pools,
      (name, pool) =>
        new NodePool(this, `pool-${name}`, {
          ...pool,
          name,
          version: versionOf(kubernetes, version, { extendedSupport: true }).engineVersion,
          cluster: this.cluster,
          subnetIds: this.deps.network.privateSubnetIds,
          role: nodeRole,
          present,
          keyArn: this.key.keyArn,
          // One hop reaches only the node; two also reach its pods, which act as the node if they have no identity of
          // their own.
          metadataHops: workloadIdentity ? 1 : 2,
          after: this.addons.beforeNodes,
        }),
    );
  }

  private createNodeUpdates(nodeRole: Role): void {
    const { eksName: clusterName, nodePools } = this;
    const { maintenanceWindow } = this.props;
    new NodeUpdates(this, 'updates', { clusterName, nodePools, nodeRole, maintenanceWindow }, this.deps);
  }
}
