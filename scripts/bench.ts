/**
 * Measures how fast the app is, and compares it with other ways to run it: `npm run bench`.
 *
 *     --quick        only the app and the type check
 *     --json FILE    writes the figures as JSON
 *     --check        exits with 1 if a target is missed
 *
 * Measures whole processes, all in one run: ratios can be compared between machines, seconds cannot.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { present } from '../core/invariant';
import { writeWithBarrels } from './bench/barrels';
import { type Command, measure, type Measured, ROOT, withTemporary } from './bench/run';

const TARGETS = { seconds: 1, megabytes: 200, timesBarrels: 25, timesDeep: 5, growth: 1.25 };
const COPIES = [10, 100, 500];
/** Relative to the project, because a copy of the project is measured too. */
const APP = join('scripts', 'bench', 'app.ts');

interface Row extends Measured {
  readonly name: string;
}

interface Growth {
  readonly copies: number;
  readonly stacks: number;
  readonly resources: number;
  readonly seconds: number;
  readonly megabytes: number;
}

const bin = (path: string): string => join(ROOT, 'node_modules', path);
/** The app as `cdktf.json` runs it, with enough memory for short-lived objects. */
const fastRun = (...args: string[]): Command => ({
  args: ['--min-semi-space-size=16', join(ROOT, 'bin', 'run.cjs'), ...args],
});
/**
 * The usual way: with the heap size that the CLI sets, and with CDKTF's stack traces of tokens, which are on by
 * default.
 */
const usual = (...args: string[]): Command => ({
  args: ['--max-old-space-size=4096', ...args],
  env: { TRIPTYCH_TOKEN_TRACES: '1' },
});

function row(name: string, times: number, command: Command): Row {
  const measured = { name, ...measure(times, command) };
  console.log(
    `${name.padEnd(58)}${measured.seconds.toFixed(2).padStart(8)} s${measured.megabytes.toFixed(0).padStart(8)} MB`,
  );
  return measured;
}

function measureUsual(): { deep: Row; barrels: Row; tsx: Row } {
  const tsNode = bin('ts-node/dist/bin.js');
  return {
    tsx: row('usual, deep imports, no type check: tsx', 3, usual('--import', 'tsx', APP)),
    deep: row('usual, deep imports: ts-node', 3, usual(tsNode, APP)),
    barrels: withTemporary((directory) => {
      const project = join(directory, 'project');
      writeWithBarrels(project);
      return row('usual, barrel imports: ts-node', 1, { ...usual(tsNode, APP), cwd: project });
    }),
  };
}

function measureGrowth(): Growth[] {
  console.log('\ncopies of one environment    stacks  resources   seconds    ms/copy       MB');
  return COPIES.map((copies) => {
    const { stdout, megabytes } = measure(1, fastRun(join(ROOT, 'scripts', 'bench', 'copies.ts'), String(copies)));
    const { stacks, resources, seconds } = JSON.parse(stdout) as Pick<Growth, 'stacks' | 'resources' | 'seconds'>;
    const cells = [stacks, resources, seconds.toFixed(2), ((1000 * seconds) / copies).toFixed(1), megabytes.toFixed(0)];
    console.log(`${String(copies).padStart(25)}${cells.map((cell) => String(cell).padStart(10)).join('')}`);
    return { copies, stacks, resources, seconds, megabytes };
  });
}

function main(): boolean {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, json: { type: 'string' }, check: { type: 'boolean' } },
  });
  console.log('three environments on three clouds, median of several runs\n');
  measure(1, fastRun(APP)); // fills the cache
  const app = row('the app: node bin/run.cjs', 9, fastRun(APP));
  const uncached = row('the app, with nothing kept from earlier runs', 3, {
    ...fastRun(APP),
    env: { TRIPTYCH_CACHE: '0' },
  });
  const typeCheck = row('the type check: tsc --noEmit', 1, { args: [bin('typescript/bin/tsc'), '--noEmit'] });
  const compared = values.quick ? undefined : measureUsual();
  const growth = values.quick ? undefined : measureGrowth();

  const checks = [
    atMost(`the app, seconds`, app.seconds, TARGETS.seconds),
    atMost(`the app, MB`, app.megabytes, TARGETS.megabytes),
    ...(compared
      ? [
          atLeast(
            'times faster than with barrel imports',
            compared.barrels.seconds / app.seconds,
            TARGETS.timesBarrels,
          ),
          atLeast('times faster than with deep imports', compared.deep.seconds / app.seconds, TARGETS.timesDeep),
        ]
      : []),
    ...(growth
      ? [
          atMost(
            'cost of a copy among the most, times that among the fewest',
            perCopy(present(growth.at(-1), 'a measurement')) / perCopy(present(growth[0], 'a measurement')),
            TARGETS.growth,
          ),
        ]
      : []),
  ];
  console.log(`\n${checks.map(({ passed, line }) => `${passed ? '✓' : '✗'} ${line}`).join('\n')}`);
  if (values.json) {
    const { stdout: _stdout, ...rest } = app;
    writeFileSync(
      values.json,
      `${JSON.stringify({ app: rest, uncached, typeCheck, ...compared, growth, checks }, null, 2)}\n`,
    );
  }
  return !values.check || checks.every(({ passed }) => passed);
}

const perCopy = ({ seconds, copies }: Growth): number => seconds / copies;
const atMost = (name: string, value: number, target: number) => ({
  passed: value <= target,
  line: `${name}: ${value.toFixed(2)}, at most ${target}`,
});
const atLeast = (name: string, value: number, target: number) => ({
  passed: value >= target,
  line: `${name}: ${value.toFixed(1)}, at least ${target}`,
});

try {
  process.exitCode = main() ? 0 : 1;
} catch (error) {
  // The message of a failed process contains its output.
  console.error((error as Error).message);
  process.exitCode = 1;
}
