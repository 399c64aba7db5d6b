/**
 * Versions and prices become outdated without a failing test. Each table therefore has the date of its last check
 * (`asOf`), which may not be much older than the day below. No clock is read: the same commit always passes or always
 * fails.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Day of the last review of all tables. Updated at every release: see CONTRIBUTING.md. */
const REVIEWED = '2026-11-28';
const WARNING_DAYS = 90;
const MOST_DAYS = 180;

/** Tables that may be older, by file and date, with the reason. */
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

/** Every value of `asOf`, as a property or a constant. Types (`string`) are skipped. */
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
  it('are found, and contain their date', () => {
    expect(given.filter(({ value }) => !isDate(value))).toEqual([]);
    for (const cloud of ['aws', 'azurerm', 'google'])
      expect(tables.map(({ file }) => file)).toEqual(expect.arrayContaining([`providers/${cloud}/shared/versions.ts`]));
  });

  it('are not dated after the last review: update REVIEWED', () => {
    expect(tables.filter(({ date }) => ageOf(date) < 0).map(described)).toEqual([]);
  });

  it(`are at most ${MOST_DAYS} days old`, () => {
    const old = tables.filter(({ date }) => ageOf(date) > MOST_DAYS).map(described);
    expect(old).toEqual(Object.keys(OLDER_BECAUSE));
  });

  it(`are listed when older than ${WARNING_DAYS} days`, () => {
    const ageing = tables.filter(({ date }) => ageOf(date) > WARNING_DAYS && ageOf(date) <= MOST_DAYS);
    for (const table of ageing)
      process.stderr.write(`to be checked soon: ${described(table)}, ${ageOf(table.date)} days\n`);
  });
});
