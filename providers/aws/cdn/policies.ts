/** What distributions of buckets and of the gateway have in common: how long answers are kept, by what they are told apart, headers. */
import type { CloudfrontCachePolicyConfig } from '@cdktf/provider-aws/lib/cloudfront-cache-policy';
import type { CloudfrontDistributionConfig } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { CloudfrontResponseHeadersPolicyConfig } from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy';

import type { CachedPath, CdnProps, Header } from '../../../constructs/cdn';
import type { LoadBalancerProps } from '../../../constructs/load-balancer';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';

/**
 * AWS' own policy that keeps nothing, for which there can be none of one's own that takes compression:
 * docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const KEEP_NOTHING = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const YEAR = 31_536_000;

/** docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const TLS_POLICIES = {
  '1.2': 'TLSv1.2_2021',
  '1.3': 'TLSv1.3_2025',
} as const satisfies Record<LoadBalancerProps['minTlsVersion'], string>;

type CachePolicy = Omit<CloudfrontCachePolicyConfig, 'name'>;
type Parameters = CachePolicy['parametersInCacheKeyAndForwardedToOrigin'];

interface Kept extends CachedPath {
  readonly compress: boolean;
  /** Seconds for which an answer is kept that does not say how long. */
  readonly unsaid: number;
  /** Headers that tell answers apart, and that the origin gets. */
  readonly headers: readonly string[];
}

export const cachePolicyOf = ({ seconds, unsaid, ...kept }: Kept): CachePolicy => ({
  ...(seconds === 'origin'
    ? { minTtl: 0, defaultTtl: unsaid, maxTtl: YEAR }
    : { minTtl: seconds, defaultTtl: seconds, maxTtl: seconds }),
  parametersInCacheKeyAndForwardedToOrigin: {
    enableAcceptEncodingBrotli: kept.compress,
    enableAcceptEncodingGzip: kept.compress,
    cookiesConfig:
      kept.cookies.length === 0
        ? { cookieBehavior: 'none' }
        : { cookieBehavior: 'whitelist', cookies: { items: [...kept.cookies].sort() } },
    headersConfig:
      kept.headers.length === 0
        ? { headerBehavior: 'none' }
        : { headerBehavior: 'whitelist', headers: { items: [...kept.headers] } },
    queryStringsConfig: queriesOf(kept.queryParameters),
  },
  lifecycle: USERS_FIRST,
});

function queriesOf(parameters: CachedPath['queryParameters']): Parameters['queryStringsConfig'] {
  if (parameters === 'all') return { queryStringBehavior: 'all' };
  return parameters.length === 0
    ? { queryStringBehavior: 'none' }
    : { queryStringBehavior: 'whitelist', queryStrings: { items: [...parameters].sort() } };
}

type HeadersPolicy = Omit<CloudfrontResponseHeadersPolicyConfig, 'name'>;

/** Undefined without headers. Those that CloudFront knows by a name of their own cannot be given otherwise. */
export function headersPolicyOf(
  {
    contentSecurityPolicy,
    frameOptions,
    referrerPolicy,
    contentTypeOptions,
    strictTransportSeconds,
  }: CdnProps['headers'],
  cacheControl: Header | undefined,
): HeadersPolicy | undefined {
  const security = {
    ...(contentSecurityPolicy !== undefined && {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
    }),
    ...(frameOptions && { frameOptions: { frameOption: frameOptions, override: true } }),
    ...(referrerPolicy && { referrerPolicy: { referrerPolicy, override: true } }),
    ...(contentTypeOptions && { contentTypeOptions: { override: true } }),
    ...(strictTransportSeconds !== false && {
      strictTransportSecurity: { accessControlMaxAgeSec: strictTransportSeconds, override: true },
    }),
  };
  const hasSecurity = Object.keys(security).length > 0;
  if (!hasSecurity && !cacheControl) return undefined;
  return {
    ...(hasSecurity && { securityHeadersConfig: security }),
    ...(cacheControl && {
      customHeadersConfig: { items: [{ header: cacheControl.name, value: cacheControl.value, override: true }] },
    }),
    lifecycle: USERS_FIRST,
  };
}

/** How clients reach a distribution. */
export const reachedBy = (
  certificateArn: string,
  minTlsVersion: LoadBalancerProps['minTlsVersion'],
): Pick<CloudfrontDistributionConfig, 'viewerCertificate'> => ({
  viewerCertificate: {
    acmCertificateArn: certificateArn,
    sslSupportMethod: 'sni-only',
    minimumProtocolVersion: TLS_POLICIES[minTlsVersion],
  },
});
