/** What a change of each property of a budget does to what exists, on every cloud alike. */
import { type ChangesOf, inPlace } from '../../core/changes';
import type { BudgetProps } from './schema';

const AGAIN = 'an alert that was sent this month may be sent again';

export const changes: ChangesOf<BudgetProps> = {
  monthly: inPlace(AGAIN),
  currency: inPlace(),
  'alerts.*.percent': inPlace(AGAIN),
  'alerts.*.of': inPlace(AGAIN),
  notify: inPlace(),
};
