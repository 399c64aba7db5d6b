/** Cdn of a bucket on Azure: an endpoint of Front Door before a container, with rules, and the records of its hosts. */
import type { CdnFrontdoorCustomDomain } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-custom-domain';
import { CdnFrontdoorEndpoint } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-endpoint';
import { CdnFrontdoorOrigin } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-origin';
import { CdnFrontdoorOriginGroup } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-origin-group';
import { CdnFrontdoorProfile } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-profile';
import { CdnFrontdoorRoute } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-route';
import { CdnFrontdoorSecurityPolicy } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-security-policy';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cdn';
import type { FrontendDeps } from '../../../constructs/cloud';
import { hostId } from '../../../constructs/dns-zone/domains';
import { ACCESS_LOGS } from '../edge/access-logs';
import { guardOf } from '../edge/guard';
import { Host } from '../edge/host';
import { type Rule, RuleSet } from '../edge/rule-set';
import { skuFor } from '../edge/sku';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import { register } from '../shared/provider';
import type { AzurermTypes } from '../types';
import type { WebFirewall } from '../web-firewall/web-firewall';
import { AT_ROOT, cachingRules, headersRule, keep, objectRules } from './rule-actions';

declare module '../../../constructs/cdn/schema' {
  interface CdnOverrides {
    readonly azurerm?: {
      readonly profile?: Partial<import('@cdktf/provider-azurerm/lib/cdn-frontdoor-profile').CdnFrontdoorProfileConfig>;
      readonly origin?: Partial<import('@cdktf/provider-azurerm/lib/cdn-frontdoor-origin').CdnFrontdoorOriginConfig>;
      readonly route?: Partial<import('@cdktf/provider-azurerm/lib/cdn-frontdoor-route').CdnFrontdoorRouteConfig>;
      readonly securityPolicy?: Partial<
        import('@cdktf/provider-azurerm/lib/cdn-frontdoor-security-policy').CdnFrontdoorSecurityPolicyConfig
      >;
      readonly rule?: Partial<import('@cdktf/provider-azurerm/lib/cdn-frontdoor-rule').CdnFrontdoorRuleConfig>;
    };
  }
}

/** What Front Door compresses for browsers that take it so: learn.microsoft.com/azure/frontdoor/front-door-caching#file-compression */
const COMPRESSED = [
  'application/javascript',
  'application/json',
  'application/manifest+json',
  'application/wasm',
  'application/xml',
  'font/otf',
  'font/ttf',
  'image/svg+xml',
  'text/css',
  'text/csv',
  'text/html',
  'text/javascript',
  'text/plain',
  'text/xml',
];

/** The origin, as its route needs it. */
interface Source {
  readonly group: CdnFrontdoorOriginGroup;
  readonly origin: CdnFrontdoorOrigin;
}

export class Cdn extends neutral.Cdn {
  readonly profile: CdnFrontdoorProfile;
  readonly endpoint: CdnFrontdoorEndpoint;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.BucketCdnProps,
    private readonly deps: FrontendDeps<AzurermTypes>,
  ) {
    super(scope, id, props);
    register(this.stack, ['Microsoft.Cdn']);
    this.profile = this.createMain('profile', CdnFrontdoorProfile, {
      name: this.nameByPath(names.frontDoor),
      resourceGroupName: deps.foundation.resourceGroupName,
      skuName: skuFor(deps.firewall?.props),
    });
    this.endpoint = this.create('endpoint', CdnFrontdoorEndpoint, {
      name: this.nameByPath(names.frontDoorEndpoint),
      cdnFrontdoorProfileId: this.profile.id,
    });
    const source = this.createOrigin();
    const hosts = props.hosts.map(
      (host) => new Host(this, `host-${hostId(host)}`, { host, profileId: this.profile.id }, deps),
    );
    const route = this.createRoute(
      source,
      hosts.map(({ domain }) => domain),
    );
    // Nobody comes before the firewall asks.
    const before = deps.firewall ? [route, this.guard(deps.firewall, hosts)] : [route];
    for (const host of hosts) host.leadTo(this.endpoint, before);
    if (props.logs) this.logRequests(props.logs.retentionDays);
  }

  get cache(): neutral.Cache {
    return { of: this.node.id, id: this.endpoint.id };
  }

  get address(): string {
    return this.endpoint.hostName;
  }

  /** The container, at the account's own address: anybody may read it by the names of its objects. */
  private createOrigin(): Source {
    const { infrastructure } = this.deps;
    const account = infrastructure.name(names.storageAccount, this.props.origin.bucket);
    const hostName = `${account}.blob.core.windows.net`;
    const group = this.create('originGroup', CdnFrontdoorOriginGroup, {
      name: 'bucket',
      cdnFrontdoorProfileId: this.profile.id,
      sessionAffinityEnabled: false,
      // One origin needs no probes.
      loadBalancing: {},
    });
    const origin = this.create('origin', CdnFrontdoorOrigin, {
      name: 'bucket',
      cdnFrontdoorOriginGroupId: group.id,
      enabled: true,
      hostName,
      originHostHeader: hostName,
      certificateNameCheckEnabled: true,
    });
    return { group, origin };
  }

  private createRoute({ group, origin }: Source, domains: readonly CdnFrontdoorCustomDomain[]): CdnFrontdoorRoute {
    const rules = new RuleSet(this, 'rules', {
      profileId: this.profile.id,
      rules: this.allRules,
      after: [group, origin],
    });
    return this.create('route', CdnFrontdoorRoute, {
      name: 'files',
      cdnFrontdoorEndpointId: this.endpoint.id,
      cdnFrontdoorOriginGroupId: group.id,
      cdnFrontdoorOriginIds: [origin.id],
      cdnFrontdoorRuleSetIds: [rules.set.id],
      cdnFrontdoorCustomDomainIds: domains.map(({ id }) => id),
      linkToDefaultDomain: false,
      patternsToMatch: ['/*'],
      supportedProtocols: ['Http', 'Https'],
      httpsRedirectEnabled: true,
      forwardingProtocol: 'HttpsOnly',
      cache: {
        queryStringCachingBehavior: 'IgnoreQueryString',
        compressionEnabled: this.props.compress,
        ...(this.props.compress && { contentTypesToCompress: COMPRESSED }),
      },
      dependsOn: [...rules.made],
    });
  }

  private guard(firewall: WebFirewall, hosts: readonly Host[]): CdnFrontdoorSecurityPolicy {
    const { id: profileId } = this.profile;
    firewall.logOf(this.node.id, profileId);
    const guard = guardOf({ profileId, policyId: firewall.policyOf(this.node.id).id, hosts });
    return this.create('securityPolicy', CdnFrontdoorSecurityPolicy, guard);
  }

  private get allRules(): Record<string, Rule> {
    const { origin, compress } = this.props;
    const told = (kept: neutral.CachedPath) => ({ ...kept, headers: this.headersOf(kept) });
    const headers = headersRule(this.securityHeaders);
    const index = this.indexPath && { conditions: AT_ROOT, actions: keep(told(this.indexPath), { compress }) };
    return {
      ...(headers && { headers }),
      ...cachingRules({ others: told(this.otherPaths), paths: this.cachedPaths.map(told), compress }),
      ...(index && { 'caching-of-index': index }),
      ...objectRules(this.deps.infrastructure.name(names.storageContainer, origin.bucket), origin),
    };
  }

  private logRequests(retentionDays: number): void {
    const props = { retentionDays, resourceId: this.profile.id, categories: ACCESS_LOGS };
    new Logs(this, 'logs', props, this.deps);
  }
}
