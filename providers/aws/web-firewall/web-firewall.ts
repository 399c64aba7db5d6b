/** WebFirewall on AWS: a web ACL with its sets of addresses, and where its records go. */
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Wafv2IpSet } from '@cdktf/provider-aws/lib/wafv2-ip-set';
import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/web-firewall';
import type { Foundation } from '../foundation/foundation';
import { FIREWALL_LOGS } from '../foundation/log-policy';
import { names } from '../shared/names';
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

/** Of a load balancer, in the environment's region; a distribution of CloudFront wants `CLOUDFRONT`. */
const SCOPE = 'REGIONAL';

export class WebFirewall extends neutral.WebFirewall {
  readonly acl: Wafv2WebAcl;

  constructor(scope: Construct, id: string, props: neutral.WebFirewallProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    this.acl = this.createAcl();
    if (props.logs) this.keepRecords(props.logs.retentionDays, deps);
  }

  private createAcl(): Wafv2WebAcl {
    const { allowedCidrs, blockedCidrs } = this.props;
    const sets = { allowed: this.createSet('allowed', allowedCidrs), blocked: this.createSet('blocked', blockedCidrs) };
    return this.createMain('acl', Wafv2WebAcl, {
      name: this.nameByPath(names.webAcl),
      description: `What reaches the load balancer of ${this.stack.namespace.project}-${this.stack.namespace.environment}`,
      scope: SCOPE,
      defaultAction: { allow: {} },
      rule: aclRules(this.props, sets),
      visibilityConfig: visible(this.nameByPath(names.webAcl)),
    });
  }

  private createSet(id: string, addresses: readonly string[]): Wafv2IpSet | undefined {
    if (addresses.length === 0) return undefined;
    return this.createAs('ipSet', id, Wafv2IpSet, {
      name: this.nameByPath(names.webAcl, id),
      scope: SCOPE,
      ipAddressVersion: 'IPV4',
      addresses: [...addresses],
    });
  }

  /** Requests that met a rule, without what people sign in with. */
  private keepRecords(retentionInDays: number, { foundation }: { foundation: Foundation }): void {
    const group = this.create('logGroup', CloudwatchLogGroup, {
      name: `${FIREWALL_LOGS}${this.nameByPath(names.logGroup)}`,
      retentionInDays,
    });
    this.create('logging', Wafv2WebAclLoggingConfiguration, {
      resourceArn: this.acl.arn,
      logDestinationConfigs: [group.arn],
      // What met no rule is in the records of the load balancer.
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
      dependsOn: [foundation.firewallLogPolicy],
    });
  }
}
