/** Runbooks as text for people. */
import { compact } from '../../core/records';
import { hanging } from '../../core/text';
import type { Action, Part, Step } from './known';
import type { Runbook } from './runbook';

const NUMBER = 4;
const INDENT = ' '.repeat(NUMBER);

/** What words in capitals stand for. */
const WORDS =
  'Words in capitals stand for what only you know: NEW is the name of what is made anew, MOMENT a time in UTC such as 2026-05-31T06:30:00Z.';

export const describeRunbooks = (runbooks: readonly Runbook[]): string[] =>
  runbooks.flatMap((one, index) => [...(index > 0 ? ['', ''] : []), ...describeRunbook(one)]);

const describeRunbook = (runbook: Runbook): string[] => [
  headOf(runbook),
  ...objectivesOf(runbook),
  '',
  ...hanging('', WORDS),
  ...runbook.parts.flatMap(describePart),
];

const headOf = ({ environment, cloud, region, secondaryRegion }: Runbook): string =>
  `${environment} on ${cloud}: ${region}${secondaryRegion === undefined ? ', and no second region' : `, second region ${secondaryRegion}`}`;

function objectivesOf({ rpoMinutes, rtoMinutes, parts }: Runbook): string[] {
  const least = (parts[0]?.steps ?? []).reduce((sum, { minutes = 0 }) => sum + minutes, 0);
  const texts = compact([
    rpoMinutes !== undefined && `at most ${rpoMinutes} minutes of changes are lost with the region`,
    rtoMinutes !== undefined && `all runs again after ${rtoMinutes} minutes`,
  ]);
  const objectives = texts.length > 0 ? `Objectives: ${texts.join('; ')}. ` : '';
  return hanging('', `${objectives}The steps take ${least} minutes or more.`);
}

const describePart = ({ title, steps }: Part): string[] => [
  '',
  title,
  '-'.repeat(title.length),
  ...steps.flatMap((step, index) => describeStep(step, index + 1)),
];

const describeStep = ({ title, minutes, actions }: Step, number: number): string[] => [
  '',
  `${`${number}.`.padEnd(NUMBER)}${title}${minutes === undefined ? '' : ` (${minutes} minutes)`}`,
  ...actions.flatMap(describeAction),
];

/** What can be copied stands in lines of their own. */
const describeAction = ({ says, lines }: Action): string[] => [
  ...hanging(INDENT, says),
  ...lines.map((line) => `${INDENT}  ${line}`),
];
