/**
 * Tries changes with Terraform: `changes.ts --with <program> [--only <pattern>] [--most <number> --seed <text>]`. The program
 * applies one output, then another over its state, and reports what was done: `<program> evolve OLD NEW --json FILE`.
 * Prints a line for each change and cloud, and `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { stackNames } from '../app/plan/stack-names';
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

const nameOf = ({ thing, change }: Change): string => `${thing} ${change}`;

interface Choice {
  readonly only?: string | undefined;
  readonly most?: string | undefined;
  readonly seed?: string | undefined;
}

/** The changes whose names match; not more than so many, others with each seed. */
function chosen({ only = '', most, seed = '' }: Choice): Change[] {
  const matching = CHANGES.filter((change) => new RegExp(only).test(nameOf(change)));
  if (most === undefined) return matching;
  const rank = (change: Change) => shortHash(`${seed} ${nameOf(change)}`);
  return [...matching].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, Number(most));
}

/** Writes environments; returns their mistakes. */
function write(environments: readonly EnvironmentInput[], outdir: string): string[] {
  mkdirSync(join(outdir, 'stacks'), { recursive: true });
  try {
    synthesize({ ...providers, environments, outdir });
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return [error.message];
  }
}

/** What came of each change on each cloud. */
function attempt(changes: readonly Change[], program: string): Map<string, Outcome> {
  return inTemporaryDirectory((directory) => {
    const at = (name: string) => join(directory, name);
    const run = (command: string, ...names: readonly string[]) => runWith(program, command, names.map(at), at(command));
    const [evolving, ending] = [changes.filter(({ after }) => after), changes.filter(({ after }) => !after)];
    const mistakes = [
      ...write(
        evolving.map((one) => environmentOf(one, one.before)),
        at('before'),
      ),
      ...write(
        evolving.map((one) => environmentOf(one, present(one.after, 'what comes after'))),
        at('after'),
      ),
      ...write(
        ending.map((one) => environmentOf(one, one.before)),
        at('ending'),
      ),
    ];
    if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
    const results = [
      ...(evolving.length > 0 ? run('evolve', 'before', 'after') : []),
      ...(ending.length > 0 ? run('destroy', 'ending') : []),
    ];
    const tried = changes.flatMap((one) => CLOUD_NAMES.map((cloud) => ({ one, cloud })));
    return new Map(
      tried.map(({ one, cloud }) => [
        `${nameOf(one)} ${cloud}`,
        outcomeOf(expectedOn(one, cloud), resultOf(one, cloud, results)),
      ]),
    );
  });
}

/** Runs the program over output directories. */
function runWith(program: string, command: string, outputs: readonly string[], report: string): readonly Result[] {
  const args = [command, ...outputs, '--project', process.cwd(), '--json', report];
  const { stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!existsSync(report)) throw new Error(stderr);
  return JSON.parse(readFileSync(report, 'utf8')) as readonly Result[];
}

/** The result of an environment's two stacks: that of the one which failed, or all that both did. */
function resultOf(change: Change, cloud: CloudName, results: readonly Result[]): Result {
  const names = Object.values(stackNames(environmentOf(change, change.before), cloud));
  const own = results.filter(({ stack }) => names.includes(stack));
  const failed = own.find(({ ok }) => !ok);
  return (
    failed ?? { ...present(own[0], `result of ${nameOf(change)}`), changes: own.flatMap(({ changes = [] }) => changes) }
  );
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
