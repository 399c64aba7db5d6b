/** Cdn of a bucket on Google: Cloud CDN before it, behind a load balancer of its own, and the records of its hosts. */
import {
  ComputeBackendBucket,
  type ComputeBackendBucketCdnPolicy,
} from '@cdktf/provider-google/lib/compute-backend-bucket';
import { ComputeUrlMap, type ComputeUrlMapPathMatcherPathRule } from '@cdktf/provider-google/lib/compute-url-map';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cdn';
import type { FrontendDeps } from '../../../constructs/cloud';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { Certificate } from '../edge/certificate';
import { Entrance } from '../edge/entrance';
import { recordsOf } from '../edge/hosts';
import { requestsOf } from '../edge/requests';
import { LogRetention } from '../shared/log-retention';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';

declare module '../../../constructs/cdn/schema' {
  interface CdnOverrides {
    readonly google?: {
      readonly backend?: Partial<
        import('@cdktf/provider-google/lib/compute-backend-bucket').ComputeBackendBucketConfig
      >;
      readonly backendService?: Partial<
        import('@cdktf/provider-google/lib/compute-backend-service').ComputeBackendServiceConfig
      >;
      readonly urlMap?: Partial<import('@cdktf/provider-google/lib/compute-url-map').ComputeUrlMapConfig>;
      readonly certificate?: Partial<
        import('@cdktf/provider-google/lib/certificate-manager-certificate').CertificateManagerCertificateConfig
      >;
      readonly sslPolicy?: Partial<import('@cdktf/provider-google/lib/compute-ssl-policy').ComputeSslPolicyConfig>;
      readonly forwardingRule?: Partial<
        import('@cdktf/provider-google/lib/compute-global-forwarding-rule').ComputeGlobalForwardingRuleConfig
      >;
    };
  }
}

export class Cdn extends neutral.Cdn {
  readonly urlMap: ComputeUrlMap;
  private readonly entrance: Entrance;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.BucketCdnProps,
    private readonly deps: FrontendDeps<GoogleTypes>,
  ) {
    super(scope, id, props);
    const certificate = new Certificate(this, 'certificate', { hosts: props.hosts }, deps);
    this.urlMap = this.createUrlMap();
    this.entrance = new Entrance(this, 'entrance', { urlMap: this.urlMap, certificateMap: certificate.map }, deps);
    for (const host of props.hosts) this.leadTo(host);
    if (props.logs) this.keepLogs(props.logs.retentionDays);
  }

  get cache(): neutral.Cache {
    return { of: this.node.id, id: this.urlMapName };
  }

  get address(): string {
    return this.entrance.addresses.A.address;
  }

  private get urlMapName(): string {
    return this.nameByPath(names.urlMap);
  }

  private createUrlMap(): ComputeUrlMap {
    const { hosts, origin } = this.props;
    const missing = neutral.missingOf(origin);
    const others = this.createBackend(this.otherPaths);
    const backends = new Map(this.cachedPaths.map((kept) => [kept.path, this.createBackend(kept)]));
    const index: ComputeUrlMapPathMatcherPathRule = {
      paths: ['/'],
      service: (backends.get(this.indexPath?.path ?? '') ?? others).id,
      routeAction: { urlRewrite: { pathPrefixRewrite: origin.index } },
    };
    return this.createMain('urlMap', ComputeUrlMap, {
      name: this.urlMapName,
      description: `${this.node.id}: files of ${hosts.join(', ')}`,
      defaultService: others.id,
      ...(missing && {
        defaultCustomErrorResponsePolicy: {
          // A reader without the right to list is told 403 of what is not there.
          errorResponseRule: [
            { matchResponseCodes: ['403', '404'], path: missing.path, overrideResponseCode: missing.status },
          ],
          errorService: others.id,
        },
      }),
      hostRule: [{ hosts: [...hosts], pathMatcher: 'files' }],
      pathMatcher: [
        {
          name: 'files',
          defaultService: others.id,
          pathRule: [index, ...[...backends].map(([path, { id }]) => ({ paths: [path], service: id }))],
        },
      ],
    });
  }

  /** One for each way of keeping answers, of the same bucket. */
  private createBackend(kept: neutral.CachedPath): ComputeBackendBucket {
    const { infrastructure, foundation, firewall } = this.deps;
    return this.createAs('backend', `${kept.id}-backend`, ComputeBackendBucket, {
      name: this.nameByPath(names.backend, kept.id),
      bucketName: infrastructure.name(names.bucket, this.props.origin.bucket),
      ...(kept.seconds === 0 ? {} : { enableCdn: true, cdnPolicy: policyOf(kept) }),
      compressionMode: this.props.compress ? 'AUTOMATIC' : 'DISABLED',
      edgeSecurityPolicy: firewall?.ofEdge?.id,
      customResponseHeaders: this.headersOf(kept).map(({ name, value }) => `${name}: ${value}`),
      dependsOn: foundation.dependsOn,
      lifecycle: USERS_FIRST,
    });
  }

  private leadTo(host: string): void {
    for (const [id, config] of recordsOf(host, this.entrance.addresses, this.deps))
      this.createAs('record', id, DnsRecordSet, config);
  }

  /** Google records every request to a bucket behind a load balancer: what is not wanted is kept nowhere. */
  private keepLogs(retentionDays: number): void {
    const filter = requestsOf(this.urlMapName);
    const purpose = `requests of ${this.node.id}`;
    new LogRetention(this, 'logs', { filter, retentionDays, purpose }, this.deps);
  }
}

/** What browsers are told stands in a header, so that it is the same on every cloud. */
function policyOf({ seconds, queryParameters }: neutral.CachedPath): ComputeBackendBucketCdnPolicy {
  const key = queryParameters.length > 0 && { cacheKeyPolicy: { queryStringWhitelist: [...queryParameters].sort() } };
  return seconds === 'origin'
    ? { cacheMode: 'USE_ORIGIN_HEADERS', ...key }
    : { cacheMode: 'FORCE_CACHE_ALL', defaultTtl: seconds, clientTtl: seconds, ...key };
}
