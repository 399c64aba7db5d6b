/** Warns of a budget that list prices alone exceed: what the catalogues know of what an environment always has. */
import type { Rule, RuleContext } from '../../core/rules/rule';
import { HOURS_PER_MONTH } from '../../core/sizing/list-price';
import type { Environment } from '../environment/schema';
import { pricedStandingBy } from '../environment/standby';
import type { BudgetProps } from './schema';

/** One kind of what an environment has at least, by its list price. */
export interface ListPrice {
  /** In the plural, or a mass noun: `nodes at their minimum`. */
  readonly what: string;
  readonly usdPerHour: number;
}

/** What a cloud's catalogues know. */
export interface ListPrices {
  /** The region whose list prices they are. */
  readonly region: string;
  readonly prices: readonly ListPrice[];
}

const ofMonth = (usdPerHour: number): number => Math.round(usdPerHour * HOURS_PER_MONTH);

const sum = (prices: readonly ListPrice[]): number => prices.reduce((total, { usdPerHour }) => total + usdPerHour, 0);

/** Those of what stands by for an environment, as one. */
function ofStandingBy(environment: Environment, pricesOf: (one: Environment) => ListPrices): ListPrice[] {
  const standing = pricedStandingBy(environment);
  return standing ? [{ what: 'what stands by in the second region', usdPerHour: sum(pricesOf(standing).prices) }] : [];
}

export const listPriceWarning = <C extends RuleContext<Environment>>(
  pricesOf: (environment: Environment) => ListPrices,
): Rule<BudgetProps, C> => ({
  code: 'below-list-price',
  says: 'is less than … USD, which … cost in a month at list prices of …: raise it, or make them smaller. Disks, traffic and everything else come on top',
  property: 'monthly',
  check: ({ monthly, currency = 'USD' }, { environment }) => {
    const { region, prices } = pricesOf(environment);
    const known = [...prices, ...ofStandingBy(environment, pricesOf)].filter(({ usdPerHour }) => usdPerHour > 0);
    const total = ofMonth(sum(known));
    const parts = known.map(({ what, usdPerHour }) => `${what} (${ofMonth(usdPerHour)})`).join(', ');
    return (
      currency === 'USD' &&
      total > monthly &&
      `is less than ${total} USD, which ${parts} cost in a month at list prices of ${region}: raise it, or make them smaller. Disks, traffic and everything else come on top`
    );
  },
  standsOn: () => ['cluster', 'databases', 'caches', 'network'],
});
