/** What a schema found wrong, in the words of the rules: what is allowed, what was given. */
import type { z } from 'zod';
import { keysAt } from './schema-keys';
import { suggestion } from './suggestion';

type Issue = z.core.$ZodIssue;

export interface DescribedIssue {
  readonly path: readonly string[];
  readonly message: string;
  /** What kind of mistake it is. */
  readonly code: 'unknown-property' | 'required' | 'type' | 'range' | 'choice' | 'format';
}

export const describeIssues = (error: z.ZodError, schema: z.ZodType): DescribedIssue[] =>
  error.issues.flatMap((issue) => describe(issue, [], schema));

function describe(issue: Issue, above: readonly string[], schema: z.ZodType): DescribedIssue[] {
  const path = [...above, ...issue.path.map(String)];
  const told = (code: DescribedIssue['code'], message: string): DescribedIssue[] => [{ path, code, message }];
  switch (issue.code) {
    case 'invalid_union': {
      if ('options' in issue) return told('choice', notAmong(issue));
      const branch = closest(issue.errors);
      return branch ? branch.flatMap((inner) => describe(inner, path, schema)) : told('type', oneOf(issue));
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        code: 'unknown-property',
        message: `is not a known property${suggestion(key, keysAt(schema, path))}`,
      }));
    case 'invalid_key':
      return issue.issues.map((inner) => ({ path, code: 'format', message: `${inner.message} (as a name)` }));
    case 'too_small':
      return told(
        'range',
        `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${bound(issue, issue.minimum)}`,
      );
    case 'too_big':
      return told(
        'range',
        `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${bound(issue, issue.maximum)}`,
      );
    case 'invalid_type':
      return issue.input === undefined
        ? told('required', `is required (${issue.expected})`)
        : told('type', `must be ${article(issue.expected)}${given(issue)}`);
    case 'invalid_value': {
      const guess = typeof issue.input === 'string' ? suggestion(issue.input, issue.values.map(String)) : '';
      return told('choice', `must be ${choiceOf(issue.values)}${given(issue)}${guess}`);
    }
    default:
      return told('format', `${issue.message}${given(issue)}`);
  }
}

/** `"a" or "b"`; longer lists as `one of "a", "b", "c"`. */
function choiceOf(values: readonly unknown[]): string {
  const shown = values.map((value) => JSON.stringify(value));
  return shown.length > 3 ? `one of ${shown.join(', ')}` : shown.join(' or ');
}

const bound = (issue: { origin: string; input?: unknown }, limit: number | bigint): string =>
  `${limit}${unit(issue.origin)}${given(issue)}`;

/** The branch of a union that was meant: the one that fails inside rather than as a whole. */
function closest(branches: readonly Issue[][]): Issue[] | undefined {
  const inside = branches.filter((issues) =>
    issues.some((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'),
  );
  const strangers = (issues: Issue[]) =>
    issues.reduce(
      (sum, issue) =>
        sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : issue.code === 'invalid_type' ? 1 : 0),
      0,
    );
  return [...inside].sort((a, b) => strangers(a) - strangers(b))[0];
}

/** A union whose branches are told apart by one property. */
function notAmong(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const { options = [], discriminator = '' } = issue as { options?: readonly unknown[]; discriminator?: string };
  const input = (issue.input as Record<string, unknown> | undefined)?.[discriminator];
  const allowed = options.map((option) => JSON.stringify(option)).join(' or ');
  return input === undefined ? `is required (${allowed})` : `must be ${allowed}${given({ input })}`;
}

function oneOf(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const allowed = issue.errors.flat().map((inner) =>
    inner.code === 'invalid_value' ? inner.values.map((value) => JSON.stringify(value)).join(', ')
    : inner.code === 'invalid_type' ? article(inner.expected)
    : inner.message.replace(/^must be /, ''),
  ); // prettier-ignore
  return `must be ${[...new Set(allowed)].join(', or ')}${given(issue)}`;
}

const unit = (origin: string): string => ({ string: ' characters', array: ' entries', set: ' entries' })[origin] ?? '';
const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

/** Zod tells the input only where it is asked to; without, nothing is claimed. */
function given({ input }: { input?: unknown }): string {
  if (input === undefined) return '';
  const shown = JSON.stringify(input) ?? 'nothing';
  return `, got ${shown.length > 80 ? `${shown.slice(0, 77)}…` : shown}`;
}
