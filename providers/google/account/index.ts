import type { Kit } from '../../../constructs/cloud';
import type { GoogleTypes } from '../types';
import { Account } from './account';
import { changes } from './changes';
import { parity } from './parity';
import { rules } from './rules';

export const account = {
  create: Account,
  rules,
  parity,
  changes,
} satisfies Kit<'account', GoogleTypes>;
