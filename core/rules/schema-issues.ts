/** What a schema found wrong, in the words of the rules: what is allowed, what was given. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

export interface DescribedIssue {
  readonly path: readonly string[];
  readonly message: string;
}

export function describeIssues(error: z.ZodError): DescribedIssue[] {
  return error.issues.flatMap((issue) => describe(issue, []));
}

function describe(issue: Issue, above: readonly string[]): DescribedIssue[] {
  const path = [...above, ...issue.path.map(String)];
  switch (issue.code) {
    case 'invalid_union': {
      if ('options' in issue) return [{ path, message: notAmong(issue) }];
      const branch = closest(issue.errors);
      return branch ? branch.flatMap((inner) => describe(inner, path)) : [{ path, message: oneOf(issue) }];
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a property that is known here' }));
    case 'invalid_key':
      return issue.issues.map((inner) => ({ path, message: `${inner.message} (as a name)` }));
    case 'too_small':
      return [
        {
          path,
          message: `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unit(issue.origin)}${given(issue)}`,
        },
      ];
    case 'too_big':
      return [
        {
          path,
          message: `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unit(issue.origin)}${given(issue)}`,
        },
      ];
    case 'invalid_type':
      return [
        issue.input === undefined
          ? { path, message: `must be given: ${article(issue.expected)}` }
          : { path, message: `must be ${article(issue.expected)}${given(issue)}` },
      ];
    case 'invalid_value':
      return [
        { path, message: `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}${given(issue)}` },
      ];
    default:
      return [{ path, message: `${issue.message}${given(issue)}` }];
  }
}

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
  return input === undefined ? `must be given: ${allowed}` : `must be ${allowed}${given({ input })}`;
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
