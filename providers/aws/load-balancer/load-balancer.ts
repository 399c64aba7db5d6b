/**
 * LoadBalancer on AWS: an Application Load Balancer with what it may call and who may call it, the target group that the gateway's
 * proxies join, the way from HTTP to HTTPS, and a bucket for its records.
 */
import { DataAwsEc2ManagedPrefixList } from '@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { ShieldProtection } from '@cdktf/provider-aws/lib/shield-protection';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/load-balancer';
import type { Protectable } from '../../../core/protection';
import type { AwsCluster } from '../cluster/aws-cluster';
import type { Foundation } from '../foundation/foundation';
import { arnOf, sourceAccount } from '../iam/statement';
import type { AwsNetwork } from '../network/network';
import { Bucket, DELETED_LOG_DAYS, keptFor } from '../object-store/bucket';
import { names } from '../shared/names';
import { IN_EDGE } from './overrides';

const HTTP = 80;
const HTTPS = 443;
const EVERYBODY = '0.0.0.0/0';
/** docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html */
const CLOUDFRONT = 'com.amazonaws.global.cloudfront.origin-facing';
/** An address of documentation alone: rfc-editor.org/rfc/rfc5737 */
const NOBODY = '192.0.2.1/32';
/** Seconds for an answer to a health check, if they are asked that seldom. */
const HEALTH_SECONDS = 5;

