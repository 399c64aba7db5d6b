/** WebFirewall on AWS: a web ACL with its sets of addresses for the load balancer, one for Cdns, and where their records go. */
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Wafv2IpSet } from '@cdktf/provider-aws/lib/wafv2-ip-set';
import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/web-firewall';
import { present } from '../../../core/invariant';
import type { Foundation } from '../foundation/foundation';
import { FIREWALL_LOGS } from '../foundation/log-policy';
import { names } from '../shared/names';
import { GLOBAL_REGION } from '../shared/regions';
import { aclRules, visible } from './acl-rules';

declare module '../../../constructs/web-firewall/schema' {
  interface WebFirewallOverrides {
    readonly aws?: {
      readonly acl?: Partial<import('@cdktf/provider-aws/lib/wafv2-web-acl').Wafv2WebAclConfig>;
      readonly ipSet?: Partial<import('@cdktf/provider-aws/lib/wafv2-ip-set').Wafv2IpSetConfig>;
      readonly logGroup?: Partial<import('@cdktf/provider-aws/lib/cloudwatch-log-group').CloudwatchLogGroupConfig>;
      readonly logging?: Partial<
        import('@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration').Wafv2WebAclLoggingConfigurationConfig
      >;
    };
  }
}

/** Kinds of web ACLs: docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html */
interface Kind {
  readonly scope: 'REGIONAL' | 'CLOUDFRONT';
  /** Who asks it. */
  readonly asks: string;
  /** Where it is. @default - in the environment's region */
  readonly region?: string;
  /** Begins the ids of its resources, and stands in their names. */
  readonly part: readonly string[];
}

const OF_REGION: Kind = { scope: 'REGIONAL', asks: 'the load balancer', part: [] };
const OF_CLOUDFRONT: Kind = { scope: 'CLOUDFRONT', asks: 'the Cdns', region: GLOBAL_REGION, part: ['global'] };

export class WebFirewall extends neutral.WebFirewall {
  private readonly regional: Wafv2WebAcl | undefined;
  private readonly global: Wafv2WebAcl | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.WebFirewallProps,
    private readonly deps: { foundation: Foundation; guarded: neutral.Guarded },
  ) {
    super(scope, id, props);
    const { loadBalancer, gatewayCdns, bucketCdns } = deps.guarded;
    if (loadBalancer) this.regional = this.createAcl(OF_REGION);
    if (gatewayCdns.length + bucketCdns.length > 0) this.global = this.createAcl(OF_CLOUDFRONT);
  }

  /** What the load balancer asks. */
  get ofRegion(): Wafv2WebAcl {
    return present(this.regional, `regional web ACL of ${this.node.id}`);
  }

  /** What distributions ask. */
  get ofCloudFront(): Wafv2WebAcl {
    return present(this.global, `global web ACL of ${this.node.id}`);
  }

  private createAcl(kind: Kind): Wafv2WebAcl {
    const { scope, asks, region, part } = kind;
    const { allowedCidrs, blockedCidrs, logs } = this.props;
    const { project, environment } = this.stack.namespace;
    const acl = this.createAs('acl', part[0] ?? 'Default', Wafv2WebAcl, {
      region,
      name: this.nameByPath(names.webAcl, ...part),
      description: `What reaches ${asks} of ${project}-${environment}`,
      scope,
      defaultAction: { allow: {} },
      rule: aclRules(this.props, {
        allowed: this.createSet(kind, 'allowed', allowedCidrs),
        blocked: this.createSet(kind, 'blocked', blockedCidrs),
      }),
      visibilityConfig: visible(this.nameByPath(names.webAcl, ...part)),
    });
    if (logs) this.keepRecords(kind, acl, logs.retentionDays);
    return acl;
  }

  private createSet({ scope, region, part }: Kind, id: string, addresses: readonly string[]): Wafv2IpSet | undefined {
    if (addresses.length === 0) return undefined;
    return this.createAs('ipSet', idIn(part, id), Wafv2IpSet, {
      region,
      name: this.nameByPath(names.webAcl, ...part, id),
      scope,
      ipAddressVersion: 'IPV4',
      addresses: [...addresses],
    });
  }

  /** Requests that met a rule, without what people sign in with. */
  private keepRecords({ region, part }: Kind, acl: Wafv2WebAcl, retentionInDays: number): void {
    const group = this.createAs('logGroup', idIn(part, 'log-group'), CloudwatchLogGroup, {
      region,
      name: `${FIREWALL_LOGS}${this.nameByPath(names.logGroup, ...part)}`,
      retentionInDays,
    });
    this.createAs('logging', idIn(part, 'logging'), Wafv2WebAclLoggingConfiguration, {
      region,
      resourceArn: acl.arn,
      logDestinationConfigs: [group.arn],
      // What met no rule is in the records of whoever asks.
      loggingFilter: {
        defaultBehavior: 'DROP',
        filter: [
          {
            behavior: 'KEEP',
            requirement: 'MEETS_ANY',
            condition: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
      redactedFields: [{ singleHeader: { name: 'authorization' } }, { singleHeader: { name: 'cookie' } }],
      dependsOn: [this.deps.foundation.firewallLogPolicy(region)],
    });
  }
}

const idIn = (part: readonly string[], id: string): string => [...part, id].join('-');
