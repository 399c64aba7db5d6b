/** What a change of each property of the alarms does to what exists, on Google. */
import type { AlarmsProps } from '../../../constructs/alarms';
import { changes as commonChanges } from '../../../constructs/alarms/changes';
import { type ChangesOf, unavailable } from '../../../core/changes';

export const changes: ChangesOf<AlarmsProps> = { ...commonChanges, maintenanceNotices: unavailable };
