import type { Kit } from '../../../constructs/cloud';
import type { AzurermTypes } from '../types';
import { Cdn } from './cdn';
import { changes } from './changes';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const cdn = {
  create: Cdn,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'cdn', AzurermTypes>;
