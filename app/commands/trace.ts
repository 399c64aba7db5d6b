/** `trace`: how much of each system's design its environments meet, and what is still open. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import { isPlain } from '../../core/patch';
import { EnvironmentError, type Problem } from '../../core/rules/problem';
import { shownFrom } from '../load/find';
import { runModule } from '../load/module';
import { allDocuments } from '../trace/documents';
import { evaluator } from '../trace/evaluate';
import { operationsOf } from '../trace/operations';
import { pageOf } from '../trace/page';
import { countsOf, STATES, type Trace } from '../trace/trace';
import type { Answer, Context } from './command';
import { DEFAULT_FROM } from './sources';
import { table } from './table';

export interface TraceChoice {
  /** Modules that export a trace. @default - `trace.ts` of every folder in `environments` */
  readonly from?: readonly string[];
  /** Directory for a page of each trace, in Markdown. @default - no pages */
  readonly pages?: string;
}

interface Found {
  /** Absolute path of its file. */
  readonly file: string;
  readonly trace: Trace;
}

export async function trace(context: Context, { from, pages }: TraceChoice): Promise<Answer> {
  const { cwd, made } = context;
  const found = await tracesIn(from?.map((file) => resolve(cwd, file)) ?? defaultFiles(cwd), context);
  const systems = found.map(({ file, trace: one }) => {
    const documents = allDocuments(one.environments, made);
    if (pages !== undefined) {
      const operations = operationsOf(one.system, documents, made.clouds);
      writePage({ file, trace: one }, operations, resolve(cwd, pages));
    }
    return {
      system: one.system,
      counts: countsOf(one),
      open: one.rows.flatMap(({ lines, requirement, state }) =>
        state.kind === 'open' ? [{ lines, requirement, construct: state.construct }] : [],
      ),
      failures: one.rows.flatMap(evaluator(documents)),
      file: shownFrom(cwd, file),
    };
  });
  const problems = systems.flatMap(({ file, failures }) =>
    failures.map(({ lines, requirement, message }): Problem => ({
      at: { file },
      code: 'trace/missing',
      message: `${lines} "${requirement}": ${message}`,
    })),
  );
  return {
    text: [
      ...table(
        ['SYSTEM', ...STATES.map((kind) => kind.toUpperCase()), 'ALL'],
        systems.map(({ system, counts }) => [
          system,
          ...STATES.map((kind) => String(counts[kind])),
          String(Object.values(counts).reduce((sum, count) => sum + count, 0)),
        ]),
      ),
      '',
      ...table(
        ['OPEN', 'LINES', 'REQUIREMENT', 'WAITS FOR'],
        systems.flatMap(({ system, open }) =>
          open.map(({ lines, requirement, construct }) => [system, lines, requirement, construct]),
        ),
      ),
    ],
    data: { systems },
    problems,
  };
}

function defaultFiles(cwd: string): string[] {
  const folder = join(cwd, DEFAULT_FROM);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((system) => join(folder, system, 'trace.ts'))
    .filter((file) => existsSync(file));
}

async function tracesIn(files: readonly string[], { cwd, host }: Context): Promise<Found[]> {
  const none = (at: string, message: string) =>
    new EnvironmentError([{ at: { file: at }, code: 'trace/none', message }]);
  if (files.length === 0) throw none(DEFAULT_FROM, 'holds no trace: write one in environments/<system>/trace.ts');
  const all: Found[] = [];
  for (const file of files) {
    const { exports = {}, problems } = await runModule(file, shownFrom(cwd, file), host, files);
    if (problems.length > 0) throw new EnvironmentError(problems);
    const found = Object.values(exports).filter(isTrace);
    if (found.length === 0) throw none(shownFrom(cwd, file), 'exports no trace');
    all.push(...found.map((one) => ({ file, trace: one })));
  }
  return all;
}

const isTrace = (value: unknown): value is Trace =>
  isPlain(value) && ['system', 'design', 'rows', 'environments'].every((key) => key in value);

function writePage({ file, trace: one }: Found, operations: readonly string[], folder: string): void {
  const design = relative(folder, join(dirname(file), one.design))
    .split(sep)
    .join('/');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${one.system}.md`), pageOf(one, design, operations));
}
