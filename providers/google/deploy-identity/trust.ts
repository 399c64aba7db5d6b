/** The trust of a provider in tokens: of which runs, as an expression of CEL. */
import type { Trust } from '../../../constructs/deploy-identity';

/** No text of an environment ends a string: quotes and backslashes are escaped. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, (sign) => `\\${sign}`)}'`;

export function condition(subjects: Trust['subjects']): string {
  const whole = subjects.filter(({ isBeginning }) => !isBeginning).map(({ text }) => quoted(text));
  const beginnings = subjects.filter(({ isBeginning }) => isBeginning).map(({ text }) => quoted(text));
  return [
    ...(whole.length > 0 ? [`assertion.sub in [${whole.join(', ')}]`] : []),
    ...beginnings.map((text) => `assertion.sub.startsWith(${text})`),
  ].join(' || ');
}
