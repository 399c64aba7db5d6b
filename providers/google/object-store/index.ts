import type { Kit } from '../../../constructs/cloud';
import type { GoogleTypes } from '../types';
import { changes } from './changes';
import { ObjectStore } from './object-store';
import { parity } from './parity';
import { rules } from './rules';

export const objectStore = {
  create: ObjectStore,
  rules,
  parity,
  changes,
} satisfies Kit<'objectStore', GoogleTypes>;
