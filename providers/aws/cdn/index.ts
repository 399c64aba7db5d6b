import { changes } from '../../../constructs/cdn/changes';
import type { Kit } from '../../../constructs/cloud';
import type { AwsTypes } from '../types';
import { Cdn } from './cdn';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const cdn = {
  create: Cdn,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'cdn', AwsTypes>;
