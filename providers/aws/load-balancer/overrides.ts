/** Which resources of a load balancer on AWS may be overridden, and in which stack each is. */
import type { LoadBalancerOverrides } from '../../../constructs/load-balancer';

declare module '../../../constructs/load-balancer/schema' {
  interface LoadBalancerOverrides {
    readonly aws?: {
      readonly loadBalancer?: Partial<import('@cdktf/provider-aws/lib/lb').LbConfig>;
      readonly targetGroup?: Partial<import('@cdktf/provider-aws/lib/lb-target-group').LbTargetGroupConfig>;
      readonly listener?: Partial<import('@cdktf/provider-aws/lib/lb-listener').LbListenerConfig>;
      readonly certificate?: Partial<import('@cdktf/provider-aws/lib/acm-certificate').AcmCertificateConfig>;
      readonly redirect?: Partial<import('@cdktf/provider-aws/lib/lb-listener').LbListenerConfig>;
      readonly logs?: Partial<import('@cdktf/provider-aws/lib/s3-bucket').S3BucketConfig>;
    };
  }
}

type Key = keyof NonNullable<LoadBalancerOverrides['aws']>;

const STACKS: Readonly<Record<Key, 'infrastructure' | 'edge'>> = {
  loadBalancer: 'infrastructure',
  targetGroup: 'infrastructure',
  redirect: 'infrastructure',
  logs: 'infrastructure',
  listener: 'edge',
  certificate: 'edge',
};

const keysIn = (wanted: 'infrastructure' | 'edge'): string[] =>
  Object.entries(STACKS).flatMap(([key, stack]) => (stack === wanted ? [key] : []));

export const IN_INFRASTRUCTURE: readonly string[] = keysIn('infrastructure');
export const IN_EDGE: readonly string[] = keysIn('edge');
