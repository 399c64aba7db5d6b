/** What a change of each property of an uptime check does to what exists, on Google. */
import type { UptimeCheckProps } from '../../../constructs/uptime-check';
import { ANEW, changes as commonChanges } from '../../../constructs/uptime-check/changes';
import type { ChangesOf } from '../../../core/changes';

export const changes: ChangesOf<UptimeCheckProps> = {
  ...commonChanges,
  host: ANEW,
};
