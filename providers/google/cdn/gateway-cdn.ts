/**
 * Cdn before the gateway on Google: Cloud CDN is a part of the load balancer, so that hosts, certificates and addresses stay the
 * Frontend's. What a path keeps is a backend service of the same proxies.
 */
import {
  ComputeBackendService,
  type ComputeBackendServiceCdnPolicy,
} from '@cdktf/provider-google/lib/compute-backend-service';
import type { ComputeUrlMapPathMatcher } from '@cdktf/provider-google/lib/compute-url-map';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cdn';
import type { GatewayCdnDeps } from '../../../constructs/cloud';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';

export class GatewayCdn extends neutral.GatewayCdn {
  /** Its part of the load balancer's URL map. */
  readonly matcher: ComputeUrlMapPathMatcher;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.GatewayCdnProps,
    private readonly deps: GatewayCdnDeps<GoogleTypes>,
  ) {
    super(scope, id, props);
    this.matcher = this.createMatcher();
  }

  get cache(): neutral.Cache {
    const { frontend } = this.deps;
    return { of: frontend.node.id, id: frontend.urlMapName };
  }

  get address(): string {
    return this.deps.frontend.address;
  }

  private createMatcher(): ComputeUrlMapPathMatcher {
    const headers = this.securityHeaders.map(({ name: headerName, value: headerValue }) => ({
      headerName,
      headerValue,
      replace: true,
    }));
    return {
      name: this.node.id,
      defaultService: this.serviceOf(this.otherPaths),
      pathRule: this.cachedPaths.map((kept) => ({ paths: [kept.path], service: this.serviceOf(kept) })),
      ...(headers.length > 0 && { headerAction: { responseHeadersToAdd: headers } }),
    };
  }

  /** What is not kept goes to the backend service that there is without a Cdn, too. */
  private serviceOf(kept: neutral.CachedPath): string {
    const { frontend } = this.deps;
    return kept.seconds === 0 ? frontend.backendService.id : this.createBackend(kept).id;
  }

  private createBackend(kept: neutral.CachedPath): ComputeBackendService {
    const { frontend, firewall } = this.deps;
    const control = this.cacheControl(kept);
    return this.createAs('backendService', `${kept.id}-backend`, ComputeBackendService, {
      name: this.nameByPath(names.backendService, kept.id),
      ...frontend.backend,
      description: `Proxies of the gateway: ${kept.path}, kept`,
      // The policy of the service is asked about what is not kept yet.
      edgeSecurityPolicy: firewall?.ofEdge?.id,
      enableCdn: true,
      cdnPolicy: policyOf(kept),
      compressionMode: this.props.compress ? 'AUTOMATIC' : 'DISABLED',
      ...(control && { customResponseHeaders: [`${control.name}: ${control.value}`] }),
      lifecycle: USERS_FIRST,
    });
  }
}

function policyOf({ seconds, queryParameters, cookies }: neutral.CachedPath): ComputeBackendServiceCdnPolicy {
  const cacheKeyPolicy = {
    includeHost: true,
    includeProtocol: true,
    includeQueryString: queryParameters.length > 0,
    ...(queryParameters !== 'all' &&
      queryParameters.length > 0 && { queryStringWhitelist: [...queryParameters].sort() }),
    ...(cookies.length > 0 && { includeNamedCookies: [...cookies].sort() }),
  };
  return seconds === 'origin'
    ? { cacheMode: 'USE_ORIGIN_HEADERS', cacheKeyPolicy }
    : { cacheMode: 'FORCE_CACHE_ALL', defaultTtl: seconds, clientTtl: seconds, cacheKeyPolicy };
}
