/** Which resources of a load balancer on AWS may be overridden, and in which stack each is. */
import type { LoadBalancerOverrides } from '../../../constructs/load-balancer';

declare module '../../../constructs/load-balancer/schema' {
  interface LoadBalancerOverrides {
    readonly aws?: {
      readonly loadBalancer?: Partial<import('@cdktf/provider-aws/lib/lb').LbConfig>;
      readonly targetGroup?: Partial<import('@cdktf/provider-aws/lib/lb-target-group').LbTargetGroupConfig>;
      readonly listener?: Partial<import('@cdktf/provider-aws/lib/lb-listener').LbListenerConfig>;
      readonly vpcOrigin?: Partial<import('@cdktf/provider-aws/lib/cloudfront-vpc-origin').CloudfrontVpcOriginConfig>;
      readonly certificate?: Partial<import('@cdktf/provider-aws/lib/acm-certificate').AcmCertificateConfig>;
      readonly redirect?: Partial<import('@cdktf/provider-aws/lib/lb-listener').LbListenerConfig>;
      readonly logs?: Partial<import('@cdktf/provider-aws/lib/s3-bucket').S3BucketConfig>;
    };
  }
}

type Key = keyof NonNullable<LoadBalancerOverrides['aws']>;

export const IN_INFRASTRUCTURE: readonly Key[] = ['loadBalancer', 'targetGroup', 'redirect', 'logs'];
export const IN_EDGE: readonly Key[] = ['listener', 'certificate', 'vpcOrigin'];
