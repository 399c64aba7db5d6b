/** Environments that a module exports. */
import { types } from 'node:util';

import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { Problem } from '../../core/rules/problem';
import { type Host, isUncompiled } from '../commands/host';
import { isEnvironment, isWholeEnvironment, NEEDED, problemIn, refused } from './recognize';
import type { Loaded } from './source';

type Exports = Readonly<Record<string, unknown>>;

/**
 * Runs a module and takes every export that is an environment or a list of them. Other exports, such as functions and
 * parts that environments share, are passed over.
 * @param path absolute
 * @param file the path in messages
 */
export async function loadModule(path: string, file: string, host: Host): Promise<Loaded> {
  const { exports, problems: mistakes } = await runModule(path, file, host);
  if (!exports) return refused(...mistakes);
  const problems = Object.entries(exports).flatMap(([name, value]) => wrongEntries(name, value, file));
  if (problems.length > 0) return refused(...problems);
  const inputs = environmentsIn(exports);
  if (inputs.length === 0 && !Object.values(exports).some(isEmptyList))
    return refused(problemIn(file, 'none', `exports no environment and no list of environments: ${NEEDED}`));
  return { sources: inputs.map((input) => ({ input, origin: { file } })), problems: [] };
}

/** A list that is empty on purpose: the file will hold environments one day. */
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

interface Ran {
  /** Absent if the module does not compile or throws. */
  readonly exports?: Exports;
  readonly problems: readonly Problem[];
}

/** Runs a module of the user's; his mistakes in it are problems. */
export async function runModule(path: string, file: string, host: Host, together?: readonly string[]): Promise<Ran> {
  try {
    return { exports: await host.load(path, together), problems: [] };
  } catch (error) {
    return { problems: problemsOf(types.isNativeError(error) ? error : new Error(`throws ${String(error)}`), file) };
  }
}

function problemsOf(error: Error, file: string): Problem[] {
  if (!isUncompiled(error)) return [problemIn(file, 'module', error.message)];
  return error.mistakes.map(({ text, ...place }) => problemIn(place, 'module', text));
}

/** The exports that are environments; the exports themselves, where `module.exports` is one. */
const environmentsIn = (exports: Exports): EnvironmentInput[] =>
  isWholeEnvironment(exports) ? [exports] : Object.values(exports).flat().filter(isEnvironment);

/** In a list of environments, entries that are none, such as those whose import failed. */
function wrongEntries(name: string, value: unknown, file: string): Problem[] {
  if (!Array.isArray(value) || !value.some(isEnvironment)) return [];
  return value.flatMap((entry: unknown, index) =>
    isEnvironment(entry)
      ? []
      : [problemIn(file, 'entry', `exports the list ${name}, whose entry ${index + 1} is no environment: ${NEEDED}`)],
  );
}
