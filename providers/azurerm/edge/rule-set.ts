/** Rules of Front Door, which a route runs in order. */
import { CdnFrontdoorRule, type CdnFrontdoorRuleConfig } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-rule';
import { CdnFrontdoorRuleSet } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-rule-set';
import type { ITerraformDependable, TerraformResourceLifecycle } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';

export type Rule = Pick<CdnFrontdoorRuleConfig, 'actions' | 'conditions' | 'behaviorOnMatch'>;

export interface RuleSetProps {
  readonly profileId: string;
  /** By their ids, in order. */
  readonly rules: Readonly<Record<string, Rule>>;
  /** The origin, which Front Door wants before any rule. */
  readonly after: readonly ITerraformDependable[];
  /** @default - Terraform's own */
  readonly lifecycle?: TerraformResourceLifecycle;
}

export class RuleSet extends Component<RuleSetProps> {
  readonly set: CdnFrontdoorRuleSet;
  readonly made: readonly CdnFrontdoorRule[];

  constructor(scope: Construct, id: string, props: RuleSetProps) {
    super(scope, id, props);
    this.set = this.createMain('ruleSet', CdnFrontdoorRuleSet, {
      name: this.nameByPath(names.frontDoorRuleSet),
      cdnFrontdoorProfileId: props.profileId,
      ...(props.lifecycle && { lifecycle: props.lifecycle }),
    });
    this.made = Object.entries(props.rules).map(([name, rule], order) => this.createRule(name, order + 1, rule));
  }

  private createRule(id: string, order: number, rule: Rule): CdnFrontdoorRule {
    return this.createAs('rule', id, CdnFrontdoorRule, {
      // Rules have names of their own in each set, of letters and digits.
      name: id.replaceAll('-', ''),
      cdnFrontdoorRuleSetId: this.set.id,
      order,
      behaviorOnMatch: 'Continue',
      ...rule,
      dependsOn: [...this.props.after],
    });
  }
}
