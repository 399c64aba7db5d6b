import type { Kit } from '../../../constructs/cloud';
import type { AwsTypes } from '../types';
import { changes } from './changes';
import { parity } from './parity';
import { rules } from './rules';
import { UptimeCheck } from './uptime-check';

export const uptimeCheck = {
  create: UptimeCheck,
  rules,
  parity,
  changes,
} satisfies Kit<'uptimeCheck', AwsTypes>;
