/** Schedules: how long the pauses between two times are. */
import { longestPause } from '../../../core/words/cron';

const HOUR = 60;
const DAY = 24 * HOUR;

it.each([
  ['* * * * *', 1],
  ['*/15 * * * *', 15],
  ['0 * * * *', HOUR],
  ['0 1 * * *', DAY],
  ['0 1,13 * * *', 12 * HOUR],
  ['0 8-17 * * *', 15 * HOUR],
  ['30 2/6 * * *', 6 * HOUR],
  ['0 3 * * MON', 7 * DAY],
  ['0 3 * * 1-5', 3 * DAY],
  ['0 3 1 * *', 31 * DAY],
  ['0 3 1 JAN *', 366 * DAY],
  ['0 3 */2 * *', 2 * DAY],
  ['0 3 29 2 *', 4 * 365 * DAY + DAY],
  // Either the first day of a month or a Monday.
  ['0 3 1 * MON', 7 * DAY],
  ['0 3 30 2 *', Infinity],
])('%s comes at least every %d minutes', (schedule, minutes) => {
  expect(longestPause(schedule)).toBe(minutes);
});
