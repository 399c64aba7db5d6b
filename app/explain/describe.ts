/** An explanation as text for people, in lines of at most 100 characters where words allow it. */
import { compact } from '../../core/records';
import { hanging } from '../../core/text';
import type { Explained, ExplainedConstruct, ExplainedDecision, ExplainedDefault, ExplainedWarning } from './explained';

/** A cell that is wider than this pushes the rest of its row to the next line. */
const MAX_CELL = 46;
const INDENT = '    ';

/** @param isNarrow whether to leave out what belongs to the stack and to no construct. @default false */
export const describeExplained = (explained: Explained, isNarrow = false): string[] => [
  `${explained.stack}: ${explained.environment} on ${explained.cloud}, ${explained.region}`,
  ...(isNarrow ? [] : describeStack(explained)),
  ...explained.constructs.flatMap(describeConstruct),
];

function describeStack({ after, state, terraform, tags, counts, defaults, warnings, others }: Explained): string[] {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const facts = [
    ['apply after', after.join(', ') || 'nothing: it is the first'],
    ['state', `${state.kind}: ${state.address}`],
    ['terraform', terraform.version],
    ['providers', terraform.providers.map(({ source, version }) => `${source} ${version}`).join(', ')],
    ['tags', pairs(tags, '=')],
    [`${total} resources`, pairs(counts, ' ')],
  ];
  return [
    '',
    ...columns('  ', facts),
    ...section('settings left to their defaults', columns(INDENT, defaults.map(rowOfDefault))),
    ...section('warnings', warnings.flatMap(describeWarning)),
    ...section('in Terraform, of no construct', others.map(indented)),
  ];
}

const pairs = (record: Readonly<Record<string, string | number>>, sign: string): string =>
  Object.entries(record)
    .map(([key, value]) => `${key}${sign}${value}`)
    .join(', ');

function describeConstruct(construct: ExplainedConstruct): string[] {
  const { path, title, decisions, defaults, names, overrides, warnings, addresses } = construct;
  return [
    '',
    title === undefined ? path : `${path} (${title})`,
    ...section('chosen', describeDecisions(decisions, path)),
    ...section(
      'left to defaults',
      columns(
        INDENT,
        defaults.map((one) => rowOfDefault({ ...one, path: below(path, one.path) })),
      ),
    ),
    ...section(
      'overridden',
      columns(
        INDENT,
        overrides.map(({ property, value }) => [property, plain(value)]),
      ),
    ),
    ...section('warnings', warnings.flatMap(describeWarning)),
    ...section(
      'names',
      columns(
        INDENT,
        names.map(({ kind, name, max }) => [kind, name, `${name.length} of ${max} characters`]),
      ),
    ),
    ...section('in Terraform', addresses.map(indented)),
  ];
}

/** The rest of a path below a construct's. */
const below = (construct: string, path: string): string => path.slice(construct.length + 1);

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`  ${title}`, ...lines];

const indented = (text: string): string => INDENT + text;

function describeDecisions(decisions: readonly ExplainedDecision[], construct: string): string[] {
  const width = Math.max(...decisions.map(({ subject }) => subject.length));
  return decisions.flatMap(({ subject, path, part, given, value, why }) => {
    const property = below(construct, path);
    const written = given === undefined || typeof given === 'object' ? '' : ` ${plain(given)}`;
    const about = compact([part, property !== '' && `${property}${written}`]);
    const rule = [...about, why].join(': ');
    return [
      ...hanging(`${INDENT}${subject.padEnd(width)}  `, value),
      ...hanging(`${INDENT}${' '.repeat(width)}  `, rule),
    ];
  });
}

const SOURCES: Readonly<Record<ExplainedDefault['from'], string>> = {
  schema: 'default',
  highAvailability: 'highAvailability is false',
  differences: 'differences of this cloud',
  decision: 'decided',
};

const rowOfDefault = ({ path, value, from, subject }: ExplainedDefault): string[] => [
  path,
  value === null ? 'removed' : plain(value),
  compact([SOURCES[from], subject]).join(': '),
];

function describeWarning({ path, code, message, acknowledged }: ExplainedWarning): string[] {
  const said = `${compact([path, message]).join(' ')} [${code}]`;
  return hanging(INDENT, acknowledged === undefined ? said : `${said}, accepted: ${acknowledged}`);
}

/** A value in one line: words as they are, everything else as JSON. */
const plain = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : JSON.stringify(value));

/** Rows whose cells stand below each other. The last cell is broken into lines. */
function columns(indent: string, rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0).filter((length) => length <= MAX_CELL)),
  );
  return rows.flatMap((row) => lineOf(indent, row, widths));
}

function lineOf(indent: string, row: readonly string[], widths: readonly number[]): string[] {
  const before: string[] = [];
  let start = indent;
  for (const [column, cell] of row.slice(0, -1).entries()) {
    const width = widths[column] ?? 0;
    if (cell.length <= width) start += `${cell.padEnd(width)}  `;
    else {
      before.push(...hanging(start, cell));
      start = ' '.repeat(start.length + width + 2);
    }
  }
  return [...before, ...hanging(start, row.at(-1) ?? '')];
}
