/** Network on Google: a VPC network with subnetworks, Cloud NAT, firewall, database tier, private access, flow logs. */
import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address';
import type { ComputeFirewallConfig } from '@cdktf/provider-google/lib/compute-firewall';
import { ComputeNetwork, type ComputeNetworkConfig } from '@cdktf/provider-google/lib/compute-network';
import { ComputeRoute } from '@cdktf/provider-google/lib/compute-route';
import { ComputeRouter } from '@cdktf/provider-google/lib/compute-router';
import { ComputeRouterNat, type ComputeRouterNatConfig } from '@cdktf/provider-google/lib/compute-router-nat';
import { ComputeSubnetwork, type ComputeSubnetworkConfig } from '@cdktf/provider-google/lib/compute-subnetwork';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/network';
import { present } from '../../../core/invariant';
import type { Foundation } from '../foundation/foundation';
import { LogRetention } from '../shared/log-retention';
import { names } from '../shared/names';
import { AccessLists } from './access-lists';
import { type DatabaseRange, DatabaseTier } from './database-tier';
import { Firewall } from './firewall';
import { PrivateAccess } from './private-access';
import { SecondaryNetwork } from './secondary-network';
import { planTiers, tiersOf } from './tiers';

/** Members of a network, created or existing, that other constructs use. */
export interface GoogleNetwork extends neutral.Network {
  /** The subnetwork of nodes. */
  readonly subnetworkId: string;
  /**
   * Names of the secondary ranges for pods and services in an existing subnetwork. They are undefined for a network
   * created here, where GKE adds ranges itself, from the cluster's `cluster_ipv4_cidr_block` and
   * `services_ipv4_cidr_block`, and removes them with the cluster.
   */
  readonly podRange?: string | undefined;
  readonly serviceRange?: string | undefined;
  /** Number of zones that nodes spread over. */
  readonly zones: number;
  /** Placement of databases, by region. */
  readonly databases: { readonly primary: DatabaseRange; readonly secondary?: DatabaseRange | undefined };
}

declare module '../../../constructs/network/schema' {
  interface NetworkOverrides {
    readonly google?: {
      readonly network?: ComputeNetworkConfig;
      readonly publicSubnetwork?: ComputeSubnetworkConfig;
      readonly privateSubnetwork?: ComputeSubnetworkConfig;
      readonly databaseSubnetwork?: ComputeSubnetworkConfig;
      readonly nat?: ComputeRouterNatConfig;
      readonly firewall?: ComputeFirewallConfig;
      readonly databaseFirewall?: ComputeFirewallConfig;
    };
  }
}

type Tier = 'public' | 'private' | 'database';

/** With `nat` of `none`, machines of the public tier need this network tag to reach the internet. */
const PUBLIC_TAG = 'public';

/** Ports of a NAT address per node: the minimum lets 1000 nodes share it, the maximum is enough for a busy node. */
const NAT_PORTS = { minPortsPerVm: 64, maxPortsPerVm: 8192 };

/** Domains of each service in `privateAccess`. */
const DOMAINS = {
  objectStorage: ['storage.googleapis.com'],
  registry: ['artifactregistry.googleapis.com', 'gcr.io', 'pkg.dev'],
  secrets: ['cloudkms.googleapis.com', 'secretmanager.googleapis.com'],
} as const;

/** Without a route to the internet, nodes need all of Google's services at private addresses. */
const ALL_SERVICES = 'googleapis.com';

