import { changes } from '../../../constructs/account/changes';
import type { Kit } from '../../../constructs/cloud';
import type { AwsTypes } from '../types';
import { Account } from './account';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const account = {
  create: Account,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'account', AwsTypes>;
