/** Budget on Google: costs of the project, in the billing account that pays for it, for channels of Cloud Monitoring. */
import { BillingBudget } from '@cdktf/provider-google/lib/billing-budget';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/budget';
import type { BudgetDeps } from '../../../constructs/cloud';
import { channelsOf } from '../../../constructs/notification/channels';
import { present } from '../../../core/invariant';
import { names } from '../shared/names';
import { chargedToProject } from '../shared/provider';
import type { GoogleTypes } from '../types';

declare module '../../../constructs/budget/schema' {
  interface BudgetOverrides {
    readonly google?: {
      readonly budget?: Partial<import('@cdktf/provider-google/lib/billing-budget').BillingBudgetConfig>;
    };
  }
}

const BASES = { actual: 'CURRENT_SPEND', forecast: 'FORECASTED_SPEND' } as const;

export class Budget extends neutral.Budget {
  constructor(scope: Construct, id: string, props: neutral.BudgetProps, deps: BudgetDeps<GoogleTypes>) {
    super(scope, id, props);
    const { foundation } = deps;
    this.createMain('budget', BillingBudget, {
      provider: chargedToProject(this.stack, foundation.target),
      billingAccount: present(foundation.target.billingAccount, 'billing account'),
      displayName: this.name(names.budget, id),
      budgetFilter: { projects: [`projects/${foundation.projectNumber}`], calendarPeriod: 'MONTH' },
      amount: {
        specifiedAmount: {
          units: String(props.monthly),
          ...(props.currency !== undefined && { currencyCode: props.currency }),
        },
      },
      thresholdRules: props.alerts.map(({ percent, of }) => ({
        thresholdPercent: percent / 100,
        spendBasis: BASES[of],
      })),
      allUpdatesRule: {
        monitoringNotificationChannels: channelsOf(props.notify, deps),
        // As on the other clouds, those are told who are named.
        disableDefaultIamRecipients: true,
      },
      dependsOn: foundation.dependsOn,
    });
  }
}
