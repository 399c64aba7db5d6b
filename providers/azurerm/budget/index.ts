import { changes } from '../../../constructs/budget/changes';
import type { Kit } from '../../../constructs/cloud';
import { unavailable } from '../../../core/changes';
import type { AzurermTypes } from '../types';
import { Budget } from './budget';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const budget = {
  create: Budget,
  rules,
  warnings,
  parity,
  // Of the subscription's bill.
  changes: { ...changes, currency: unavailable },
} satisfies Kit<'budget', AzurermTypes>;
