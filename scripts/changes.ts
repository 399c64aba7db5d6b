/**
 * Tries changes with Terraform: `changes.ts --with <program> [--only <pattern>] [--most <number> --seed <text>]`. The program
 * applies one output, then another over its state, and reports what was done: `<program> evolve OLD NEW --json FILE`.
 * Prints a line for each change and cloud, by which `--only` chooses, and `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { plan } from '../app/plan/plan';
import { synthesize } from '../app/synthesize';
import type { EnvironmentInput } from '../constructs/environment/schema';
import { present } from '../core/invariant';
import { shortHash } from '../core/names';
import { EnvironmentError } from '../core/rules/problem';
import { inTemporaryDirectory } from '../core/temporary';
import { CLOUD_NAMES, type CloudName } from '../core/words/clouds';
import { providers } from '../providers';
import { CHANGES } from './changes/all';
import { type Change, environmentOf, expectedOn } from './changes/matrix';
import { type Outcome, outcomeOf, type Result } from './changes/outcome';
import { showPresence } from './changes/presence';

/** A change on a cloud. */
interface Attempt {
  readonly one: Change;
  readonly cloud: CloudName;
}

const nameOf = ({ one: { thing, change }, cloud }: Attempt): string => `${thing} ${change} ${cloud}`;

type Side = 'before' | 'after';

interface Choice {
  readonly only?: string | undefined;
  readonly most?: string | undefined;
  readonly seed?: string | undefined;
}

/** The attempts whose names match; not more than so many, others with each seed. */
function chosen({ only = '', most, seed = '' }: Choice): Attempt[] {
  const all = CHANGES.flatMap((one) =>
    CLOUD_NAMES.filter((cloud) => one.untriedOn?.includes(cloud) !== true).map((cloud) => ({ one, cloud })),
  );
  const matching = all.filter((attempt) => new RegExp(only).test(nameOf(attempt)));
  if (most === undefined) return matching;
  const rank = (attempt: Attempt) => shortHash(`${seed} ${nameOf(attempt)}`);
  return [...matching].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, Number(most));
}

/** Writes environments; returns their mistakes. */
function write(environments: readonly EnvironmentInput[], outdir: string): string[] {
  mkdirSync(join(outdir, 'stacks'), { recursive: true });
  try {
    synthesize({ ...providers, environments, outdir });
    showPresence(outdir);
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return [error.message];
  }
}

/** What came of each attempt, by its name. */
function attempt(attempts: readonly Attempt[], program: string): Map<string, Outcome> {
  return inTemporaryDirectory((directory) => {
    const run = (command: string, stacks: StacksOf, ...sides: readonly Side[]): readonly Result[] => {
      const chosen = attempts.map((one) => ({ one, stacks: stacks(one) })).filter((one) => one.stacks.length > 0);
      if (chosen.length === 0) return [];
      const some = chosen.map(({ one }) => one);
      const outputs = sides.map((side) => join(directory, command, side));
      const mistakes = sides.flatMap((side, index) => write(environmentsOf(some, side), present(outputs[index], side)));
      if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
      const names = chosen.flatMap((one) => one.stacks);
      return runWith(program, [command, ...outputs], names, join(directory, `${command}.json`));
    };
    const results = [...run('evolve', stayingIn, 'before', 'after'), ...run('destroy', goneFrom, 'before')];
    return new Map(
      attempts.map((one) => [nameOf(one), outcomeOf(expectedOn(one.one, one.cloud), resultOf(one, results))]),
    );
  });
}

const environmentsOf = (attempts: readonly Attempt[], side: Side): EnvironmentInput[] =>
  [...new Set(attempts.map(({ one }) => one))].map((one) => environmentOf(one, present(one[side], side)));

/** Stacks of an attempt that something is done with. */
type StacksOf = (attempt: Attempt) => readonly string[];

const known = new Map<string, readonly string[]>();

function stacksAt(attempt: Attempt, side: Side): readonly string[] {
  const { one, cloud } = attempt;
  const topology = one[side];
  if (!topology) return [];
  const key = `${nameOf(attempt)} ${side}`;
  const stacks = known.get(key) ?? stacksIn(environmentOf(one, topology), cloud);
  known.set(key, stacks);
  return stacks;
}

/** Those that are made, in the order of applies. */
const stacksIn = (input: EnvironmentInput, cloud: CloudName): string[] =>
  plan([input], providers)
    .plans.filter((planned) => planned.cloud.name === cloud)
    .flatMap(({ stacks }) => Object.values<string>({ ...stacks }));

const stacksOf: StacksOf = (attempt) => stacksAt(attempt, 'before');

const stayingIn: StacksOf = (attempt) => stacksOf(attempt).filter((id) => stacksAt(attempt, 'after').includes(id));

/** Stacks that are no longer made: nothing happens to them until people destroy their old output, which still holds its protection. */
const goneFrom: StacksOf = (attempt) => stacksOf(attempt).filter((id) => !stacksAt(attempt, 'after').includes(id));

/** Runs the program over some of the stacks of output directories. */
function runWith(
  program: string,
  args: readonly string[],
  stacks: readonly string[],
  report: string,
): readonly Result[] {
  const options = ['--project', process.cwd(), '--only', `^(${stacks.join('|')})$`, '--json', report];
  const { stderr } = spawnSync(program, [...args, ...options], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!existsSync(report)) throw new Error(stderr);
  return JSON.parse(readFileSync(report, 'utf8')) as readonly Result[];
}

/** The result of an attempt's stacks: what one of them refused, or all that they did, in the order in which people do it. */
function resultOf(attempt: Attempt, results: readonly Result[]): Result {
  const names = [...[...goneFrom(attempt)].reverse(), ...stayingIn(attempt)];
  const own = names.flatMap((name) => results.filter(({ stack }) => stack === name));
  const failed = own.filter(({ ok }) => !ok);
  const [first] = failed.length > 0 ? failed : own;
  return {
    ...present(first, `result of ${nameOf(attempt)}`),
    output: failed.map(({ output = '' }) => output).join('\n'),
    changes: own.flatMap(({ changes = [] }) => changes),
  };
}

function main(): boolean {
  const { values } = parseArgs({
    options: { with: { type: 'string' }, only: { type: 'string' }, most: { type: 'string' }, seed: { type: 'string' } },
  });
  const outcomes = attempt(chosen(values), present(values.with, '--with'));
  for (const [name, { passed, text }] of outcomes) console.log(`${passed ? '✓' : '✗'} ${name}: ${text}`);
  const failed = [...outcomes.values()].filter(({ passed }) => !passed).length;
  console.log(`${outcomes.size - failed} passed, ${failed} failed`);
  return failed === 0;
}

if (!main()) process.exitCode = 1;
