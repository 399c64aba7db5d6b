/** Cdn of a bucket on AWS: a CloudFront distribution with its certificate, cache and header policies, and the records of its hosts. */
import { CloudfrontCachePolicy } from '@cdktf/provider-aws/lib/cloudfront-cache-policy';
import {
  CloudfrontDistribution,
  type CloudfrontDistributionDefaultCacheBehavior,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control';
import { CloudfrontResponseHeadersPolicy } from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cdn';
import type { FrontendDeps } from '../../../constructs/cloud';
import { hostId } from '../../../constructs/dns-zone/domains';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { compact } from '../../../core/records';
import { Certificate } from '../edge/certificate';
import { Zones } from '../edge/zones';
import { names } from '../shared/names';
import { GLOBAL_REGION } from '../shared/regions';
import type { AwsTypes } from '../types';
import { AccessLogs } from './access-logs';
import { cachePolicyOf, headersPolicyOf, KEEP_NOTHING, reachedBy } from './policies';

declare module '../../../constructs/cdn/schema' {
  interface CdnOverrides {
    readonly aws?: {
      readonly distribution?: Partial<
        import('@cdktf/provider-aws/lib/cloudfront-distribution').CloudfrontDistributionConfig
      >;
      readonly cachePolicy?: Partial<
        import('@cdktf/provider-aws/lib/cloudfront-cache-policy').CloudfrontCachePolicyConfig
      >;
      readonly headersPolicy?: Partial<
        import('@cdktf/provider-aws/lib/cloudfront-response-headers-policy').CloudfrontResponseHeadersPolicyConfig
      >;
      readonly certificate?: Partial<import('@cdktf/provider-aws/lib/acm-certificate').AcmCertificateConfig>;
      readonly logGroup?: Partial<import('@cdktf/provider-aws/lib/cloudwatch-log-group').CloudwatchLogGroupConfig>;
    };
  }
}

/** The distribution's name of its bucket. */
const ORIGIN = 'bucket';

export class Cdn extends neutral.Cdn {
  readonly distribution: CloudfrontDistribution;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.BucketCdnProps,
    private readonly deps: FrontendDeps<AwsTypes>,
  ) {
    super(scope, id, props);
    const zones = new Zones(this, 'zones', { hosts: props.hosts }, deps);
    const certificate = new Certificate(this, 'certificate', { hosts: props.hosts, zones, region: GLOBAL_REGION });
    this.distribution = this.createDistribution(certificate);
    for (const host of props.hosts) this.leadTo(host, zones);
    if (props.logs) this.logRequests(props.logs.retentionDays);
  }

  get cache(): neutral.Cache {
    return { of: this.node.id, id: this.distribution.id };
  }

  get address(): string {
    return this.distribution.domainName;
  }

  private createDistribution(certificate: Certificate): CloudfrontDistribution {
    const { hosts, origin } = this.props;
    const behaviours = this.cachedPaths.map((kept) => ({ ...this.behaviourOf(kept), pathPattern: kept.path }));
    const ofIndex = behaviours.find(({ pathPattern }) => pathPattern === this.indexPath?.path);
    return this.createMain('distribution', CloudfrontDistribution, {
      enabled: true,
      comment: `${this.node.id} of ${this.stack.namespace.project}-${this.stack.namespace.environment}`,
      aliases: [...hosts],
      isIpv6Enabled: true,
      httpVersion: 'http2and3',
      priceClass: 'PriceClass_All',
      defaultRootObject: origin.index.slice(1),
      origin: [{ originId: ORIGIN, domainName: this.bucketHost, originAccessControlId: this.createAccess().id }],
      defaultCacheBehavior: this.behaviourOf(this.otherPaths),
      orderedCacheBehavior: [...behaviours, ...(ofIndex ? [{ ...ofIndex, pathPattern: '/' }] : [])],
      customErrorResponse: compact([neutral.missingOf(origin)]).map(errorResponse),
      webAclId: this.deps.firewall?.ofCloudFront.arn,
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      ...reachedBy(certificate.arn, '1.2'),
    });
  }

  /** Its bucket, which the infrastructure stack has. */
  private get bucketHost(): string {
    const { foundation, infrastructure } = this.deps;
    const bucket = infrastructure.name(names.bucket, this.props.origin.bucket);
    return `${bucket}.s3.${foundation.target.region}.amazonaws.com`;
  }

  /** Signs requests to the bucket, which lets in CloudFront alone. */
  private createAccess(): CloudfrontOriginAccessControl {
    return this.create('originAccess', CloudfrontOriginAccessControl, {
      name: this.nameByPath(names.edgePolicy),
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
      lifecycle: USERS_FIRST,
    });
  }

  private behaviourOf(kept: neutral.CachedPath): CloudfrontDistributionDefaultCacheBehavior {
    return {
      targetOriginId: ORIGIN,
      viewerProtocolPolicy: 'redirect-to-https',
      allowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      cachedMethods: ['GET', 'HEAD'],
      compress: this.props.compress,
      cachePolicyId: kept.seconds === 0 ? KEEP_NOTHING : this.createCachePolicy(kept).id,
      responseHeadersPolicyId: this.createHeaders(kept)?.id,
    };
  }

  private createCachePolicy(kept: neutral.CachedPath): CloudfrontCachePolicy {
    const policy = cachePolicyOf({ ...kept, compress: this.props.compress, unsaid: neutral.DAY, headers: [] });
    return this.createAs('cachePolicy', `${kept.id}-cache-policy`, CloudfrontCachePolicy, {
      name: this.nameByPath(names.edgePolicy, kept.id),
      ...policy,
    });
  }

  private createHeaders(kept: neutral.CachedPath): CloudfrontResponseHeadersPolicy | undefined {
    const policy = headersPolicyOf(this.props.headers, this.cacheControl(kept));
    if (!policy) return undefined;
    return this.createAs('headersPolicy', `${kept.id}-headers-policy`, CloudfrontResponseHeadersPolicy, {
      name: this.nameByPath(names.edgePolicy, kept.id),
      ...policy,
    });
  }

  private leadTo(host: string, zones: Zones): void {
    const { domainName, hostedZoneId } = this.distribution;
    for (const type of ['A', 'AAAA'])
      this.createAs('record', `${hostId(host)}-${type.toLowerCase()}`, Route53Record, {
        zoneId: zones.of(host),
        name: host,
        type,
        alias: { name: domainName, zoneId: hostedZoneId, evaluateTargetHealth: false },
      });
  }

  private logRequests(retentionDays: number): void {
    const props = { retentionDays, distributionArn: this.distribution.arn };
    new AccessLogs(this, 'logs', props, this.deps);
  }
}

const errorResponse = ({ path, status }: { path: string; status: number }) => ({
  errorCode: 404,
  responseCode: status,
  responsePagePath: path,
});
