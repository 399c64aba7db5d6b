/** What a change of each property of the alarms does to what exists, on every cloud alike. */
import { type ChangesOf, inPlace } from '../../core/changes';
import type { AlarmsProps } from './schema';

const AGAIN = 'an alarm that is raised may be raised again';

export const changes: ChangesOf<AlarmsProps> = {
  critical: inPlace('the next alarm goes to whom it names then'),
  warning: inPlace('the next alarm goes to whom it names then'),
  'minutes.critical': inPlace(AGAIN),
  'minutes.warning': inPlace(AGAIN),
  'thresholds.cpuPercent': inPlace(AGAIN),
  'thresholds.memoryPercent': inPlace(AGAIN),
  'thresholds.connectionsPercent': inPlace(AGAIN),
  'thresholds.diskFreePercent': inPlace(AGAIN),
  'thresholds.replicaSeconds': inPlace(AGAIN),
  'thresholds.evictions': inPlace(AGAIN),
  'thresholds.errorPercent': inPlace(AGAIN),
  'thresholds.p95Ms': inPlace(AGAIN),
  'thresholds.leastRequests': inPlace(AGAIN),
  'rules.*.tells': inPlace(),
  'rules.*.severity': inPlace('the next alarm goes to whom it names then'),
  'rules.*.minutes': inPlace(AGAIN),
  'rules.*.raised': inPlace(AGAIN),
  'rules.*.threshold': inPlace(AGAIN),
  'rules.*.metric': inPlace(AGAIN),
  maintenanceNotices: inPlace('what was told before is not told again'),
  dashboard: inPlace('it holds charts, and nothing that they show'),
  off: inPlace('an alarm goes or comes, and no record of the past with it'),
};
