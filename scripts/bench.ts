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
import { inTemporaryDirectory } from '../core/temporary';
import { writeWithBarrels } from './bench/barrels';
import { type Command, measure, type Measured, ROOT } from './bench/run';

const TARGETS = {
  seconds: 1,
  megabytes: 200,
  timesBarrels: 25,
  timesDeep: 5,
  growth: 1.25,
  /** Of many stacks: 72 of them, and the most. */
  many: { msPerResource: 0.2, megabytes: 220, unchangedSeconds: 0.5, changedSeconds: 0.75 },
  most: { seconds: 25, megabytes: 400 },
};
/** Copies of the system, of 18 stacks each. */
const COPIES = [4, 20, 84];
/** How often something is measured that takes a moment. */
const TIMES = 5;
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
/** The app as `cdktf.json` runs it. */
const fastRun = (...args: string[]): Command => ({
  args: [join(ROOT, 'bin', 'run.cjs'), ...args],
});
/**
 * The usual way: with the heap size that the CLI sets, and with CDKTF's stack traces of tokens, which are on by
 * default.
 */
const usual = (...args: string[]): Command => ({
  args: ['--max-old-space-size=4096', ...args],
  env: { TRIPTYCH_TOKEN_TRACES: '1' },
});

function row(name: string, times: number, ...commands: readonly Command[]): Row {
  const measured = { name, ...measure(times, ...commands) };
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
    barrels: inTemporaryDirectory((directory) => {
      const project = join(directory, 'project');
      writeWithBarrels(project);
      return row('usual, barrel imports: ts-node', 1, { ...usual(tsNode, APP), cwd: project });
    }),
  };
}

/** Copies of the system, the last environment of which has a cost center of its own. */
const copiesOf = (copies: number, costCenter = 'marketing'): Command =>
  fastRun(join(ROOT, 'scripts', 'bench', 'copies.ts'), String(copies), costCenter);

function measureGrowth(): Growth[] {
  console.log('\ncopies of the system         stacks  resources   seconds    ms/copy       MB');
  return COPIES.map((copies) => {
    const { stdout, megabytes } = measure(1, copiesOf(copies));
    const { stacks, resources, seconds } = JSON.parse(stdout) as Pick<Growth, 'stacks' | 'resources' | 'seconds'>;
    const cells = [stacks, resources, seconds.toFixed(2), ((1000 * seconds) / copies).toFixed(1), megabytes.toFixed(0)];
    console.log(`${String(copies).padStart(25)}${cells.map((cell) => String(cell).padStart(10)).join('')}`);
    return { copies, stacks, resources, seconds, megabytes };
  });
}

interface Made {
  readonly unchanged: number;
  readonly changed: number;
}

/** Many stacks from nothing, once more without a change, and with one environment changed. */
function measureAgain(): { startUp: Row; cold: Row; unchanged: Row; changed: Row; made: Made } {
  const [copies = 1] = COPIES;
  console.log(`\n${copies} copies of the system, ${18 * copies} stacks, median of several runs\n`);
  return inTemporaryDirectory((directory) => {
    const into = (command: Command, name = 'kept'): Command => ({
      ...command,
      env: { CDKTF_OUTDIR: join(directory, name) },
    });
    const startUp = row('no stacks: starting the app', TIMES, copiesOf(0));
    // Each into a directory of its own, which does not exist yet.
    const cold = row('from nothing', TIMES, copiesOf(copies));
    measure(1, into(copiesOf(copies)));
    const unchanged = row('nothing changed', TIMES, into(copiesOf(copies)));
    const changes = Array.from({ length: TIMES }, (_, time) => into(copiesOf(copies, `sales-${time}`)));
    const changed = row('one environment changed', 1, ...changes);
    const madeIn = ({ stdout }: Row) => (JSON.parse(stdout) as { made: number }).made;
    return { startUp, cold, unchanged, changed, made: { unchanged: madeIn(unchanged), changed: madeIn(changed) } };
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
  const again = values.quick ? undefined : measureAgain();
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
    ...(again ? checksOfMany(again) : []),
    ...(growth
      ? [
          atMost('the most stacks, seconds', present(growth.at(-1), 'a measurement').seconds, TARGETS.most.seconds),
          atMost('the most stacks, MB', present(growth.at(-1), 'a measurement').megabytes, TARGETS.most.megabytes),
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
      `${JSON.stringify({ app: rest, uncached, typeCheck, ...compared, ...again, growth, checks }, null, 2)}\n`,
    );
  }
  return !values.check || checks.every(({ passed }) => passed);
}

function checksOfMany({ startUp, cold, unchanged, changed, made }: ReturnType<typeof measureAgain>): Check[] {
  const { many } = TARGETS;
  const { resources } = JSON.parse(cold.stdout) as Pick<Growth, 'resources'>;
  return [
    atMost(
      'many stacks from nothing, ms a resource',
      (1000 * (cold.seconds - startUp.seconds)) / resources,
      many.msPerResource,
    ),
    atMost('many stacks from nothing, MB', cold.megabytes, many.megabytes),
    atMost('nothing changed, seconds', unchanged.seconds, many.unchangedSeconds),
    atMost('nothing changed, stacks made', made.unchanged, 0),
    atMost('one environment changed, seconds', changed.seconds, many.changedSeconds),
    atMost('one environment changed, stacks made', made.changed, 6),
  ];
}

const perCopy = ({ seconds, copies }: Growth): number => seconds / copies;

interface Check {
  readonly passed: boolean;
  readonly line: string;
}

const atMost = (name: string, value: number, target: number): Check => ({
  passed: value <= target,
  line: `${name}: ${value.toFixed(2)}, at most ${target}`,
});
const atLeast = (name: string, value: number, target: number): Check => ({
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
