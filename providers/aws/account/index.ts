import { changes } from '../../../constructs/account/changes';
import type { Kit } from '../../../constructs/cloud';
import type { AwsTypes } from '../types';
import { Account } from './account';
import { parity } from './parity';
import { rules } from './rules';

export const account = {
  create: Account,
  rules,
  parity,
  changes,
} satisfies Kit<'account', AwsTypes>;
