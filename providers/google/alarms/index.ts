import { metricRules } from '../../../constructs/alarms';
import type { Kit } from '../../../constructs/cloud';
import type { GoogleTypes } from '../types';
import { Alarms } from './alarms';
import { changes } from './changes';
import { parity } from './parity';

export const alarms = {
  create: Alarms,
  rules: [metricRules('google')],
  parity,
  changes,
} satisfies Kit<'alarms', GoogleTypes>;
