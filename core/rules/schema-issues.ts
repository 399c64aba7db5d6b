/** Describes a schema's issues in the words of the rules: what is allowed, what was given. */
import type { z } from 'zod';

import { keysAt, kindsWith } from './schema-keys';
import { suggestion } from './suggestion';

type Issue = z.core.$ZodIssue;

export interface DescribedIssue {
  readonly path: readonly string[];
  readonly message: string;
  /** The kind of mistake. */
  readonly code: 'unknown-property' | 'required' | 'type' | 'range' | 'choice' | 'format';
}

export const describeIssues = (error: z.ZodError, schema: z.ZodType): DescribedIssue[] =>
  error.issues.flatMap((issue) => describe(issue, [], schema));

function describe(issue: Issue, above: readonly string[], schema: z.ZodType): DescribedIssue[] {
  const path = [...above, ...issue.path.map(String)];
  const described = (code: DescribedIssue['code'], message: string): DescribedIssue[] => [{ path, code, message }];
  switch (issue.code) {
    case 'invalid_union': {
      if ('options' in issue) return described('choice', notAmong(issue));
      const branch = closest(issue.errors);
      return branch ? branch.flatMap((inner) => describe(inner, path, schema)) : described('type', oneOf(issue));
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        code: 'unknown-property',
        message: unknown(key, path, schema),
      }));
    case 'invalid_key':
      return issue.issues.map((inner) => ({ path, code: 'format', message: `${inner.message} (as a name)` }));
    case 'too_small':
    case 'too_big':
      return described('range', outOfRange(issue));
    case 'invalid_type':
      return issue.input === undefined
        ? described('required', `is required (${issue.expected})`)
        : described('type', `must be ${article(issue.expected)}${given(issue)}${remedy(issue.input, issue.expected)}`);
    case 'invalid_value':
      return described('choice', notChosen(issue));
    default:
      return described('format', `${issue.message}${given(issue)}`);
  }
}

/** A property that an object does not have, or only in another of its alternatives. */
function unknown(key: string, path: readonly string[], schema: z.ZodType): string {
  const known = keysAt(schema, path);
  if (!known.includes(key)) return `is not a known property${suggestion(key, known)}`;
  const kinds = kindsWith(schema, path, key);
  return kinds.length > 0 ? `requires ${kinds.join(' or ')}` : 'does not go with the other properties that are given';
}

function notChosen({ values, input }: Extract<Issue, { code: 'invalid_value' }>): string {
  const hint =
    typeof input === 'string'
      ? suggestion(input, values.map(String))
      : remedy(input, values.includes(String(input)) ? 'string' : '');
  return `must be ${choiceOf(values)}${given({ input })}${hint}`;
}

/** What to do where a file of data gives another type than its author saw: `version: 1.30`, `reloader:`. */
function remedy(input: unknown, expected: string): string {
  if (input === null) return ['object', 'record'].includes(expected) ? ': write {} for the defaults' : '';
  if (expected !== 'string') return '';
  if (typeof input === 'number') return ': put it in quotes, because without them 1.30 is the number 1.3';
  return typeof input === 'boolean' ? ': put it in quotes' : '';
}

/** `"a" or "b"`; longer lists as `one of "a", "b", "c"`. */
function choiceOf(values: readonly unknown[]): string {
  const shown = values.map((value) => JSON.stringify(value));
  return shown.length > 3 ? `one of ${shown.join(', ')}` : shown.join(' or ');
}

function outOfRange(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const isExclusive = issue.inclusive === false;
  return issue.code === 'too_small'
    ? `must be ${isExclusive ? 'more than' : 'at least'} ${bound(issue, issue.minimum)}`
    : `must be ${isExclusive ? 'less than' : 'at most'} ${bound(issue, issue.maximum)}`;
}

const bound = (issue: { origin: string; input?: unknown }, limit: number | bigint): string =>
  `${limit}${unit(issue.origin)}${given(issue)}`;

/**
 * The branch of a union that was meant: of those that fail inside rather than as a whole, the one with the fewest
 * unknown properties and wrong types.
 */
function closest(branches: readonly Issue[][]): Issue[] | undefined {
  const inside = branches.filter((issues) =>
    issues.some((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'),
  );
  const mismatches = (issues: Issue[]) => issues.reduce((sum, issue) => sum + mismatchesOf(issue), 0);
  return [...inside].sort((a, b) => mismatches(a) - mismatches(b))[0];
}

function mismatchesOf(issue: Issue): number {
  if (issue.code === 'unrecognized_keys') return issue.keys.length;
  return issue.code === 'invalid_type' ? 1 : 0;
}

/** A discriminated union, whose branches one property tells apart. */
function notAmong(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const { options = [], discriminator = '' } = issue as { options?: readonly unknown[]; discriminator?: string };
  const input = (issue.input as Record<string, unknown> | undefined)?.[discriminator];
  const allowed = options.map((option) => JSON.stringify(option)).join(' or ');
  return input === undefined ? `is required (${allowed})` : `must be ${allowed}${given({ input })}`;
}

/** A union of which no branch was meant: everything that the branches allow. */
function oneOf(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const allowed = new Set(issue.errors.flat().map(allowedBy));
  return `must be ${[...allowed].join(', or ')}${given(issue)}`;
}

/** The allowed values, without "must be". */
function allowedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(', ');
    case 'invalid_type':
      return article(issue.expected);
    default:
      return issue.message.replace(/^must be /, '');
  }
}

const unit = (origin: string): string => ({ string: ' characters', array: ' entries', set: ' entries' })[origin] ?? '';
const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

/** `, got 5`. Zod passes the input only on request; without it nothing is claimed. */
function given({ input }: { input?: unknown }): string {
  if (input === undefined) return '';
  const shown = typeof input === 'function' ? 'a function' : (JSON.stringify(input) ?? 'nothing');
  return `, got ${shown.length > 80 ? `${shown.slice(0, 77)}…` : shown}`;
}