export class Network extends neutral.Network implements GoogleNetwork {
  /** Undefined where it is in another one. */
  readonly network: ComputeNetwork | undefined;
  readonly networkId: string;
  readonly subnetworks: Readonly<Record<Tier, readonly ComputeSubnetwork[]>>;
  readonly databases: { readonly primary: DatabaseRange; readonly secondary?: DatabaseRange | undefined };
  private readonly plan: Readonly<Record<Tier, readonly string[]>>;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.NetworkProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.plan = planTiers(props);
    neutral.decidePlacement(this, this.plan, deps.foundation.target.zones?.slice(0, props.zones));
    const joined = this.joinedNetwork();
    this.network = joined === undefined ? this.createNetwork() : undefined;
    this.networkId = joined ?? present(this.network, 'network').id;
    this.subnetworks = {
      public: this.createSubnetworks('public'),
      private: this.createSubnetworks('private'),
      database: this.createSubnetworks('database'),
    };
    this.createRoutes();
    this.createFirewall();
    this.databases = this.createDatabaseTier();
    if (this.network) this.createPrivateAccess();
    this.createFlowLogs();
  }

  /** The network that this one is in, which has what there is one of in a network. */
  private joinedNetwork(): string | undefined {
    const { joinedWith } = this.props;
    const other = joinedWith === 'none' ? undefined : joinedWith.google;
    return other && `projects/${this.deps.foundation.target.project}/global/networks/${other.network}`;
  }

  get subnetworkId(): string {
    return present(this.subnetworks.private[0], 'private subnetwork').id;
  }

  get zones(): number {
    return this.props.zones;
  }

  get privateCidrs(): readonly string[] {
    return this.plan.private;
  }

  get privateSubnetIds(): readonly string[] {
    return this.subnetworks.private.map(({ id }) => id);
  }

  private createNetwork(): ComputeNetwork {
    return this.createMain('network', ComputeNetwork, {
      name: this.name(names.network, 'network'),
      autoCreateSubnetworks: false,
      // So that routes reach replicas and copies in another region.
      routingMode: 'GLOBAL',
      deleteDefaultRoutesOnCreate: true,
      dependsOn: this.deps.foundation.dependsOn,
    });
  }

  private createSubnetworks(tier: Tier): ComputeSubnetwork[] {
    return this.plan[tier].map((ipCidrRange, index) =>
      this.createAs(`${tier}Subnetwork`, `${tier}-${index + 1}`, ComputeSubnetwork, {
        name: this.subnetworkName(tier, index),
        network: this.networkId,
        region: this.deps.foundation.target.region,
        ipCidrRange,
        stackType: 'IPV4_ONLY',
        privateIpGoogleAccess: true,
        logConfig: this.flowLogConfig(),
        // GKE adds secondary ranges for pods and services.
        lifecycle: { ignoreChanges: ['secondary_ip_range'] },
      }),
    );
  }

  private flowLogConfig(): ComputeSubnetworkConfig['logConfig'] {
    const { flowLogs } = this.props;
    if (!flowLogs) return undefined;
    return {
      aggregationInterval: flowLogs.intervalSeconds === 60 ? 'INTERVAL_1_MIN' : 'INTERVAL_10_MIN',
      flowSampling: 1,
      metadata: 'INCLUDE_ALL_METADATA',
    };
  }

  private subnetworkName(tier: Tier, index: number): string {
    return this.name(names.subnetwork, tier, String(index + 1));
  }

  /** The route to the internet: for everything through Cloud NAT, or only for tagged machines of the public tier. */
  private createRoutes(): void {
    const { nat } = this.props;
    if (this.network)
      this.create('internetRoute', ComputeRoute, {
        name: this.name(names.route, 'internet'),
        description: 'To the internet',
        network: this.networkId,
        destRange: '0.0.0.0/0',
        nextHopGateway: 'default-internet-gateway',
        tags: nat === 'none' ? [PUBLIC_TAG] : undefined,
      });
    if (nat !== 'none') this.createNat(nat);
  }

  private createNat(nat: 'single' | 'per-zone'): void {
    const { region } = this.deps.foundation.target;
    const router = this.create('router', ComputeRouter, {
      name: this.name(names.router, 'router'),
      network: this.networkId,
      region,
    });
    // Cloud NAT survives the loss of a zone anyway; `per-zone` adds an address, with its ports, for each zone.
    const addresses = Array.from({ length: nat === 'single' ? 1 : this.zones }, (_, index) =>
      this.createAs('natAddress', `nat-address-${index + 1}`, ComputeAddress, {
        name: this.name(names.address, 'nat', String(index + 1)),
        region,
        addressType: 'EXTERNAL',
        networkTier: 'PREMIUM',
        dependsOn: this.deps.foundation.dependsOn,
        // So that Cloud NAT releases an address before it is deleted.
        lifecycle: { createBeforeDestroy: true },
      }),
    );
    this.create('nat', ComputeRouterNat, {
      name: this.name(names.nat, 'nat'),
      router: router.name,
      region,
      natIpAllocateOption: 'MANUAL_ONLY',
      natIps: addresses.map(({ id }) => id),
      sourceSubnetworkIpRangesToNat: 'LIST_OF_SUBNETWORKS',
      subnetwork: this.subnetworks.private.map(({ id: name }) => ({ name, sourceIpRangesToNat: ['ALL_IP_RANGES'] })),
      enableDynamicPortAllocation: true,
      enableEndpointIndependentMapping: false,
      ...NAT_PORTS,
      logConfig: { enable: true, filter: 'ERRORS_ONLY' },
    });
  }

  private createFirewall(): void {
    new Firewall(this, 'firewall', {
      networkId: this.networkId,
      inside: [...this.plan.private, this.deps.foundation.target.podCidr],
      logged: this.props.flowLogs !== false,
    });
    new AccessLists(this, 'list', {
      network: this.props,
      networkId: this.networkId,
      tiers: tiersOf(this.props, this.deps.foundation.target),
      hasBalancer: this.deps.foundation.props.uses.has('loadBalancer'),
      logged: this.props.flowLogs !== false,
    });
  }

  private createDatabaseTier(): Network['databases'] {
    const { foundation } = this.deps;
    const { secondaryCidr, flowLogs } = this.props;
    const networkId = this.networkId;
    const secondary = secondaryCidr !== undefined ? this.createSecondary(secondaryCidr) : undefined;
    const primary = new DatabaseTier(this, 'database', {
      networkId,
      servicesCidr: foundation.target.servicesCidr,
      otherRanges: secondary ? [secondary.range] : [],
      subnetworkIds: this.subnetworks.database.map(({ id }) => id),
      cidrs: this.plan.database,
      clients: [...this.plan.private, foundation.target.podCidr],
      region: foundation.target.region,
      logged: flowLogs !== false,
      isJoined: this.network === undefined,
    });
    return { primary, secondary: secondary?.databases(primary) };
  }

  private createSecondary(cidr: string): SecondaryNetwork {
    const region = this.deps.foundation.region('secondary');
    return new SecondaryNetwork(this, 'secondary', { cidr, region, networkId: this.networkId });
  }

  private createPrivateAccess(): void {
    const { privateAccess, nat } = this.props;
    const domains = (Object.keys(DOMAINS) as (keyof typeof DOMAINS)[])
      .filter((kind) => privateAccess[kind])
      .flatMap((kind): readonly string[] => DOMAINS[kind]);
    if (nat === 'none') domains.push(ALL_SERVICES);
    if (domains.length > 0) new PrivateAccess(this, 'private-access', { networkId: this.networkId, domains });
  }

  private createFlowLogs(): void {
    const { flowLogs } = this.props;
    if (!flowLogs) return;
    const subnetworks = (['public', 'private', 'database'] as const)
      .flatMap((tier) => this.plan[tier].map((_, index) => `"${this.subnetworkName(tier, index)}"`))
      .join(' OR ');
    new LogRetention(
      this,
      'flow-logs',
      {
        purpose: 'traffic',
        retentionDays: flowLogs.retentionDays,
        filter:
          `resource.type="gce_subnetwork" AND resource.labels.subnetwork_name=(${subnetworks}) AND ` +
          '(log_id("compute.googleapis.com/vpc_flows") OR log_id("compute.googleapis.com/firewall"))',
      },
      this.deps,
    );
  }
}
