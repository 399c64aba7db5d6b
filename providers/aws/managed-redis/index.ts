import type { Kit } from '../../../constructs/cloud';
import type { AwsTypes } from '../types';
import { changes } from './changes';
import { ManagedRedis } from './managed-redis';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const managedRedis = {
  create: ManagedRedis,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'managedRedis', AwsTypes>;
