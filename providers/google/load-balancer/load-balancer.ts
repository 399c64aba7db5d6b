/**
 * LoadBalancer on Google, the half before the gateway: its addresses, which outlive everything else of it. What it sends requests to
 * is known when the gateway is there, so that all the rest is the Frontend's.
 */
import { ComputeGlobalAddress } from '@cdktf/provider-google/lib/compute-global-address';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/load-balancer';
import { FAMILIES, type Family } from '../edge/addresses';
import type { Foundation } from '../foundation/foundation';
import { addressName } from './lookup';

declare module '../../../constructs/load-balancer/schema' {
  interface LoadBalancerOverrides {
    readonly google?: {
      readonly backendService?: Partial<
        import('@cdktf/provider-google/lib/compute-backend-service').ComputeBackendServiceConfig
      >;
      readonly healthCheck?: Partial<
        import('@cdktf/provider-google/lib/compute-health-check').ComputeHealthCheckConfig
      >;
      readonly urlMap?: Partial<import('@cdktf/provider-google/lib/compute-url-map').ComputeUrlMapConfig>;
      readonly certificate?: Partial<
        import('@cdktf/provider-google/lib/certificate-manager-certificate').CertificateManagerCertificateConfig
      >;
      readonly sslPolicy?: Partial<import('@cdktf/provider-google/lib/compute-ssl-policy').ComputeSslPolicyConfig>;
      readonly httpsProxy?: Partial<
        import('@cdktf/provider-google/lib/compute-target-https-proxy').ComputeTargetHttpsProxyConfig
      >;
      readonly forwardingRule?: Partial<
        import('@cdktf/provider-google/lib/compute-global-forwarding-rule').ComputeGlobalForwardingRuleConfig
      >;
      readonly record?: Partial<import('@cdktf/provider-google/lib/dns-record-set').DnsRecordSetConfig>;
    };
  }
}

export class LoadBalancer extends neutral.LoadBalancer {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.LoadBalancerProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    FAMILIES.forEach((family) => this.createAddress(family));
  }

  protected override get overriddenElsewhere(): readonly string[] {
    return Object.keys(this.props.overrides?.google ?? {});
  }

  private createAddress(family: Family): void {
    this.createAs('address', family.family, ComputeGlobalAddress, {
      name: this.name(...addressName(family)),
      ipVersion: family.ipVersion,
      dependsOn: this.deps.foundation.dependsOn,
    });
  }
}
