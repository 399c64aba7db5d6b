/** WebFirewall on Azure: a policy of Front Door, which the load balancer joins with its hosts, and where its records go. */
import { CdnFrontdoorFirewallPolicy } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-firewall-policy';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/web-firewall';
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

export class WebFirewall extends neutral.WebFirewall {
  readonly policy: CdnFrontdoorFirewallPolicy;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.WebFirewallProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.policy = this.createPolicy();
  }

  /** Front Door writes the records, by its profile, which only who is guarded knows. */
  logOf(profileId: string): void {
    const { logs } = this.props;
    if (!logs) return;
    const props = { retentionDays: logs.retentionDays, resourceId: profileId, categories: FIREWALL_LOGS };
    new Logs(this, 'logs', props, this.deps);
  }

  /**
   * Standard and Premium are two resources, so that one follows the other when the profile has been upgraded: a policy that is in
   * use cannot be deleted, and the provider refuses to make one of Premium Standard.
   */
  private createPolicy(): CdnFrontdoorFirewallPolicy {
    const skuName = skuFor(this.props);
    const tier = skuName === 'Premium_AzureFrontDoor' ? 'premium' : 'standard';
    const custom = customRules(this.props);
    const managed = managedRules(this.props);
    return this.createAs('policy', tier, CdnFrontdoorFirewallPolicy, {
      name: this.nameByPath(names.webFirewall, tier),
      resourceGroupName: this.deps.foundation.resourceGroupName,
      skuName,
      mode: this.props.mode === 'count' ? 'Detection' : 'Prevention',
      customBlockResponseStatusCode: 403,
      ...(custom.length > 0 && { customRule: custom }),
      ...(managed.length > 0 && { managedRule: managed }),
    });
  }
}
