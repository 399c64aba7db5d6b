/**
 * The edge of a LoadBalancer on AWS: certificates of its hosts, the listener that has them, and the hosts' records; behind a Cdn, the
 * way there from CloudFront.
 */
import type { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudfrontVpcOrigin } from '@cdktf/provider-aws/lib/cloudfront-vpc-origin';
import { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb';
import { DataAwsLbTargetGroup } from '@cdktf/provider-aws/lib/data-aws-lb-target-group';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerCertificate } from '@cdktf/provider-aws/lib/lb-listener-certificate';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { GatewayCdn } from '../../../constructs/cdn';
import { isBehindCdn } from '../../../constructs/cdn/before';
import { hostId, provedDomain } from '../../../constructs/dns-zone/domains';
import type { Infrastructure } from '../../../constructs/infrastructure';
import * as neutral from '../../../constructs/load-balancer';
import { present } from '../../../core/invariant';
import { Certificate } from '../edge/certificate';
import { Zones } from '../edge/zones';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import type { WebFirewall } from '../web-firewall/web-firewall';
import { IN_INFRASTRUCTURE } from './overrides';

const HTTP = 80;
const HTTPS = 443;

/** docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const TLS_POLICIES = {
  '1.2': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
  '1.3': 'ELBSecurityPolicy-TLS13-1-3-2021-06',
} as const satisfies Record<neutral.LoadBalancerProps['minTlsVersion'], string>;

interface Deps {
  readonly foundation: Foundation;
  readonly infrastructure: Infrastructure;
  readonly firewall?: WebFirewall | undefined;
}

/** How a host is served. */
interface Served {
  readonly certificate: Certificate;
  readonly listened: LbListenerCertificate;
}

/** A Cdn before it. */
type Before = GatewayCdn & { readonly distribution: CloudfrontDistribution };

export class Frontend extends neutral.Frontend {
  /** The gateway's own name, of which the listener has a certificate. */
  readonly origin: string;
  readonly zones: Zones;
  private readonly balancer: DataAwsLb;
  private readonly listener: LbListener;
  private readonly reached: CloudfrontVpcOrigin | undefined;
  private readonly served = new Map<string, Served>();

  constructor(
    scope: Construct,
    id: string,
    props: neutral.LoadBalancerProps,
    protected readonly deps: Deps,
  ) {
    super(scope, id, props);
    const { environment } = deps.infrastructure;
    this.origin = neutral.originHost(environment);
    this.zones = new Zones(this, 'zones', { hosts: [this.origin, ...this.hosts] }, deps);
    this.balancer = this.create('balancer', DataAwsLb, { name: deps.infrastructure.name(names.loadBalancer, id) });
    const certificate = new Certificate(this, 'certificate', { hosts: [this.origin], zones: this.zones });
    this.listener = this.createListener(certificate);
    for (const [domain, hosts] of this.hostsByDomain) this.certify(domain, hosts);
    if (isBehindCdn(environment)) this.reached = this.openToCloudFront();
  }

  serve(cdns: readonly Before[]): void {
    for (const { distribution, props } of cdns) for (const host of props.hosts) this.leadToCdn(host, distribution);
    if (cdns.length > 0) return;
    for (const host of this.hosts) this.leadTo(host);
    if (this.deps.firewall) this.guard(this.deps.firewall);
  }

  /** What proves a host. It stays whether the host is served behind a Cdn or not. */
  proofOf(host: string): readonly Route53Record[] {
    return this.servedAt(host).certificate.records;
  }

  protected override get overriddenElsewhere(): readonly string[] {
    return IN_INFRASTRUCTURE;
  }

  get address(): string {
    return this.balancer.dnsName;
  }

  /** By what distributions reach the load balancer. */
  get vpcOrigin(): CloudfrontVpcOrigin {
    return present(this.reached, 'way from CloudFront to the load balancer');
  }

