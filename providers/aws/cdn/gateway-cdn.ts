/** Cdn before the gateway on AWS: a CloudFront distribution that alone reaches the load balancer, which the internet does not. */
import { CloudfrontCachePolicy } from '@cdktf/provider-aws/lib/cloudfront-cache-policy';
import {
  CloudfrontDistribution,
  type CloudfrontDistributionDefaultCacheBehavior,
  type CloudfrontDistributionOrigin,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudfrontResponseHeadersPolicy } from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy';
import { ShieldProtection } from '@cdktf/provider-aws/lib/shield-protection';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cdn';
import type { GatewayCdnDeps } from '../../../constructs/cloud';
import { Certificate } from '../edge/certificate';
import { names } from '../shared/names';
import { GLOBAL_REGION } from '../shared/regions';
import type { AwsTypes } from '../types';
import { AccessLogs } from './access-logs';
import { cachePolicyOf, headersPolicyOf, KEEP_NOTHING, reachedBy } from './policies';

/** The distribution's name of the load balancer. */
const ORIGIN = 'gateway';
/**
 * AWS' own policy by which the origin gets everything that the client has sent, `Host` too:
 * docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
const EVERYTHING = '216adef6-5c7f-47e4-b989-5492eafa07d3';
/**
 * What CloudFront would otherwise answer to others for ten seconds:
 * docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

type Behaviour = CloudfrontDistributionDefaultCacheBehavior;

export class GatewayCdn extends neutral.GatewayCdn {
  readonly distribution: CloudfrontDistribution;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.GatewayCdnProps,
    private readonly deps: GatewayCdnDeps<AwsTypes>,
  ) {
    super(scope, id, props);
    this.distribution = this.createDistribution(this.createCertificate());
    if (deps.frontend.props.ddosProtection === 'advanced') this.shield();
    if (props.logs) this.logRequests(props.logs.retentionDays);
  }

  get cache(): neutral.Cache {
    return { of: this.node.id, id: this.distribution.id };
  }

  get address(): string {
    return this.distribution.domainName;
  }

  /** In CloudFront's region, by the records that prove the hosts to the load balancer. */
  private createCertificate(): Certificate {
    const { frontend } = this.deps;
    const { hosts } = this.props;
    const records = [...new Set(hosts.flatMap((host) => frontend.proofOf(host)))];
    return new Certificate(this, 'certificate', { hosts, zones: frontend.zones, region: GLOBAL_REGION, records });
  }

  private createDistribution(certificate: Certificate): CloudfrontDistribution {
    const { firewall, frontend } = this.deps;
    const { project, environment } = this.stack.namespace;
    return this.createMain('distribution', CloudfrontDistribution, {
      enabled: true,
      comment: `${this.node.id} of ${project}-${environment}`,
      aliases: [...this.props.hosts],
      isIpv6Enabled: true,
      httpVersion: 'http2and3',
      priceClass: 'PriceClass_All',
      origin: [this.origin],
      defaultCacheBehavior: this.behaviourOf(this.otherPaths),
      orderedCacheBehavior: this.cachedPaths.map((kept) => ({ ...this.behaviourOf(kept), pathPattern: kept.path })),
      customErrorResponse: ERRORS.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
      webAclId: firewall?.ofCloudFront.arn,
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      ...reachedBy(certificate.arn, frontend.props.minTlsVersion),
    });
  }

  /** By the gateway's own name, which is that of the load balancer's certificate. */
  private get origin(): CloudfrontDistributionOrigin {
    const { vpcOrigin, origin: domainName, props } = this.deps.frontend;
    return {
      originId: ORIGIN,
      domainName,
      // As long as the load balancer waits, which is longer than the gateway.
      vpcOriginConfig: { vpcOriginId: vpcOrigin.id, originReadTimeout: props.idleSeconds },
    };
  }

  private behaviourOf(kept: neutral.CachedPath): Behaviour {
    return {
      targetOriginId: ORIGIN,
      viewerProtocolPolicy: 'redirect-to-https',
      allowedMethods: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
      cachedMethods: ['GET', 'HEAD'],
      compress: this.props.compress,
      ...(kept.seconds === 0
        ? { cachePolicyId: KEEP_NOTHING, originRequestPolicyId: EVERYTHING }
        : { cachePolicyId: this.createCachePolicy(kept).id }),
      responseHeadersPolicyId: this.createHeaders(kept)?.id,
    };
  }

  /** The gateway gets what answers are told apart by, and nothing else, so that no answer is kept that goes by more. */
  private createCachePolicy(kept: neutral.CachedPath): CloudfrontCachePolicy {
    const policy = cachePolicyOf({ ...kept, compress: this.props.compress, unsaid: 0, headers: ['Host'] });
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

  private shield(): void {
    this.create('shield', ShieldProtection, {
      name: this.nameByPath(names.shieldProtection),
      resourceArn: this.distribution.arn,
    });
  }

  private logRequests(retentionDays: number): void {
    const props = { retentionDays, distributionArn: this.distribution.arn };
    new AccessLogs(this, 'logs', props, this.deps);
  }
}
