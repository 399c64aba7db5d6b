/** A problem of an environment, and how it is shown. */
import { compact } from '../records';
import { counted } from '../text';
import type { CloudName } from '../words/clouds';

/** A place in a file. Lines and columns count from 1. */
export interface Place {
  /** Path from the working directory, with forward slashes. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Something that the user has to change (or, as a warning, should know), with its place. */
export interface Problem {
  /** `system/environment`. @default - the problem is one of a file, whose environments are not known */
  readonly environment?: string;
  /** The file in which it is written, and the place there. @default - not known */
  readonly at?: Place;
  /** The cloud that objects; absent when every cloud does. */
  readonly cloud?: CloudName;
  /**
   * Path of the property, as the user typed it: `databases.postgres.storage.sizeGiB`.
   * @default - the environment as a whole
   */
  readonly path?: string;
  /** The message: the allowed values, the given one, and what to do instead. */
  readonly message: string;
  /** The rule: `postgres/storage-max`. docs/errors.md lists them. */
  readonly code: string;
  /**
   * Paths in the environment on which the problem depends: if one of them is refused, it is not shown.
   * @default - none
   */
  readonly standsOn?: readonly string[];
}

/** A warning that the environment accepts, with its reason. */
export interface Acknowledged extends Problem {
  readonly reason: string;
}

/**
 * `environments/shop.yaml:14: shop/test: databases.orders.size must be …, got … [postgres/size]`.
 */
export const describeProblem = (problem: Problem): string => `${describeWithoutCode(problem)} [${problem.code}]`;

/** The same text without the code. */
export function describeWithoutCode({ at, environment, cloud, path, message }: Problem): string {
  const file = at && compact([at.file, at.line, at.column]).join(':');
  const place = environment && (cloud ? `${environment} (${cloud})` : environment);
  return compact([file, place, path ? `${path} ${message}` : message]).join(': ');
}

/** All of a user's mistakes, printed as a list and never with a stack trace. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super([`${counted(problems.length, 'problem')}:`, ...problems.map(describeProblem)].join('\n  - '));
    this.name = 'EnvironmentError';
  }
}
