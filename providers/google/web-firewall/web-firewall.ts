/** WebFirewall on Google: a security policy of Cloud Armor, and what is kept of the load balancer's records of it. */
import { ComputeSecurityPolicy } from '@cdktf/provider-google/lib/compute-security-policy';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/web-firewall';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { requestsAskedBy } from '../edge/requests';
import type { Foundation } from '../foundation/foundation';
import { LogRetention } from '../shared/log-retention';
import { names } from '../shared/names';
import { policyRules } from './policy-rules';

declare module '../../../constructs/web-firewall/schema' {
  interface WebFirewallOverrides {
    readonly google?: {
      readonly policy?: Partial<
        import('@cdktf/provider-google/lib/compute-security-policy').ComputeSecurityPolicyConfig
      >;
    };
  }
}

export class WebFirewall extends neutral.WebFirewall {
  readonly policy: ComputeSecurityPolicy;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.WebFirewallProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.policy = this.createPolicy();
    if (props.logs) this.keepRecords(props.logs.retentionDays);
  }

  /** Whether whoever asks it must write down each request: the records are the load balancer's. */
  get wantsRecords(): boolean {
    return this.props.logs !== false;
  }

  private get policyName(): string {
    return this.nameByPath(names.securityPolicy);
  }

  private createPolicy(): ComputeSecurityPolicy {
    const { project, environment } = this.stack.namespace;
    return this.createMain('policy', ComputeSecurityPolicy, {
      name: this.policyName,
      description: `What reaches the load balancer of ${project}-${environment}`,
      type: 'CLOUD_ARMOR',
      rule: policyRules(this.props),
      // Bodies in JSON are read value by value. Records are no longer than needed, which would have parts of cookies:
      // cloud.google.com/armor/docs/request-logging
      advancedOptionsConfig: { jsonParsing: 'STANDARD', logLevel: 'NORMAL' },
      dependsOn: this.deps.foundation.dependsOn,
      lifecycle: USERS_FIRST,
    });
  }

  /** Of requests that met a rule. Those of the rest would be in the project's own bucket where the load balancer keeps none. */
  private keepRecords(retentionDays: number): void {
    const met = ['enforced', 'preview'].map((kind) => `jsonPayload.${kind}SecurityPolicy.outcome="DENY"`).join(' OR ');
    const purpose = `web firewall "${this.policyName}"`;
    new LogRetention(
      this,
      'logs',
      { filter: requestsAskedBy(this.policyName), dropped: `NOT (${met})`, retentionDays, purpose },
      this.deps,
    );
  }
}
