/** Cluster on Google: a regional GKE cluster with private node pools, their service account and control-plane logs. */
import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall';
import { ComputeRoute } from '@cdktf/provider-google/lib/compute-route';
import { ComputeRouterNat } from '@cdktf/provider-google/lib/compute-router-nat';
import { ContainerCluster, type ContainerClusterConfig } from '@cdktf/provider-google/lib/container-cluster';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { ITerraformDependable, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cluster';
import { shortHash } from '../../../core/names';
import { chooseVersion } from '../../../core/sizing/choices';
import type { Keys, UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { ServiceAccount } from '../iam/service-account';
import type { GoogleNetwork } from '../network/network';
import { LogRetention } from '../shared/log-retention';
import { names } from '../shared/names';
import { labelsOf } from '../shared/provider';
import { kubernetes } from '../shared/versions';
import { admissions, thisClusterAlone } from './cluster-access';
import { operationSettings, securitySettings } from './cluster-settings';
import { NodePool, type NodeSettings } from './node-pool';
import { NodeZones } from './node-zones';

declare module '../../../constructs/cluster/schema' {
  interface ClusterOverrides {
    readonly google?: {
      readonly cluster?: Partial<import('@cdktf/provider-google/lib/container-cluster').ContainerClusterConfig>;
      readonly nodePool?: Partial<import('@cdktf/provider-google/lib/container-node-pool').ContainerNodePoolConfig>;
      readonly logBucket?: Partial<
        import('@cdktf/provider-google/lib/logging-project-bucket-config').LoggingProjectBucketConfig
      >;
    };
  }
}

/** Parts of a network that nodes need to start, because they reach Google by them. No argument refers to them. */
const ROUTES_TO_GOOGLE = [ComputeFirewall, ComputeRoute, ComputeRouterNat, DnsRecordSet];

/** Nodes may write logs and metrics, and pull images. */
const NODE_ROLES = ['roles/container.defaultNodeServiceAccount', 'roles/artifactregistry.reader'];

const CHANNELS: Record<neutral.ClusterProps['upgradeChannel'], string> = {
  stable: 'STABLE',
  regular: 'REGULAR',
  extended: 'EXTENDED',
};

/** Reserves a pool for GKE's own components: cloud.google.com/kubernetes-engine/docs/how-to/workload-separation */
const SYSTEM_TAINT = { key: 'components.gke.io/gke-managed-components', value: 'true', effect: 'NoSchedule' } as const;
const SYSTEM_DISK_GIB = 50;

export class Cluster extends neutral.Cluster {
  readonly cluster: ContainerCluster;
  readonly nodeAccount: ServiceAccount;
  readonly pools: ReadonlyMap<string, NodePool>;
  private readonly physicalName: string;
  private readonly zones: readonly string[];
  private readonly key: UsableKey;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ClusterProps,
    private readonly deps: { foundation: Foundation; keys: Keys; network: GoogleNetwork },
  ) {
    super(scope, id, props);
    this.physicalName = this.name(names.cluster, 'cluster');
    this.zones = new NodeZones(this, 'zones', { count: deps.network.zones }, deps).names;
    this.key = this.chooseKey();
    this.nodeAccount = new ServiceAccount(this, 'nodes', { purpose: 'nodes', roles: NODE_ROLES }, deps);
    this.cluster = this.createCluster();
    this.pools = this.createNodePools();
    this.admitPeople();
  }

  get clusterName(): string {
    return this.cluster.name;
  }

  get endpoint(): string {
    return `https://${this.cluster.endpoint}`;
  }

  /** The workload identity pool, `<project>.svc.id.goog`; without workload identity, the cluster's own issuer. */
  get identityIssuer(): string {
    const { workloadPool } = this.cluster.workloadIdentityConfig;
    return this.props.workloadIdentity ? workloadPool : `https://container.googleapis.com/v1/${this.cluster.id}`;
  }

  get kubeconfigCommand(): string {
    const { project, region } = this.deps.foundation.target;
    const endpoint = this.endpointFlag();
    return `gcloud container clusters get-credentials ${this.clusterName} --location ${region} --project ${project}${endpoint}`;
  }

  override get nodeIdentity(): string {
    return this.nodeAccount.email;
  }

  private get isPrivate(): boolean {
    return this.props.apiAccess.publicCidrs.length === 0;
  }

  /** How the API is called: by its name, or by its private or public address. */
  private endpointFlag(): string {
    if (this.props.apiAccess.byName) return ' --dns-endpoint';
    return this.isPrivate ? ' --internal-ip' : '';
  }

  private chooseKey(): UsableKey {
    const agents = ['container-engine-robot', 'compute-system'] as const;
    const { encryptionKey: setting } = this.props;
    return this.deps.keys.for(this, { kind: 'cluster', setting, region: 'primary', agents });
  }

  private createCluster(): ContainerCluster {
    return this.createMain('cluster', ContainerCluster, {
      ...this.identity(),
      ...this.networking(),
      ...securitySettings(this.props, { target: this.deps.foundation.target, keyId: this.key.keyId }),
      ...operationSettings(this.props),
      ...this.initialNodes(),
      dependsOn: [
        ...this.deps.foundation.dependsOn,
        ...this.nodeGrants(),
        ...this.routesToGoogle(),
        this.createLogs(),
        ...this.createContainerLogs(),
      ],
    });
  }

  /** Rights on keys and on the project without which nodes do not start. */
  private nodeGrants(): ITerraformDependable[] {
    return [...this.key.dependsOn, ...this.nodeAccount.grants];
  }

  private routesToGoogle(): ITerraformDependable[] {
    return this.deps.network.node
      .findAll()
      .filter((part): part is TerraformResource => ROUTES_TO_GOOGLE.some((type) => part instanceof type));
  }

  private identity() {
    const { version, upgradeChannel, deletionProtection } = this.props;
    return {
      name: this.physicalName,
      location: this.deps.foundation.target.region,
      nodeLocations: [...this.zones],
      resourceLabels: labelsOf(this.stack.tags),
      minMasterVersion: this.decide(
        'version',
        'version',
        chooseVersion(kubernetes, version, { extendedSupport: upgradeChannel === 'extended' }),
      ).engineVersion,
      releaseChannel: { channel: CHANNELS[upgradeChannel] },
      deletionProtection,
    } satisfies Partial<ContainerClusterConfig>;
  }

  /** The private endpoint is in the nodes' subnetwork. Callers come from the private tier or from `publicCidrs`. */
  private networking() {
    const { network, foundation } = this.deps;
    const { podRange, serviceRange } = network;
    const { apiAccess, serviceCidr } = this.props;
    return {
      network: network.networkId,
      subnetwork: network.subnetworkId,
      networkingMode: 'VPC_NATIVE',
      datapathProvider: 'ADVANCED_DATAPATH',
      // GKE adds the ranges to the subnetwork. An existing subnetwork already has them, and
      // `serviceCidr` is ignored.
      ipAllocationPolicy: {
        stackType: 'IPV4',
        ...(podRange ? { clusterSecondaryRangeName: podRange } : { clusterIpv4CidrBlock: foundation.target.podCidr }),
        ...(serviceRange ? { servicesSecondaryRangeName: serviceRange } : { servicesIpv4CidrBlock: serviceCidr }),
      },
      privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: this.isPrivate },
      // The DNS endpoint can be called from anywhere, through Google's front end, which admits only callers with
      // `container.clusters.connect`: a stolen token would do.
      controlPlaneEndpointsConfig: {
        dnsEndpointConfig: { allowExternalTraffic: apiAccess.byName },
        ipEndpointsConfig: { enabled: true },
      },
      masterAuthorizedNetworksConfig: {
        cidrBlocks: [
          ...network.privateCidrs.map((cidrBlock) => ({ cidrBlock, displayName: 'private tier' })),
          ...apiAccess.publicCidrs.map((cidrBlock) => ({ cidrBlock, displayName: 'public access' })),
        ],
        gcpPublicCidrsAccessEnabled: false,
        privateEndpointEnforcementEnabled: true,
      },
      // The gateway add-on installs the CRDs of Gateway API in its own version and channel, which GKE would overwrite.
      gatewayApiConfig: { channel: 'CHANNEL_DISABLED' },
    } satisfies Partial<ContainerClusterConfig>;
  }

  /** GKE creates no cluster without nodes. These are removed immediately, but must be able to start. */
  private initialNodes() {
    return {
      removeDefaultNodePool: true,
      initialNodeCount: 1,
      nodeConfig: {
        serviceAccount: this.nodeAccount.email,
        bootDiskKmsKey: this.key.keyId,
        shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
      },
      lifecycle: {
        // The provider's own refusal comes when a plan is applied: by then, what depends on the cluster has gone.
        preventDestroy: this.props.deletionProtection,
        ignoreChanges: ['initial_node_count', 'node_config'],
      },
    } satisfies Partial<ContainerClusterConfig>;
  }

  private createLogs(): ITerraformDependable {
    const filter = this.logsOf('"k8s_control_plane_component" OR "k8s_cluster"');
    const { retentionDays } = this.props.logs;
    const purpose = `the control plane of ${this.physicalName}`;
    return new LogRetention(this, 'logs', { filter, retentionDays, purpose }, this.deps).sink;
  }

  /** Also of GKE's own containers, which write to the project's default bucket otherwise. */
  private createContainerLogs(): ITerraformDependable[] {
    const { containers } = this.props.logs;
    if (!containers) return [];
    const { retentionDays, excludeNamespaces } = containers;
    const names = excludeNamespaces.map((name) => `"${name}"`).join(' OR ');
    const props = {
      filter: this.logsOf('"k8s_container"'),
      dropped: names === '' ? undefined : `resource.labels.namespace_name=(${names})`,
      retentionDays,
      purpose: `containers of ${this.physicalName}`,
    };
    return [new LogRetention(this, 'container-logs', props, this.deps).sink];
  }

  /** Filter of the cluster's own logs, by types of what writes them. */
  private logsOf(types: string): string {
    return [
      `resource.type=(${types})`,
      `resource.labels.cluster_name="${this.physicalName}"`,
      `resource.labels.location="${this.deps.foundation.target.region}"`,
    ].join(' AND ');
  }

  private createNodePools(): ReadonlyMap<string, NodePool> {
    const { nodePools, systemPool, workloadIdentity } = this.props;
    const settings: NodeSettings = {
      serviceAccount: this.nodeAccount.email,
      labels: labelsOf(this.stack.tags),
      diskKey: this.key.keyId,
      workloadIdentity,
    };
    const deps = {
      cluster: this.cluster.id,
      location: this.deps.foundation.target.region,
      zones: this.zones,
      settings,
      dependsOn: this.nodeGrants(),
    };
    const pools: Record<string, neutral.NodePoolProps> = {
      ...nodePools,
      ...(systemPool && {
        system: { diskGiB: SYSTEM_DISK_GIB, ...systemPool, spot: false, labels: {}, taints: [SYSTEM_TAINT] },
      }),
    };
    return new Map(
      Object.entries(pools).map(([name, pool]) => [name, new NodePool(this, `pool-${name}`, pool, { name, ...deps })]),
    );
  }

  /** Adds members one by one, because a binding would remove members that were added elsewhere. */
  private admitPeople(): void {
    const { project, operators } = this.deps.foundation.target;
    const condition = thisClusterAlone(this.deps.foundation, this.physicalName);
    const administrators = this.props.administrators.google ?? [];
    const entering = neutral.entriesByMember(this.props.access, 'google').keys();
    for (const { purpose, member, role } of admissions(this.deps.foundation, administrators, operators, entering)) {
      const id = member.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      this.createAs('administrator', `${purpose}-${id}-${shortHash(member)}`, ProjectIamMember, {
        project,
        role,
        member,
        condition,
      });
    }
  }
}
