/** The page of changes that are tried: what goes and what stays, from the tables that Terraform is tried with. */
import { tableOf } from '../../core/markdown';
import { firstUpper } from '../../core/text';
import type { CloudName } from '../../core/words/clouds';
import { clouds } from '../../providers';
import { THINGS } from '../changes/all';
import { type Expected, expectedOn, type Row, type Thing } from '../changes/matrix';

const codes = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

function describe(expected: Expected): string {
  switch (expected.kind) {
    case 'refused':
      return `**refused** by \`${expected.by}\``;
    case 'nothing':
      return 'nothing changes';
    case 'kept':
      return 'kept';
    case 'replaced':
      return `kept; ${codes(expected.types)} replaced, successor first`;
    case 'goes':
      return `**goes**: ${codes(expected.types)}${expected.last === undefined ? '' : ', keys last'}`;
  }
}

function cellOf(row: Row, cloud: CloudName): string {
  const expected = expectedOn(row, cloud);
  const note = expected.note === undefined ? '' : `: ${expected.note}`;
  return `${describe(expected)}${note}`;
}

function sectionOf({ thing, rows }: Thing): string {
  const all = Object.values(clouds);
  const tried = Object.entries(rows).flatMap(([change, row]) =>
    typeof row === 'string' ? [] : [[change, ...all.map(({ name }) => cellOf(row, name))]],
  );
  const none = Object.entries(rows).flatMap(([change, why]) => (typeof why === 'string' ? [`${change} (${why})`] : []));
  return [
    `## ${firstUpper(thing)}`,
    tableOf(['change', ...all.map(({ title }) => title)], tried),
    ...(none.length > 0 ? [`There is no such change: ${none.join(', ')}.`] : []),
  ].join('\n\n');
}

/** The tables of each kind of thing. */
export const matrixSections = (): string => THINGS.map(sectionOf).join('\n\n');
