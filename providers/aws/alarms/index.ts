import { metricRules } from '../../../constructs/alarms';
import { changes } from '../../../constructs/alarms/changes';
import type { Kit } from '../../../constructs/cloud';
import type { AwsTypes } from '../types';
import { Alarms } from './alarms';
import { parity } from './parity';

export const alarms = {
  create: Alarms,
  rules: [metricRules('aws')],
  parity,
  changes,
} satisfies Kit<'alarms', AwsTypes>;
