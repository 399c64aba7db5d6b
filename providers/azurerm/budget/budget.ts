/** Budget on Azure: costs of the environment's resource groups, and of what stands by for it, for action groups. */
import { ConsumptionBudgetSubscription } from '@cdktf/provider-azurerm/lib/consumption-budget-subscription';
import { StaticResource } from '@cdktf/provider-time/lib/static-resource';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/budget';
import type { BudgetDeps } from '../../../constructs/cloud';
import { channelsOf } from '../../../constructs/notification/channels';
import { nameFor, type Namespace } from '../../../core/names';
import { names } from '../shared/names';
import type { AzurermTypes } from '../types';

declare module '../../../constructs/budget/schema' {
  interface BudgetOverrides {
    readonly azurerm?: {
      readonly budget?: Partial<
        import('@cdktf/provider-azurerm/lib/consumption-budget-subscription').ConsumptionBudgetSubscriptionConfig
      >;
      readonly since?: Partial<import('@cdktf/provider-time/lib/static-resource').StaticResourceConfig>;
    };
  }
}

const FIRST_OF_MONTH = '%04d-%02d-01T00:00:00Z';

/** Of an environment with a cluster. */
const groupsOf = (namespace: Namespace): string[] => [
  nameFor(names.resourceGroup, namespace),
  nameFor(names.nodeResourceGroup, namespace, 'cluster', 'nodes'),
];

const TYPES = { actual: 'Actual', forecast: 'Forecasted' } as const;

export class Budget extends neutral.Budget {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.BudgetProps,
    private readonly deps: BudgetDeps<AzurermTypes>,
  ) {
    super(scope, id, props);
    const name = this.name(names.budget, id);
    const contactGroups = channelsOf(props.notify, deps);
    // Of the subscription, because a budget of one group would not see what the other costs.
    this.createMain('budget', ConsumptionBudgetSubscription, {
      name,
      subscriptionId: deps.foundation.subscriptionId,
      amount: props.monthly,
      timeGrain: 'Monthly',
      timePeriod: { startDate: this.firstOfMonth(name) },
      filter: { dimension: [{ name: 'ResourceGroupName', values: this.groups() }] },
      notification: props.alerts.map(({ percent, of }) => ({
        operator: 'GreaterThan',
        threshold: percent,
        thresholdType: TYPES[of],
        contactGroups,
      })),
    });
  }

  /** A new budget must begin in the present month or later, and another beginning would be another budget. */
  private firstOfMonth(name: string): string {
    const since = this.create('since', StaticResource, { triggers: { budget: name } });
    return Fn.format(FIRST_OF_MONTH, [since.year, since.month]) as string;
  }

  /** AKS makes the group of nodes itself. */
  private groups(): string[] {
    const { foundation, standingBy } = this.deps;
    const { namespace } = this.stack;
    const nodes = foundation.props.uses.has('cluster') ? [this.name(names.nodeResourceGroup, 'cluster', 'nodes')] : [];
    return [
      foundation.resourceGroupName,
      ...nodes,
      ...(standingBy === undefined ? [] : groupsOf({ ...namespace, environment: standingBy })),
    ];
  }
}