  /** With a certificate of the gateway's own name, which stays whatever hosts come and go. */
  private createListener(certificate: Certificate): LbListener {
    const { infrastructure } = this.deps;
    const targets = this.create('targets', DataAwsLbTargetGroup, {
      name: infrastructure.name(names.targetGroup, neutral.ENTRY),
    });
    // CloudFront speaks no more with origins.
    const minTlsVersion = isBehindCdn(infrastructure.environment) ? '1.2' : this.props.minTlsVersion;
    return this.createMain('listener', LbListener, {
      loadBalancerArn: this.balancer.arn,
      port: HTTPS,
      protocol: 'HTTPS',
      sslPolicy: TLS_POLICIES[minTlsVersion],
      certificateArn: certificate.arn,
      defaultAction: [{ type: 'forward', targetGroupArn: targets.arn }],
    });
  }

  /** CloudFront's addresses in the VPC, and the gateway's own name for them. */
  private openToCloudFront(): CloudfrontVpcOrigin {
    this.create('originRecord', Route53Record, {
      zoneId: this.zones.of(this.origin),
      name: this.origin,
      type: 'A',
      alias: { name: this.balancer.dnsName, zoneId: this.balancer.zoneId, evaluateTargetHealth: false },
    });
    return this.create('vpcOrigin', CloudfrontVpcOrigin, {
      vpcOriginEndpointConfig: [
        {
          name: this.name(names.vpcOrigin, this.node.id),
          arn: this.balancer.arn,
          httpPort: HTTP,
          httpsPort: HTTPS,
          originProtocolPolicy: 'https-only',
          originSslProtocols: [{ items: ['TLSv1.2'], quantity: 1 }],
        },
      ],
      dependsOn: [this.listener],
    });
  }

  private guard({ ofRegion }: WebFirewall): void {
    this.create('firewall', Wafv2WebAclAssociation, { resourceArn: this.balancer.arn, webAclArn: ofRegion.arn });
  }

  /** A host, and `*` below it, which one record proves. */
  private get hostsByDomain(): ReadonlyMap<string, readonly string[]> {
    const domains = this.hosts.map(provedDomain);
    return new Map(domains.map((domain) => [domain, this.hosts.filter((host) => provedDomain(host) === domain)]));
  }

  /**
   * Each domain has a certificate of its own, so that one that cannot be proved holds up no other. CloudFront may ask for the
   * client's host, too.
   */
  private certify(domain: string, hosts: readonly string[]): void {
    const id = hostId(domain);
    const certificate = new Certificate(this, `certificate-${id}`, { hosts, zones: this.zones });
    const listened = this.createAs('listenerCertificate', `${id}-served`, LbListenerCertificate, {
      listenerArn: this.listener.arn,
      certificateArn: certificate.arn,
    });
    for (const host of hosts) this.served.set(host, { certificate, listened });
  }

  private servedAt(host: string): Served {
    return present(this.served.get(host), `certificate of ${host}`);
  }

  private leadTo(host: string): void {
    const { dnsName: name, zoneId } = this.balancer;
    this.record(host, 'A', { name, zoneId }, [this.servedAt(host).listened]);
  }

  /** The same record as without a Cdn, so that it changes in place. */
  private leadToCdn(host: string, { domainName: name, hostedZoneId: zoneId }: CloudfrontDistribution): void {
    for (const type of ['A', 'AAAA'] as const) this.record(host, type, { name, zoneId });
  }

  private record(
    host: string,
    type: 'A' | 'AAAA',
    target: { readonly name: string; readonly zoneId: string },
    after?: ITerraformDependable[],
  ): void {
    this.createAs('record', `${hostId(host)}-${type.toLowerCase()}`, Route53Record, {
      zoneId: this.zones.of(host),
      name: host,
      type,
      alias: { ...target, evaluateTargetHealth: false },
      ...(after && { dependsOn: after }),
    });
  }
}
