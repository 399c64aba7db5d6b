/** "Did you mean": the known name that is closest to one that is not known. */
import { closest, distance } from 'fastest-levenshtein';

/** At most a third of a name's letters may differ, because a more distant guess misleads. */
const MAX_DIFFERENCE = 1 / 3;

/** `. Did you mean "network"?`, or nothing where no name is close. */
export function suggestion(given: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const lowerCase = known.map((name) => name.toLowerCase());
  const near = closest(given.toLowerCase(), lowerCase);
  return distance(given.toLowerCase(), near) <= Math.max(1, near.length * MAX_DIFFERENCE)
    ? `. Did you mean "${known[lowerCase.indexOf(near)]}"?`
    : '';
}