export class LoadBalancer extends neutral.LoadBalancer {
  readonly balancer: Lb;
  readonly targets: LbTargetGroup;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.LoadBalancerProps,
    private readonly deps: { foundation: Foundation; network: AwsNetwork; cluster: AwsCluster; isBehindCdn: boolean },
  ) {
    super(scope, id, props);
    const group = this.createSecurityGroup();
    this.balancer = this.createBalancer(group, this.createLogs());
    this.targets = this.createTargets();
    this.askTargets(this.redirect());
    // Behind a Cdn the distribution is attacked.
    if (props.ddosProtection === 'advanced' && !deps.isBehindCdn) this.shield();
  }

  protected override get overriddenElsewhere(): readonly string[] {
    return IN_EDGE;
  }

  /**
   * Its records are protected like the load balancer. It is another one behind a Cdn, where the internet does not reach it: AWS
   * replaces it on the way there or back.
   */
  override get protectables(): readonly Protectable[] {
    const { logs, deletionProtection: isProtected } = this.props;
    const balancer = this.deps.isBehindCdn ? [{ part: 'internal', isProtected }] : super.protectables;
    return [...balancer, ...(logs ? [{ part: 'logs', isProtected }] : [])];
  }

  /** Lets in everybody, or CloudFront alone, and out to the proxies of the gateway alone, which let it in. */
  private createSecurityGroup(): SecurityGroup {
    const { network, cluster } = this.deps;
    const group = this.create('securityGroup', SecurityGroup, {
      name: this.name(names.securityGroup, this.node.id),
      description: 'Clients of the load balancer',
      vpcId: network.vpcId,
      tags: { Name: this.name(names.tag, this.node.id) },
    });
    if (this.deps.isBehindCdn) this.letCloudFrontIn(group);
    else for (const port of [HTTP, HTTPS]) this.letEverybodyIn(group, port);
    this.create('proxiesRule', VpcSecurityGroupEgressRule, {
      securityGroupId: group.id,
      description: 'Proxies of the gateway',
      ...tcp(neutral.POD_PORT),
      referencedSecurityGroupId: cluster.securityGroupId,
    });
    this.create('nodesRule', VpcSecurityGroupIngressRule, {
      securityGroupId: cluster.securityGroupId,
      description: 'The load balancer, to proxies of the gateway',
      ...tcp(neutral.POD_PORT),
      referencedSecurityGroupId: group.id,
    });
    return group;
  }

  private letEverybodyIn({ id: securityGroupId }: SecurityGroup, port: number): void {
    this.createAs('clientsRule', `clients-${port}`, VpcSecurityGroupIngressRule, {
      securityGroupId,
      description: 'Everybody',
      ...tcp(port),
      cidrIpv4: EVERYBODY,
    });
  }

  /** By one port, because the list counts as 55 rules, of which a group has 60. */
  private letCloudFrontIn({ id: securityGroupId }: SecurityGroup): void {
    const { id: prefixListId } = this.create('cloudFront', DataAwsEc2ManagedPrefixList, { name: CLOUDFRONT });
    this.createAs('clientsRule', 'clients-cloudfront', VpcSecurityGroupIngressRule, {
      securityGroupId,
      description: 'CloudFront',
      ...tcp(HTTPS),
      prefixListId,
    });
  }

  private createBalancer(group: SecurityGroup, logs: Bucket | undefined): Lb {
    const { idleSeconds, deletionProtection } = this.props;
    const { network, isBehindCdn } = this.deps;
    return this.createMain('loadBalancer', Lb, {
      name: this.name(names.loadBalancer, this.node.id),
      loadBalancerType: 'application',
      internal: isBehindCdn,
      subnets: [...(isBehindCdn ? network.privateSubnetIds : network.publicSubnetIds)],
      securityGroups: [group.id],
      idleTimeout: idleSeconds,
      // Routes are found by the host that the client has named.
      preserveHostHeader: true,
      dropInvalidHeaderFields: true,
      enableDeletionProtection: deletionProtection,
      ...(logs && { accessLogs: { bucket: logs.bucket.id, enabled: true } }),
      dependsOn: [...(logs ? [logs.policy] : []), ...(isBehindCdn ? [] : network.internetReady)],
    });
  }

  /** The controller of load balancers registers the proxies. It may touch what bears its cluster's name alone. */
  private createTargets(): LbTargetGroup {
    const { drainSeconds, healthCheck } = this.props;
    const { network, cluster } = this.deps;
    return this.create('targetGroup', LbTargetGroup, {
      name: this.name(names.targetGroup, neutral.ENTRY),
      targetType: 'ip',
      port: neutral.POD_PORT,
      protocol: 'HTTPS',
      vpcId: network.vpcId,
      deregistrationDelay: String(drainSeconds),
      healthCheck: {
        protocol: 'HTTPS',
        path: neutral.HEALTH_PATH,
        matcher: '200',
        interval: healthCheck.intervalSeconds,
        // AWS wants an answer before it asks again.
        timeout: Math.min(HEALTH_SECONDS, healthCheck.intervalSeconds - 1),
        healthyThreshold: healthCheck.healthyAfter,
        unhealthyThreshold: healthCheck.unhealthyAfter,
      },
      tags: { 'elbv2.k8s.aws/cluster': cluster.clusterName },
    });
  }

  private redirect(): LbListener {
    return this.create('redirect', LbListener, {
      loadBalancerArn: this.balancer.arn,
      port: HTTP,
      protocol: 'HTTP',
      defaultAction: [
        { type: 'redirect', redirect: { protocol: 'HTTPS', port: String(HTTPS), statusCode: 'HTTP_301' } },
      ],
    });
  }

  /**
   * Targets of a group that no listener names are not asked whether they live, and proxies would not be ready until the edge is
   * there. Nothing comes in by this rule.
   */
  private askTargets(listener: LbListener): void {
    this.create('healthRule', LbListenerRule, {
      listenerArn: listener.arn,
      condition: [{ sourceIp: { values: [NOBODY] } }],
      action: [{ type: 'forward', targetGroupArn: this.targets.arn }],
    });
  }

  /** docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html: with the key that S3 keeps alone. */
  private createLogs(): Bucket | undefined {
    const { logs, deletionProtection } = this.props;
    if (!logs) return undefined;
    const { foundation } = this.deps;
    const { account } = foundation.target;
    return new Bucket(this, 'logs', {
      overrideKey: 'logs',
      resource: [this.node.id, 'logs'],
      versioning: true,
      lifecycle: [keptFor(logs.retentionDays, DELETED_LOG_DAYS)],
      statements: (arn) => [
        {
          Sid: 'LogDelivery',
          Effect: 'Allow',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `${arn}/AWSLogs/${account}/*`,
          Condition: {
            ...sourceAccount(foundation),
            ArnLike: { 'aws:SourceArn': arnOf(foundation, 'elasticloadbalancing', 'loadbalancer/*') },
          },
        },
      ],
      forceDestroy: !deletionProtection,
      after: [],
    });
  }

  private shield(): void {
    this.create('shield', ShieldProtection, {
      name: this.name(names.shieldProtection, this.node.id),
      resourceArn: this.balancer.arn,
    });
  }
}

const tcp = (port: number) => ({ ipProtocol: 'tcp', fromPort: port, toPort: port });
