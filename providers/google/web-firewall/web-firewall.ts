/** WebFirewall on Google: a security policy of Cloud Armor for the load balancer, one for Cdns, and what is kept of the records of them. */
import {
  ComputeSecurityPolicy,
  type ComputeSecurityPolicyConfig,
} from '@cdktf/provider-google/lib/compute-security-policy';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/web-firewall';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { present } from '../../../core/invariant';
import { requestsAskedBy } from '../edge/requests';
import type { Foundation } from '../foundation/foundation';
import { LogRetention } from '../shared/log-retention';
import { names } from '../shared/names';
import { edgeRules, policyRules, refusesByLists } from './policy-rules';

declare module '../../../constructs/web-firewall/schema' {
  interface WebFirewallOverrides {
    readonly google?: {
      readonly policy?: Partial<
        import('@cdktf/provider-google/lib/compute-security-policy').ComputeSecurityPolicyConfig
      >;
    };
  }
}

/** Kinds of policies, of which the second knows addresses and countries alone: cloud.google.com/armor/docs/security-policy-overview */
interface Kind {
  readonly type: 'CLOUD_ARMOR' | 'CLOUD_ARMOR_EDGE';
  /** Who asks it. */
  readonly asks: string;
  readonly rules: typeof policyRules;
  readonly config: Partial<ComputeSecurityPolicyConfig>;
  /** How records of requests name it. */
  readonly recorded: 'SecurityPolicy' | 'EdgeSecurityPolicy';
  /** Begins the ids of its resources, and stands in their names. */
  readonly part: readonly string[];
}

const OF_SERVICES: Kind = {
  type: 'CLOUD_ARMOR',
  asks: 'the load balancer',
  rules: policyRules,
  // Bodies in JSON are read value by value. Records are no longer than needed, which would have parts of cookies:
  // cloud.google.com/armor/docs/request-logging
  config: { advancedOptionsConfig: { jsonParsing: 'STANDARD', logLevel: 'NORMAL' } },
  recorded: 'SecurityPolicy',
  part: [],
};

const OF_EDGE: Kind = {
  type: 'CLOUD_ARMOR_EDGE',
  asks: 'the Cdns',
  rules: edgeRules,
  config: {},
  recorded: 'EdgeSecurityPolicy',
  part: ['edge'],
};

export class WebFirewall extends neutral.WebFirewall {
  private readonly services: ComputeSecurityPolicy | undefined;
  private edge: ComputeSecurityPolicy | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.WebFirewallProps,
    private readonly deps: { foundation: Foundation; guarded: neutral.Guarded },
  ) {
    super(scope, id, props);
    const { loadBalancer, gatewayCdns } = deps.guarded;
    if (loadBalancer || gatewayCdns.length > 0) this.services = this.createPolicy(OF_SERVICES);
  }

  /** What backend services ask. */
  get ofServices(): ComputeSecurityPolicy {
    return present(this.services, `policy of ${this.node.id} for backend services`);
  }

  /** What buckets ask, and backend services about what they keep; made on first use. Undefined where nothing of it holds there. */
  get ofEdge(): ComputeSecurityPolicy | undefined {
    if (refusesByLists(this.props)) this.edge ??= this.createPolicy(OF_EDGE);
    return this.edge;
  }

  /** Whether whoever asks it must write down each request: the records are the load balancer's. */
  get wantsRecords(): boolean {
    return this.props.logs !== false;
  }

  private createPolicy(kind: Kind): ComputeSecurityPolicy {
    const { type, asks, rules, config, part } = kind;
    const { project, environment } = this.stack.namespace;
    const policy = this.createAs('policy', part[0] ?? 'Default', ComputeSecurityPolicy, {
      name: this.nameByPath(names.securityPolicy, ...part),
      description: `What reaches ${asks} of ${project}-${environment}`,
      type,
      rule: rules(this.props),
      ...config,
      dependsOn: this.deps.foundation.dependsOn,
      lifecycle: USERS_FIRST,
    });
    if (this.props.logs) this.keepRecords(kind, this.props.logs.retentionDays);
    return policy;
  }

  /** Of requests that met a rule. Those of the rest would be in the project's own bucket where the load balancer keeps none. */
  private keepRecords({ recorded, part }: Kind, retentionDays: number): void {
    const name = this.nameByPath(names.securityPolicy, ...part);
    const met = ['enforced', 'preview'].map((kind) => `jsonPayload.${kind}${recorded}.outcome="DENY"`).join(' OR ');
    const kept = { filter: requestsAskedBy(name, recorded), dropped: `NOT (${met})`, retentionDays };
    const purpose = `web firewall "${name}"`;
    new LogRetention(this, [...part, 'logs'].join('-'), { ...kept, purpose }, this.deps);
  }
}
