import type { Kit } from '../../../constructs/cloud';
import { changes } from '../../../constructs/uptime-check/changes';
import type { AzurermTypes } from '../types';
import { parity } from './parity';
import { UptimeCheck } from './uptime-check';

export const uptimeCheck = {
  create: UptimeCheck,
  rules: [],
  parity,
  changes,
} satisfies Kit<'uptimeCheck', AzurermTypes>;
