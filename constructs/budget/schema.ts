/** Properties of a Budget: what an environment may cost in a month, and who is told when it costs more. */
import { z } from 'zod';

import { overridesOf } from '../../core/words/overrides';
import { entry, entryOf } from '../entry';

/** Arguments of a budget's resources that may be overridden; each provider adds its own. */
export interface BudgetOverrides {}

const alert = z.strictObject({
  /** Share of `monthly` from which on the alert is sent, in percent: 1–1000. */
  percent: z.int().min(1).max(1000),
  /** The month's costs: those until now (`actual`), or those that the cloud expects by its end (`forecast`). */
  of: z.enum(['actual', 'forecast']).default('actual'),
});

export const budgetSchema = z.strictObject({
  ...entry(),
  /** Costs of a calendar month, in whole units of the currency. A budget stops nothing: it tells. */
  monthly: z.int().min(1).max(1_000_000_000),
  /**
   * Currency of `monthly`, by its three letters, `EUR`. It must be that of the bill: no cloud converts.
   * @default - the currency of the bill; on AWS USD
   */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'must be the three letters of a currency, such as USD' })
    .optional(),
  /** Shares of `monthly` at which alerts are sent: 1–5, which Azure takes. */
  alerts: z
    .array(alert)
    .min(1)
    .max(5)
    .default([
      { percent: 80, of: 'actual' },
      { percent: 100, of: 'actual' },
      { percent: 100, of: 'forecast' },
    ]),
  /** Notifications that get the alerts: 1–5 names in the environment's `notifications`; on AWS one. */
  notify: z.array(entryOf('notifications')).min(1).max(5),
  /** Arguments merged last into this budget's resources. @default - none */
  overrides: overridesOf<BudgetOverrides>().optional(),
});

export type BudgetProps = z.output<typeof budgetSchema>;

export type BudgetAlert = BudgetProps['alerts'][number];
