/** Overrides of a load balancer, whose resources are in two stacks: each half knows those of its own stack alone. */
import type { UnusedOverride } from '../../../core/cdktf/component';

declare module '../../../constructs/load-balancer/schema' {
  interface LoadBalancerOverrides {
    readonly azurerm?: {
      readonly profile?: Partial<import('@cdktf/provider-azurerm/lib/cdn-frontdoor-profile').CdnFrontdoorProfileConfig>;
      readonly address?: Partial<import('@cdktf/provider-azurerm/lib/public-ip').PublicIpConfig>;
      readonly protectionPlan?: Partial<
        import('@cdktf/provider-azurerm/lib/network-ddos-protection-plan').NetworkDdosProtectionPlanConfig
      >;
      readonly endpoint?: Partial<
        import('@cdktf/provider-azurerm/lib/cdn-frontdoor-endpoint').CdnFrontdoorEndpointConfig
      >;
      readonly originGroup?: Partial<
        import('@cdktf/provider-azurerm/lib/cdn-frontdoor-origin-group').CdnFrontdoorOriginGroupConfig
      >;
      readonly origin?: Partial<import('@cdktf/provider-azurerm/lib/cdn-frontdoor-origin').CdnFrontdoorOriginConfig>;
      readonly customDomain?: Partial<
        import('@cdktf/provider-azurerm/lib/cdn-frontdoor-custom-domain').CdnFrontdoorCustomDomainConfig
      >;
      readonly route?: Partial<import('@cdktf/provider-azurerm/lib/cdn-frontdoor-route').CdnFrontdoorRouteConfig>;
    };
  }
}

/** Keys of overrides, by the stack that holds their resources. */
const HALVES = {
  infrastructure: ['profile', 'address', 'protectionPlan'],
  edge: ['endpoint', 'originGroup', 'origin', 'customDomain', 'route'],
} as const;

/** Overrides without effect, but for those of the other half. */
export const unusedIn = (half: keyof typeof HALVES, unused: readonly UnusedOverride[]): UnusedOverride[] => {
  const others: readonly string[] = half === 'edge' ? HALVES.infrastructure : HALVES.edge;
  return unused
    .filter(({ property }) => !others.includes(property.split('.')[2] ?? ''))
    .map((one) => ({ ...one, known: [...one.known] }));
};
