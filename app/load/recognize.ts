/** Which of the values in a file are environments. */
import { types } from 'node:util';

import type { EnvironmentInput } from '../../constructs/environment/schema';
import { isPlain } from '../../core/patch';
import type { Place, Problem } from '../../core/rules/problem';
import type { Loaded } from './source';

const MARKS = ['system', 'environment', 'targets'];

/** Whether a value has at least one of an environment's first keys: it is one, however many mistakes it has. */
export const isEnvironment = (value: unknown): value is EnvironmentInput =>
  isPlain(value) && MARKS.some((key) => Object.hasOwn(value, key));

/** Whether a value has all of them. */
export const isWholeEnvironment = (value: object): value is EnvironmentInput =>
  MARKS.every((key) => Object.hasOwn(value, key));

export const NEEDED = 'an environment is an object with system, environment, targets, costCenter and network';

/** Code of the problem of a file that holds no environment. */
export const NONE = 'source/none';

/** A problem of a file rather than of an environment. */
export const problemIn = (at: Place | string, code: string, message: string): Problem => ({
  at: typeof at === 'string' ? { file: at } : at,
  code: `source/${code}`,
  message,
});

export const refused = (...problems: Problem[]): Loaded => ({ sources: [], problems });

/**
 * The problem of a file that the operating system does not give.
 * @throws any other error
 */
export function unreadable(file: string, error: unknown): Problem {
  if (!types.isNativeError(error) || !('syscall' in error)) throw error;
  return problemIn(file, 'unreadable', `cannot be read: ${error.message}`);
}
