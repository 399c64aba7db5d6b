/** The tables of what a change of each property does, from `providers/<cloud>/<construct>/changes.ts`. */
import { type ConstructKind } from '../../constructs/registry';
import type { Change } from '../../core/changes';
import { tableOf } from '../../core/markdown';
import { clouds, providers } from '../../providers';

const INTRODUCTION =
  'What a change does to what exists; **bold** is what to know before. *Refused by protection* holds while `deletionProtection` is true: see [protection](../guides/deploying.md#protection).';

function describeChange(change: Change): string {
  switch (change.kind) {
    case 'inPlace':
      return told('in place', change.note);
    case 'restarts':
      return told('**restarts**', change.note);
    case 'replaced':
      return told('replaced, nothing lost', change.note);
    case 'refusedByProtection':
      return `**refused by protection**: ${change.note}; ${change.way}`;
    case 'fixed':
      return `**fixed**: ${change.note}; ${change.way}`;
    case 'unavailable':
      return 'not available';
  }
}

const told = (kind: string, note: string | undefined): string => (note === undefined ? kind : `${kind}: ${note}`);

/** The tables of a construct: of each cloud, or one where all are alike. */
function tablesOf(kind: ConstructKind): Readonly<Record<string, Readonly<Record<string, Change>>>> {
  const { kits } = providers.inCluster;
  if (kind in kits) return { 'every cloud': kits[kind as keyof typeof kits].changes };
  return Object.fromEntries(
    Object.values(clouds).map(({ title, kits: ofCloud }) => [title, ofCloud[kind as keyof typeof ofCloud].changes]),
  );
}

/** The part of a construct's page: what is in place everywhere in one line, the rest as a table of rows that differ. */
export function changesPart(kind: ConstructKind): string {
  const tables = tablesOf(kind);
  const [first = {}] = Object.values(tables);
  const rows = new Map<string, { readonly cells: string[]; readonly properties: string[] }>();
  for (const property of Object.keys(first)) {
    const cells = Object.values(tables).map((table) => describeChange(table[property] ?? { kind: 'unavailable' }));
    const row = rows.get(cells.join('|')) ?? { cells, properties: [] };
    row.properties.push(`\`${property}\``);
    rows.set(cells.join('|'), row);
  }
  const isPlain = ({ cells }: { readonly cells: string[] }) => cells.every((cell) => cell === 'in place');
  const plain = [...rows.values()].filter(isPlain).flatMap(({ properties }) => properties);
  const told = [...rows.values()].filter((row) => !isPlain(row));
  return [
    INTRODUCTION,
    tableOf(
      ['property', ...Object.keys(tables)],
      told.map(({ cells, properties }) => [properties.join(', '), ...cells]),
    ),
    ...(plain.length > 0 ? [`In place, and nothing else happens: ${plain.join(', ')}.`] : []),
  ].join('\n\n');
}
