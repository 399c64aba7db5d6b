/** What a change of each property of an uptime check does to what exists, on AWS. */
import type { UptimeCheckProps } from '../../../constructs/uptime-check';
import { ANEW, changes as commonChanges } from '../../../constructs/uptime-check/changes';
import { type ChangesOf, inPlace } from '../../../core/changes';

export const changes: ChangesOf<UptimeCheckProps> = {
  ...commonChanges,
  contains: inPlace('from none or to none it is replaced'),
  everySeconds: ANEW,
};
