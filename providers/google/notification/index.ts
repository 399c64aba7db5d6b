import type { Kit } from '../../../constructs/cloud';
import type { GoogleTypes } from '../types';
import { changes } from './changes';
import { Notification } from './notification';
import { parity } from './parity';

export const notification = {
  create: Notification,
  rules: [],
  parity,
  changes,
} satisfies Kit<'notification', GoogleTypes>;
