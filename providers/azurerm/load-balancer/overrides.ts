/** Which resources of a load balancer on Azure may be overridden, and in which stack each is. */
import type { LoadBalancerOverrides } from '../../../constructs/load-balancer';

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
      readonly securityPolicy?: Partial<
        import('@cdktf/provider-azurerm/lib/cdn-frontdoor-security-policy').CdnFrontdoorSecurityPolicyConfig
      >;
    };
  }
}

type Key = keyof NonNullable<LoadBalancerOverrides['azurerm']>;

export const IN_INFRASTRUCTURE: readonly Key[] = ['profile', 'address', 'protectionPlan'];
export const IN_EDGE: readonly Key[] = ['endpoint', 'originGroup', 'origin', 'customDomain', 'route', 'securityPolicy'];
