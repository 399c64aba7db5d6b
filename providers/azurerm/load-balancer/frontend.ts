/**
 * LoadBalancer on Azure, second half: an endpoint of Front Door for every host, without a cache, before the gateway. Front Door asks
 * for the gateway's own name and passes on the host that the client has asked for.
 */
import { CdnFrontdoorEndpoint } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-endpoint';
import { CdnFrontdoorOrigin } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-origin';
import { CdnFrontdoorOriginGroup } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-origin-group';
import { CdnFrontdoorRoute } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-route';
import { CdnFrontdoorSecurityPolicy } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-security-policy';
import { DataAzurermCdnFrontdoorProfile } from '@cdktf/provider-azurerm/lib/data-azurerm-cdn-frontdoor-profile';
import type { Construct } from 'constructs';

import type { GatewayCdn } from '../../../constructs/cdn';
import { hostId } from '../../../constructs/dns-zone/domains';
import type { Infrastructure } from '../../../constructs/infrastructure';
import * as neutral from '../../../constructs/load-balancer';
import { compact } from '../../../core/records';
import { ACCESS_LOGS } from '../edge/access-logs';
import { guardOf } from '../edge/guard';
import { Host } from '../edge/host';
import type { RuleSet } from '../edge/rule-set';
import type { Foundation } from '../foundation/foundation';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import type { WebFirewall } from '../web-firewall/web-firewall';
import { IN_INFRASTRUCTURE } from './overrides';

/** What a host may be asked with; rules refuse what Front Door does not have. */
const TLS_VERSIONS: Readonly<Record<neutral.LoadBalancerProps['minTlsVersion'], string>> = {
  '1.2': 'TLS12',
  '1.3': 'TLS13',
};

interface Deps {
  readonly foundation: Foundation;
  readonly infrastructure: Infrastructure;
  readonly firewall?: WebFirewall | undefined;
}

/** A Cdn before it. */
type Before = GatewayCdn & { readonly rules: RuleSet | undefined };

export class Frontend extends neutral.Frontend {
  readonly profile: DataAzurermCdnFrontdoorProfile;
  readonly endpoint: CdnFrontdoorEndpoint;
  readonly originGroup: CdnFrontdoorOriginGroup;
  readonly origin: CdnFrontdoorOrigin;
  private readonly domains: readonly Host[];

  constructor(
    scope: Construct,
    id: string,
    props: neutral.LoadBalancerProps,
    protected readonly deps: Deps,
  ) {
    super(scope, id, props);
    this.profile = this.findProfile();
    this.endpoint = this.create('endpoint', CdnFrontdoorEndpoint, {
      name: this.name(names.frontDoorEndpoint, this.node.id),
      cdnFrontdoorProfileId: this.profile.id,
    });
    this.domains = this.hosts.map((host) => this.createHost(host));
    this.originGroup = this.createOriginGroup();
    this.origin = this.createOrigin();
  }

  serve(cdns: readonly Before[]): void {
    const { firewall } = this.deps;
    const { logs } = this.props;
    const route = this.createRoute(cdns);
    // Nobody comes before the firewall asks.
    const before = firewall ? [route, this.guard(firewall, this.domains)] : [route];
    for (const host of this.domains) host.leadTo(this.endpoint, before);
    if (logs) this.logRequests(logs.retentionDays);
  }

  get address(): string {
    return this.endpoint.hostName;
  }

  protected override get overriddenElsewhere(): readonly string[] {
    return IN_INFRASTRUCTURE;
  }

  private findProfile(): DataAzurermCdnFrontdoorProfile {
    const { infrastructure } = this.deps;
    return this.createMain('profile', DataAzurermCdnFrontdoorProfile, {
      name: infrastructure.name(names.frontDoor, this.node.id),
      resourceGroupName: infrastructure.name(names.resourceGroup),
    });
  }

  private createHost(host: string): Host {
    const domain = {
      tls: { certificateType: 'ManagedCertificate', minimumTlsVersion: TLS_VERSIONS[this.props.minTlsVersion] },
    };
    const props = { host, profileId: this.profile.id, domain };
    return new Host(this, `host-${hostId(host)}`, props, this.deps);
  }

  private guard(firewall: WebFirewall, hosts: readonly Host[]): CdnFrontdoorSecurityPolicy {
    const { id: profileId } = this.profile;
    firewall.logOf(this.node.id, profileId);
    const guard = guardOf({ profileId, policyId: firewall.policyOf(this.node.id).id, hosts });
    return this.create('securityPolicy', CdnFrontdoorSecurityPolicy, guard);
  }

  /** Without a cache: what is kept, rules of Cdns say. */
  private createRoute(cdns: readonly Before[]): CdnFrontdoorRoute {
    const rules = compact(cdns.map((cdn) => cdn.rules));
    return this.create('route', CdnFrontdoorRoute, {
      name: 'hosts',
      cdnFrontdoorEndpointId: this.endpoint.id,
      cdnFrontdoorOriginGroupId: this.originGroup.id,
      cdnFrontdoorOriginIds: [this.origin.id],
      cdnFrontdoorCustomDomainIds: this.domains.map(({ domain }) => domain.id),
      linkToDefaultDomain: false,
      patternsToMatch: ['/*'],
      supportedProtocols: ['Http', 'Https'],
      httpsRedirectEnabled: true,
      forwardingProtocol: 'HttpsOnly',
      ...(rules.length > 0 && {
        cdnFrontdoorRuleSetIds: rules.map(({ set }) => set.id),
        dependsOn: rules.flatMap(({ made }) => [...made]),
      }),
    });
  }

  /**
   * The gateway is healthy if the last answers hold so many good ones: after failures alone `healthyAfter` good answers are enough, and
   * after good ones alone it takes `unhealthyAfter` failures. learn.microsoft.com/azure/frontdoor/health-probes
   */
  private createOriginGroup(): CdnFrontdoorOriginGroup {
    const { intervalSeconds, healthyAfter, unhealthyAfter } = this.props.healthCheck;
    return this.create('originGroup', CdnFrontdoorOriginGroup, {
      name: 'gateway',
      cdnFrontdoorProfileId: this.profile.id,
      sessionAffinityEnabled: false,
      healthProbe: {
        protocol: 'Https',
        path: neutral.HEALTH_PATH,
        requestType: 'HEAD',
        intervalInSeconds: intervalSeconds,
      },
      loadBalancing: { sampleSize: healthyAfter + unhealthyAfter - 1, successfulSamplesRequired: healthyAfter },
    });
  }

  /** Without a host header of its own, so that the gateway gets the client's. */
  private createOrigin(): CdnFrontdoorOrigin {
    return this.create('origin', CdnFrontdoorOrigin, {
      name: 'gateway',
      cdnFrontdoorOriginGroupId: this.originGroup.id,
      enabled: true,
      hostName: neutral.originHost(this.deps.infrastructure.environment),
      certificateNameCheckEnabled: true,
    });
  }

  private logRequests(retentionDays: number): void {
    const props = { retentionDays, resourceId: this.profile.id, categories: ACCESS_LOGS };
    new Logs(this, 'logs', props, this.deps);
  }
}
