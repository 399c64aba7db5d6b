/** WebFirewall on Azure: policies of Front Door, one for each profile, which joins it with its hosts, and where their records go. */
import { CdnFrontdoorFirewallPolicy } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-firewall-policy';
import type { Construct } from 'constructs';

import { idOf } from '../../../constructs/registry';
import * as neutral from '../../../constructs/web-firewall';
import { present } from '../../../core/invariant';
import { skuFor } from '../edge/sku';
import type { Foundation } from '../foundation/foundation';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import { customRules } from './custom-rules';
import { managedRules } from './managed-rules';

declare module '../../../constructs/web-firewall/schema' {
  interface WebFirewallOverrides {
    readonly azurerm?: {
      readonly policy?: Partial<
        import('@cdktf/provider-azurerm/lib/cdn-frontdoor-firewall-policy').CdnFrontdoorFirewallPolicyConfig
      >;
    };
  }
}

/** learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-cdn-profiles-logs */
const FIREWALL_LOGS = { FrontDoorWebApplicationFirewallLog: undefined };

/** The id by which the load balancer asks for its policy. */
const BALANCER = 'load-balancer';

export class WebFirewall extends neutral.WebFirewall {
  private readonly policies: ReadonlyMap<string, CdnFrontdoorFirewallPolicy>;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.WebFirewallProps,
    private readonly deps: { foundation: Foundation; guarded: neutral.Guarded },
  ) {
    super(scope, id, props);
    const { loadBalancer, gatewayCdns, bucketCdns } = deps.guarded;
    // Cdns before the gateway are in the load balancer's profile.
    const isOfGateway = loadBalancer || gatewayCdns.length > 0;
    const asking = [...(isOfGateway ? [BALANCER] : []), ...bucketCdns.map((name) => idOf('cdn', name))];
    this.policies = new Map(asking.map((one) => [one, this.createPolicy(partOf(one))]));
  }

  /** What a load balancer or Cdn asks, by its id. */
  policyOf(id: string): CdnFrontdoorFirewallPolicy {
    return present(this.policies.get(id), `policy of ${this.node.id} for ${id}`);
  }

  /** Front Door writes the records, by its profile, which only who is guarded knows. */
  logOf(id: string, profileId: string): void {
    const { logs } = this.props;
    if (!logs) return;
    const props = { retentionDays: logs.retentionDays, resourceId: profileId, categories: FIREWALL_LOGS };
    new Logs(this, [...partOf(id), 'logs'].join('-'), props, this.deps);
  }

  /**
   * Standard and Premium are two resources, so that one follows the other when the profile has been upgraded: a policy that is in
   * use cannot be deleted, and the provider refuses to make one of Premium Standard.
   */
  private createPolicy(part: readonly string[]): CdnFrontdoorFirewallPolicy {
    const skuName = skuFor(this.props);
    const tier = skuName === 'Premium_AzureFrontDoor' ? 'premium' : 'standard';
    const custom = customRules(this.props);
    const managed = managedRules(this.props);
    return this.createAs('policy', [...part, tier].join('-'), CdnFrontdoorFirewallPolicy, {
      name: this.nameByPath(names.webFirewall, ...part, tier),
      resourceGroupName: this.deps.foundation.resourceGroupName,
      skuName,
      mode: this.props.mode === 'count' ? 'Detection' : 'Prevention',
      customBlockResponseStatusCode: 403,
      ...(custom.length > 0 && { customRule: custom }),
      ...(managed.length > 0 && { managedRule: managed }),
    });
  }
}

/** Begins the ids of what is there for a Cdn, and stands in its names. */
const partOf = (id: string): readonly string[] => (id === BALANCER ? [] : [id]);
