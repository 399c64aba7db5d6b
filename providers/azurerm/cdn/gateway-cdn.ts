/**
 * Cdn before the gateway on Azure: Front Door is the load balancer, so that hosts, certificates and the route stay the Frontend's.
 * Rules say for hosts of the Cdn what is kept.
 */
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cdn';
import type { GatewayCdnDeps } from '../../../constructs/cloud';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { compact, mapValues } from '../../../core/records';
import { type Rule, RuleSet } from '../edge/rule-set';
import type { AzurermTypes } from '../types';
import { cachingRules, headersRule } from './rule-actions';

/** Front Door keeps an answer for days that does not say how long: learn.microsoft.com/azure/frontdoor/front-door-caching */
const UNSAID = 1;

export class GatewayCdn extends neutral.GatewayCdn {
  /** What differs from a load balancer without a Cdn; undefined where nothing does. */
  readonly rules: RuleSet | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.GatewayCdnProps,
    private readonly deps: GatewayCdnDeps<AzurermTypes>,
  ) {
    super(scope, id, props);
    const rules = mapValues(this.allRules, (_, rule) => this.atHosts(rule));
    if (Object.keys(rules).length > 0) this.rules = this.createRules(rules);
  }

  get cache(): neutral.Cache {
    const { frontend } = this.deps;
    return { of: frontend.node.id, id: frontend.endpoint.id };
  }

  get address(): string {
    return this.deps.frontend.address;
  }

  private createRules(rules: Readonly<Record<string, Rule>>): RuleSet {
    const { profile, originGroup, origin } = this.deps.frontend;
    const after = [originGroup, origin];
    // Azure deletes no rules that a route has.
    return new RuleSet(this, 'rules', { profileId: profile.id, rules, after, lifecycle: USERS_FIRST });
  }

  private get allRules(): Record<string, Rule> {
    const headers = headersRule(this.securityHeaders);
    const told = (kept: neutral.CachedPath) => ({ ...kept, headers: compact([this.cacheControl(kept)]) });
    const others = told(this.otherPaths);
    const caching = {
      // A route without a cache keeps nothing by itself.
      others: others.seconds === 0 ? undefined : others,
      paths: this.cachedPaths.map(told),
      compress: this.props.compress,
      unsaid: UNSAID,
    };
    return { ...(headers && { headers }), ...cachingRules(caching) };
  }

  /** A route has all hosts of the gateway, and another Cdn some of them. */
  private atHosts({ conditions, ...rule }: Rule): Rule {
    const hosts = { operator: 'Equal', matchValues: [...this.props.hosts] };
    return { ...rule, conditions: { ...conditions, hostNameCondition: [hosts] } };
  }
}
