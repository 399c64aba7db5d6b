import { changes } from '../../../constructs/budget/changes';
import type { Kit } from '../../../constructs/cloud';
import type { AwsTypes } from '../types';
import { Budget } from './budget';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const budget = {
  create: Budget,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'budget', AwsTypes>;
