/**
 * Versions and prices age without anything failing. Each table of them says when it was checked (`asOf`), and may not be much
 * older than the day below. There is no clock here: the same commit always passes or always fails.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The day on which somebody last went through the tables. Moved on at every release: see CONTRIBUTING.md. */
const REVIEWED = '2026-11-28';
const WARNING_DAYS = 90;
const MOST_DAYS = 180;

/** Tables that may be older, by file and date, and why. */
const OLDER_BECAUSE: Readonly<Record<string, string>> = {
  'providers/google/shared/catalogue.ts of 2025-07-07':
    'node types of Memorystore Cluster: no newer list of their prices has been found, and memory alone decides among them',
};

const ROOT = join(__dirname, '../..');
const sources = ['core', 'constructs', 'providers'].flatMap((directory) =>
  readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${directory}/${name}`),
);

/** What is given as `asOf`, wherever it is: by property or by constant. Types say `string`. */
const given = sources.flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\basOf\s*[:=]\s*([^,;\s]+)/g)]
    .map(([, value]) => value!)
    .filter((value) => value !== 'string')
    .map((value) => ({ file, value })),
);
const isDate = (value: string): boolean => /^'\d{4}-\d\d-\d\d'$/.test(value);
const tables = given
  .filter(({ value }) => isDate(value))
  .map(({ file, value }) => ({ file, date: value.slice(1, -1) }));

const ageOf = (date: string): number => (Date.parse(REVIEWED) - Date.parse(date)) / 86_400_000;
const described = ({ file, date }: (typeof tables)[number]): string => `${file} of ${date}`;

describe('dated tables', () => {
  it('are found, and say their date where they are', () => {
    expect(given.filter(({ value }) => !isDate(value))).toEqual([]);
    for (const cloud of ['aws', 'azurerm', 'google'])
      expect(tables.map(({ file }) => file)).toEqual(expect.arrayContaining([`providers/${cloud}/shared/versions.ts`]));
  });

  it('are not dated after the day of the last review: move REVIEWED on', () => {
    expect(tables.filter(({ date }) => ageOf(date) < 0).map(described)).toEqual([]);
  });

  it(`are at most ${MOST_DAYS} days old`, () => {
    const old = tables.filter(({ date }) => ageOf(date) > MOST_DAYS).map(described);
    expect(old).toEqual(Object.keys(OLDER_BECAUSE));
  });

  it(`are named when older than ${WARNING_DAYS} days`, () => {
    const ageing = tables.filter(({ date }) => ageOf(date) > WARNING_DAYS && ageOf(date) <= MOST_DAYS);
    for (const table of ageing)
      process.stderr.write(`to be checked soon: ${described(table)}, ${ageOf(table.date)} days\n`);
  });
});
