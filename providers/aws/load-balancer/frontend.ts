/** The edge of a LoadBalancer on AWS: certificates of its hosts, the listener that has them, and the hosts' records. */
import { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb';
import { DataAwsLbTargetGroup } from '@cdktf/provider-aws/lib/data-aws-lb-target-group';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerCertificate } from '@cdktf/provider-aws/lib/lb-listener-certificate';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import type { Construct } from 'constructs';

import type { FrontendDeps } from '../../../constructs/cloud';
import { hostId, provedDomain } from '../../../constructs/dns-zone/domains';
import * as neutral from '../../../constructs/load-balancer';
import { Certificate } from '../edge/certificate';
import { Zones } from '../edge/zones';
import { names } from '../shared/names';
import type { AwsTypes } from '../types';
import type { WebFirewall } from '../web-firewall/web-firewall';
import { IN_INFRASTRUCTURE } from './overrides';

/** docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const TLS_POLICIES = {
  '1.2': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
  '1.3': 'ELBSecurityPolicy-TLS13-1-3-2021-06',
} as const satisfies Record<neutral.LoadBalancerProps['minTlsVersion'], string>;

/** Where hosts are served. */
interface Served {
  readonly zones: Zones;
  readonly listener: LbListener;
}

export class Frontend extends neutral.Frontend {
  private readonly balancer: DataAwsLb;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.LoadBalancerProps,
    protected readonly deps: FrontendDeps<AwsTypes>,
  ) {
    super(scope, id, props);
    const origin = neutral.originHost(deps.infrastructure.environment);
    const zones = new Zones(this, 'zones', { hosts: [origin, ...this.hosts] }, deps);
    this.balancer = this.create('balancer', DataAwsLb, { name: deps.infrastructure.name(names.loadBalancer, id) });
    const listener = this.createListener(new Certificate(this, 'certificate', { hosts: [origin], zones }));
    for (const [domain, hosts] of this.hostsByDomain) this.serve(domain, hosts, { zones, listener });
    if (deps.firewall) this.guard(deps.firewall);
  }

  protected override get overriddenElsewhere(): readonly string[] {
    return IN_INFRASTRUCTURE;
  }

  get address(): string {
    return this.balancer.dnsName;
  }

  /** With a certificate of the gateway's own name, which stays whatever hosts come and go. */
  private createListener(certificate: Certificate): LbListener {
    const targets = this.create('targets', DataAwsLbTargetGroup, {
      name: this.deps.infrastructure.name(names.targetGroup, neutral.ENTRY),
    });
    return this.createMain('listener', LbListener, {
      loadBalancerArn: this.balancer.arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: TLS_POLICIES[this.props.minTlsVersion],
      certificateArn: certificate.arn,
      defaultAction: [{ type: 'forward', targetGroupArn: targets.arn }],
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

  /** Each domain has a certificate of its own, so that one that cannot be proved holds up no other. */
  private serve(domain: string, hosts: readonly string[], { zones, listener }: Served): void {
    const id = hostId(domain);
    const { arn: certificateArn } = new Certificate(this, `certificate-${id}`, { hosts, zones });
    const served = this.createAs('listenerCertificate', `${id}-served`, LbListenerCertificate, {
      listenerArn: listener.arn,
      certificateArn,
    });
    for (const host of hosts)
      this.createAs('record', `${hostId(host)}-a`, Route53Record, {
        zoneId: zones.of(host),
        name: host,
        type: 'A',
        alias: { name: this.balancer.dnsName, zoneId: this.balancer.zoneId, evaluateTargetHealth: false },
        dependsOn: [served],
      });
  }
}
