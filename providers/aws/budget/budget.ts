/** Budget on AWS: costs of what has the environment's tags, for a topic of SNS. */
import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/budget';
import type { BudgetDeps } from '../../../constructs/cloud';
import { channelsOf, readyFor } from '../../../constructs/notification/channels';
import { present } from '../../../core/invariant';
import { names } from '../shared/names';
import type { AwsTypes } from '../types';

declare module '../../../constructs/budget/schema' {
  interface BudgetOverrides {
    readonly aws?: {
      readonly budget?: Partial<import('@cdktf/provider-aws/lib/budgets-budget').BudgetsBudgetConfig>;
    };
  }
}

/** The one currency that Budgets knows. */
export const CURRENCY = 'USD';

/** Tags that every resource of an environment has, and no other: `user:` because AWS has tags of its own. */
const TAGS = ['Project', 'Environment'];

const TYPES = { actual: 'ACTUAL', forecast: 'FORECASTED' } as const;

export class Budget extends neutral.Budget {
  constructor(scope: Construct, id: string, props: neutral.BudgetProps, deps: BudgetDeps<AwsTypes>) {
    super(scope, id, props);
    this.createMain('budget', BudgetsBudget, {
      name: this.name(names.budget, id),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: String(props.monthly),
      limitUnit: props.currency ?? CURRENCY,
      costFilter: [{ name: 'TagKeyValue', values: TAGS.map((tag) => `user:${tag}$${this.tag(tag)}`) }],
      notification: props.alerts.map(({ percent, of }) => ({
        comparisonOperator: 'GREATER_THAN',
        threshold: percent,
        thresholdType: 'PERCENTAGE',
        notificationType: TYPES[of],
        subscriberSnsTopicArns: channelsOf(props.notify, deps),
      })),
      dependsOn: readyFor(props.notify, deps),
    });
  }

  private tag(tag: string): string {
    return present(this.stack.tags[tag], `tag ${tag}`);
  }
}
