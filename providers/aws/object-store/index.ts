import type { Kit } from '../../../constructs/cloud';
import type { AwsTypes } from '../types';
import { changes } from './changes';
import { ObjectStore } from './object-store';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const objectStore = {
  create: ObjectStore,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'objectStore', AwsTypes>;
