/** What a change of each property of an uptime check does to what exists, on every cloud alike. */
import { type ChangesOf, inPlace, replaced } from '../../core/changes';
import type { UptimeCheckProps } from './schema';

/** Of a check that the cloud makes anew. */
export const ANEW = replaced('the new one asks at once, and has no record of the past');

export const changes: ChangesOf<UptimeCheckProps> = {
  host: inPlace(),
  path: inPlace(),
  contains: inPlace(),
  everySeconds: inPlace(),
  minutes: inPlace('an alarm that is raised may be raised again'),
  notify: inPlace('the next alarm goes to whom it names then'),
};
