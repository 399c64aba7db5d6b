import type { Kit } from '../../../constructs/cloud';
import type { GoogleTypes } from '../types';
import { changes } from './changes';
import { parity } from './parity';
import { UptimeCheck } from './uptime-check';

export const uptimeCheck = {
  create: UptimeCheck,
  rules: [],
  parity,
  changes,
} satisfies Kit<'uptimeCheck', GoogleTypes>;
