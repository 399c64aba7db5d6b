/** Cluster on Google: a regional GKE cluster with private nodes, its node pools, the nodes' identity and the control plane's logs. */
import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall';
import { ComputeRoute } from '@cdktf/provider-google/lib/compute-route';
import { ComputeRouterNat } from '@cdktf/provider-google/lib/compute-router-nat';
import { ContainerCluster, type ContainerClusterConfig } from '@cdktf/provider-google/lib/container-cluster';
import { DataGoogleComputeZones } from '@cdktf/provider-google/lib/data-google-compute-zones';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { Fn, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { versionOf } from '../../../core/sizing/choices';
import * as neutral from '../../../constructs/cluster';
import { shortHash } from '../../../core/names';
import { ServiceAccount } from '../iam/access';
import { keyFor, type UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { LogRetention } from '../shared/log-retention';
import { recurringWindow } from '../shared/maintenance';
import { names } from '../shared/names';
import type { GoogleNetwork } from '../network/network';
import { NodePool, type NodeSettings } from './node-pool';
import { labelsOf } from '../shared/provider';
import { kubernetes } from '../shared/versions';

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

/** What of a network nodes need before they start, though nothing in their own arguments refers to it: their way to Google. */
const WAY_OUT = [ComputeFirewall, ComputeRoute, ComputeRouterNat, DnsRecordSet];

/** What nodes may do: write logs and metrics, pull images. */
const NODE_ROLES = ['roles/container.defaultNodeServiceAccount', 'roles/artifactregistry.reader'];

const CHANNELS: Record<neutral.ClusterProps['upgradeChannel'], string> = {
  stable: 'STABLE',
  regular: 'REGULAR',
  extended: 'EXTENDED',
};

/** Keeps everything but GKE's own components off a pool: cloud.google.com/kubernetes-engine/docs/how-to/workload-separation */
const SYSTEM_TAINT = { key: 'components.gke.io/gke-managed-components', value: 'true', effect: 'NoSchedule' } as const;
const SYSTEM_DISK_GIB = 50;

export class Cluster extends neutral.Cluster {
  readonly cluster: ContainerCluster;
  readonly nodeAccount: ServiceAccount;
  readonly pools: ReadonlyMap<string, NodePool>;
  private readonly physicalName: string;
  private readonly zones: readonly string[];
  private readonly key: UsableKey | undefined;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ClusterProps,
    private readonly deps: { foundation: Foundation; network: GoogleNetwork },
  ) {
    super(scope, id, props);
    const { foundation } = deps;
    this.physicalName = this.name(names.cluster, 'cluster');
    this.zones = this.chooseZones();
    this.key = keyFor(this, props.encryptionKey, 'Kubernetes secrets and nodes', foundation, [
      foundation.agent('container-engine-robot'),
      foundation.agent('compute-system'),
    ]);
    this.nodeAccount = new ServiceAccount(this, 'nodes', { purpose: 'nodes', roles: NODE_ROLES }, deps);
    this.cluster = this.createMain('cluster', ContainerCluster, {
      ...this.identity(),
      ...this.networking(),
      ...this.security(),
      ...this.operations(),
      ...this.firstNodes(),
      dependsOn: [...foundation.dependsOn, ...this.needs(), ...this.wayOut(), this.createLogs()],
    });
    this.pools = this.createPools();
    this.createAdministrators();
  }

  get clusterName(): string {
    return this.cluster.name;
  }

  get endpoint(): string {
    return `https://${this.cluster.endpoint}`;
  }

  /** The pool of identities, `<project>.svc.id.goog`; without workload identity, the cluster's own issuer. */
  get identityIssuer(): string {
    const { workloadPool } = this.cluster.workloadIdentityConfig;
    return this.props.workloadIdentity ? workloadPool : `https://container.googleapis.com/v1/${this.cluster.id}`;
  }

  get kubeconfigCommand(): string {
    const { project, region } = this.deps.foundation.target;
    const byName = this.isPrivate ? ' --dns-endpoint' : '';
    return `gcloud container clusters get-credentials ${this.clusterName} --location ${region} --project ${project}${byName}`;
  }

  private get isPrivate(): boolean {
    return this.props.apiAccess.publicCidrs.length === 0;
  }

  private chooseZones(): string[] {
    const { foundation, network } = this.deps;
    const { region, zones } = foundation.target;
    if (zones) return zones.slice(0, network.zones);
    const up = this.create('zones', DataGoogleComputeZones, { region, status: 'UP', dependsOn: foundation.compute });
    return Array.from({ length: network.zones }, (_, index) => Fn.element(up.names, index) as string);
  }

  /** Rights that nodes have from their first moment on, or do not start. */
  private needs(): ITerraformDependable[] {
    return [...(this.key?.dependsOn ?? []), ...this.nodeAccount.grants];
  }

  private wayOut(): ITerraformDependable[] {
    return this.deps.network.node
      .findAll()
      .filter((made): made is InstanceType<(typeof WAY_OUT)[number]> => WAY_OUT.some((type) => made instanceof type));
  }

  private identity() {
    const { version, upgradeChannel, deletionProtection } = this.props;
    return {
      name: this.physicalName,
      location: this.deps.foundation.target.region,
      nodeLocations: [...this.zones],
      resourceLabels: labelsOf(this.stack.tags),
      minMasterVersion: versionOf(kubernetes, version, { extendedSupport: upgradeChannel === 'extended' })
        .engineVersion,
      releaseChannel: { channel: CHANNELS[upgradeChannel] },
      deletionProtection,
    } satisfies Partial<ContainerClusterConfig>;
  }

  /** The private endpoint takes an address of the nodes' subnet; who calls it comes from a private range, or is named. */
  private networking() {
    const { network, foundation } = this.deps;
    const { podRange, serviceRange } = network;
    const { apiAccess, serviceCidr } = this.props;
    return {
      network: network.networkId,
      subnetwork: network.subnetworkId,
      networkingMode: 'VPC_NATIVE',
      datapathProvider: 'ADVANCED_DATAPATH',
      // GKE adds the ranges to the subnetwork; in a network of others they are there, and `serviceCidr` is theirs to say.
      ipAllocationPolicy: {
        stackType: 'IPV4',
        ...(podRange ? { clusterSecondaryRangeName: podRange } : { clusterIpv4CidrBlock: foundation.target.podCidr }),
        ...(serviceRange ? { servicesSecondaryRangeName: serviceRange } : { servicesIpv4CidrBlock: serviceCidr }),
      },
      privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: this.isPrivate },
      // A private API has no address that a run elsewhere could call: Terraform Cloud's, say. Those come by the endpoint's name,
      // which Google's front end answers everywhere, to who has `container.clusters.connect` alone. A public API needs no such way.
      controlPlaneEndpointsConfig: {
        dnsEndpointConfig: { allowExternalTraffic: this.isPrivate },
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
      // The CRDs of Gateway API come with the gateway that is installed, of its version and channel: GKE would own them too.
      gatewayApiConfig: { channel: 'CHANNEL_DISABLED' },
    } satisfies Partial<ContainerClusterConfig>;
  }

  private security() {
    const { workloadIdentity } = this.props;
    return {
      databaseEncryption: this.key ? { state: 'ENCRYPTED', keyName: this.key.keyId } : { state: 'DECRYPTED' },
      ...(workloadIdentity && {
        workloadIdentityConfig: { workloadPool: `${this.deps.foundation.target.project}.svc.id.goog` },
      }),
      enableShieldedNodes: true,
      enableLegacyAbac: false,
      enableKubernetesAlpha: false,
      masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
      anonymousAuthenticationConfig: { mode: 'LIMITED' },
      rbacBindingConfig: {
        enableInsecureBindingSystemAuthenticated: false,
        enableInsecureBindingSystemUnauthenticated: false,
      },
      securityPostureConfig: { mode: 'BASIC', vulnerabilityMode: 'VULNERABILITY_DISABLED' },
      nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: 'FALSE' } },
    } satisfies Partial<ContainerClusterConfig>;
  }

  private operations() {
    return {
      loggingConfig: {
        enableComponents: ['SYSTEM_COMPONENTS', 'WORKLOADS', 'APISERVER', 'CONTROLLER_MANAGER', 'SCHEDULER'],
      },
      monitoringConfig: { enableComponents: ['SYSTEM_COMPONENTS'], managedPrometheus: { enabled: true } },
      maintenancePolicy: { recurringWindow: recurringWindow(this.props.maintenanceWindow) },
      costManagementConfig: { enabled: true },
      addonsConfig: {
        httpLoadBalancing: { disabled: false },
        horizontalPodAutoscaling: { disabled: false },
        gcePersistentDiskCsiDriverConfig: { enabled: true },
        dnsCacheConfig: { enabled: true },
        // Dataplane V2 enforces network policies by itself.
        networkPolicyConfig: { disabled: true },
      },
    } satisfies Partial<ContainerClusterConfig>;
  }

  /** GKE makes a cluster with nodes or not at all: these are removed at once, and only have to be allowed to start. */
  private firstNodes() {
    return {
      removeDefaultNodePool: true,
      initialNodeCount: 1,
      nodeConfig: {
        serviceAccount: this.nodeAccount.email,
        bootDiskKmsKey: this.key?.keyId,
        shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
      },
      lifecycle: { ignoreChanges: ['initial_node_count', 'node_config'] },
    } satisfies Partial<ContainerClusterConfig>;
  }

  private createLogs(): ITerraformDependable {
    const { foundation } = this.deps;
    const filter = [
      'resource.type=("k8s_control_plane_component" OR "k8s_cluster")',
      `resource.labels.cluster_name="${this.physicalName}"`,
      `resource.labels.location="${foundation.target.region}"`,
    ].join(' AND ');
    const { retentionDays } = this.props.logs;
    return new LogRetention(
      this,
      'logs',
      { filter, retentionDays, purpose: `the control plane of ${this.physicalName}` },
      this.deps,
    ).sink;
  }

  private createPools(): ReadonlyMap<string, NodePool> {
    const { nodePools, systemPool, workloadIdentity } = this.props;
    const settings: NodeSettings = {
      serviceAccount: this.nodeAccount.email,
      labels: labelsOf(this.stack.tags),
      diskKey: this.key?.keyId,
      workloadIdentity,
    };
    const place = {
      cluster: this.cluster.id,
      location: this.deps.foundation.target.region,
      zones: this.zones,
      settings,
      after: this.needs(),
    };
    const all: Record<string, neutral.NodePoolProps> = {
      ...nodePools,
      ...(systemPool && {
        system: { ...systemPool, diskGiB: SYSTEM_DISK_GIB, spot: false, labels: {}, taints: [SYSTEM_TAINT] },
      }),
    };
    return new Map(
      Object.entries(all).map(([name, pool]) => [name, new NodePool(this, `pool-${name}`, pool, { name, ...place })]),
    );
  }

  /** One member each, so that rights given elsewhere stay. */
  private createAdministrators(): void {
    const { project, region } = this.deps.foundation.target;
    const resource = `projects/${project}/locations/${region}/clusters/${this.physicalName}`;
    for (const member of new Set(this.props.administrators.google)) {
      const id = member.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      this.createAs('administrator', `administrator-${id}-${shortHash(member)}`, ProjectIamMember, {
        project,
        role: 'roles/container.admin',
        member,
        condition: {
          title: this.physicalName,
          description: 'This cluster alone',
          expression: `resource.name == "${resource}" || resource.name.startsWith("${resource}/")`,
        },
      });
    }
  }
}
