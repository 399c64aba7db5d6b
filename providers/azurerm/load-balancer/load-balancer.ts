/**
 * LoadBalancer on Azure, first half: the profile of Front Door, whose id proves its requests to the gateway, and the public
 * address of the gateway, with a name by which Front Door finds it. Endpoint and hosts are in the edge stack.
 */
import { CdnFrontdoorProfile } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-profile';
import { DnsARecord } from '@cdktf/provider-azurerm/lib/dns-a-record';
import { NetworkDdosProtectionPlan } from '@cdktf/provider-azurerm/lib/network-ddos-protection-plan';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/load-balancer';
import type { WebFirewallProps } from '../../../constructs/web-firewall';
import type { Cluster } from '../cluster/cluster';
import type { ExistingCluster } from '../cluster/existing-cluster';
import type { DnsZone } from '../dns-zone/dns-zone';
import { labelIn } from '../dns-zone/zone-id';
import { skuFor } from '../edge/sku';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { register } from '../shared/provider';
import { REGIONS_WITHOUT_ZONES } from '../shared/regions';
import { AddressAccess } from './address-access';
import { IN_EDGE } from './overrides';

/** Seconds for which Front Door remembers the gateway's address. */
const TTL = 300;

/**
 * An address in all zones outlives each of them. It is not the target's own zones: the nodes behind it may be in fewer, and a
 * change of them would replace the address. AKS takes as many for addresses that it makes.
 */
const ALL_ZONES = ['1', '2', '3'];

interface Deps {
  readonly foundation: Foundation;
  readonly cluster: Cluster | ExistingCluster;
  readonly origin: { readonly host: string; readonly zone: DnsZone };
  readonly firewall?: WebFirewallProps | undefined;
}

export class LoadBalancer extends neutral.LoadBalancer {
  readonly profile: CdnFrontdoorProfile;
  readonly address: PublicIp;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.LoadBalancerProps,
    private readonly deps: Deps,
  ) {
    super(scope, id, props);
    register(this.stack, ['Microsoft.Cdn']);
    this.profile = this.createProfile();
    this.address = this.createAddress();
    const access = { address: this.address, principalId: deps.cluster.controlPlane };
    new AddressAccess(this, 'address-access', access, deps);
    this.nameAddress();
  }

  protected override get overriddenElsewhere(): readonly string[] {
    return IN_EDGE;
  }

  private createProfile(): CdnFrontdoorProfile {
    const { idleSeconds, deletionProtection } = this.props;
    return this.createMain('profile', CdnFrontdoorProfile, {
      name: this.name(names.frontDoor, this.node.id),
      resourceGroupName: this.deps.foundation.resourceGroupName,
      skuName: skuFor(this.deps.firewall),
      responseTimeoutSeconds: idleSeconds,
      lifecycle: { preventDestroy: deletionProtection },
    });
  }

  private createAddress(): PublicIp {
    const { deletionProtection } = this.props;
    const { target } = this.deps.foundation;
    const plan = this.createProtectionPlan();
    return this.create('address', PublicIp, {
      ...this.placement,
      name: this.name(names.publicAddress, this.node.id),
      sku: 'Standard',
      allocationMethod: 'Static',
      ...(!REGIONS_WITHOUT_ZONES.includes(target.region) && { zones: ALL_ZONES }),
      // Otherwise it keeps what Azure gives every address.
      ...(plan && { ddosProtectionMode: 'Enabled', ddosProtectionPlanId: plan.id }),
      lifecycle: { preventDestroy: deletionProtection },
    });
  }

  private createProtectionPlan(): NetworkDdosProtectionPlan | undefined {
    if (this.props.ddosProtection === 'standard') return undefined;
    const name = this.name(names.protectionPlan, this.node.id);
    return this.create('protectionPlan', NetworkDdosProtectionPlan, { ...this.placement, name });
  }

  private nameAddress(): void {
    const { host, zone } = this.deps.origin;
    this.create('originRecord', DnsARecord, {
      ...zone.place,
      name: labelIn(zone.props.domain, host),
      ttl: TTL,
      records: [this.address.ipAddress],
    });
  }

  private get placement() {
    const { foundation } = this.deps;
    return { location: foundation.location(), resourceGroupName: foundation.resourceGroupName };
  }
}
