/** Rules of what comes by the clock: by a schedule that every cloud takes. */
import type { Rule } from '../core/rules/rule';
import { limitsBothDays, longestPause, timesADay } from '../core/words/cron';

/**
 * @param code how codes begin
 * @param cronOf the schedule; undefined where there is none
 */
export const clockRules = <T, O = unknown>(
  code: string,
  property: string,
  cronOf: (props: T) => string | undefined,
): Rule<T, unknown, O>[] => {
  const rule = (what: string, isMet: (cron: string) => boolean, must: string): Rule<T, unknown, O> => ({
    code: `${code}-${what}`,
    property,
    says: `must ${must}, got "…"`,
    check: (props) => {
      const cron = cronOf(props);
      return cron !== undefined && !isMet(cron) && `must ${must}, got "${cron}"`;
    },
  });
  return [
    rule('often', (cron) => timesADay(cron) <= 1, 'come once a day at most'),
    rule('never', (cron) => longestPause(cron) < Infinity, 'come more than once'),
    rule(
      'days',
      (cron) => !limitsBothDays(cron),
      'limit days of the month or of the week, but not both, which not every cloud takes',
    ),
  ];
};
