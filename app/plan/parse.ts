/** Parsing: fills in every default of an environment; parts that the schema refuses are reported and left out. */
import type { z } from 'zod';

import { withHosts } from '../../constructs/dns-zone/host';
import { withInherited } from '../../constructs/environment/inherited';
import { type Environment, environmentSchema } from '../../constructs/environment/schema';
import { CONSTRUCTS } from '../../constructs/registry';
import { isCidr } from '../../core/cidr';
import type { PlainObject } from '../../core/patch';
import type { Problem } from '../../core/rules/problem';
import { describeIssues } from '../../core/rules/schema-issues';
import type { CloudName } from '../../core/words/clouds';
import type { Written } from './constructs';

export interface Parsed {
  readonly mistakes: readonly Problem[];
  /** The environment without the mistakes; absent if the rest does not parse either. */
  readonly environment?: Environment;
  /** The environment as the user wrote it, without the mistakes. */
  readonly written: Written;
  /** Paths of the parts that were left out. */
  readonly leftOut: readonly string[];
}

/** With everything that other parts of the environment say of a property. */
const complete = (written: Written): PlainObject => withHosts(withInherited(written));

export function parse(written: Written, cloud: CloudName | undefined): Parsed {
  const { data, error } = environmentSchema.safeParse(complete(written), { reportInput: true });
  if (!error) return { environment: data, written, mistakes: [], leftOut: [] };
  const mistakes = describeIssues(error, environmentSchema).map(({ path, message, code }) => ({
    environment: placeOf(written),
    ...(cloud && { cloud }),
    path: path.join('.'),
    message,
    code: `schema/${code}`,
  }));
  return { mistakes, ...withoutMistakes(written, error) };
}

/** `system/environment` for messages; `?` stands for a part that is not a string. */
export const placeOf = ({ system, environment }: { system?: unknown; environment?: unknown }): string =>
  [system, environment].map((part) => (typeof part === 'string' ? part : '?')).join('/');

/** Whether a problem depends on a part that was left out, and may therefore not be a real one. */
export const isConsequence = ({ standsOn = [] }: Problem, leftOut: readonly string[]): boolean =>
  standsOn.some((path) => leftOut.some((gone) => contains(gone, path) || contains(path, gone)));

const contains = (path: string, inner: string): boolean => inner === path || inner.startsWith(`${path}.`);

/** Keys of an environment that hold entries by name. */
const NAMED: readonly string[] = [
  ...Object.values(CONSTRUCTS).flatMap(({ at, named }) => (named ? [at] : [])),
  'addons',
];

/**
 * The environment without the constructs and properties that the schema refuses, so that rules can look at the rest and
 * all problems are shown at once.
 */
function withoutMistakes(written: Written, error: z.ZodError): Omit<Parsed, 'mistakes'> {
  const rest: Record<string, unknown> = { ...written };
  const leftOut: string[] = [];
  for (const { path, code, ...issue } of error.issues) {
    const [key, id] = path.map(String);
    if (key !== undefined && id !== undefined && NAMED.includes(key)) {
      const { [id]: _, ...others } = rest[key] as Written;
      rest[key] = others;
      leftOut.push(`${key}.${id}`);
    } else if (key === 'cluster') {
      delete rest.cluster;
      leftOut.push('cluster');
    } else if (key === 'network') {
      rest.network = soundNetwork(rest.network);
      leftOut.push('network');
    } else if (key === 'extend') {
      delete rest.extend;
      leftOut.push('extend');
    } else if (key === undefined && code === 'unrecognized_keys')
      (issue as { keys: string[] }).keys.forEach((unknown) => delete rest[unknown]);
    else return { written, leftOut };
  }
  const { data } = environmentSchema.safeParse(complete(rest));
  return { written: rest, leftOut, ...(data && { environment: data }) };
}

/** A valid network for the rules of other constructs, in place of one whose mistakes the schema reports. */
function soundNetwork(given: unknown): { cidr: string } {
  const { cidr } = (given ?? {}) as { cidr?: unknown };
  return { cidr: typeof cidr === 'string' && isCidr(cidr) ? cidr : '10.0.0.0/16' };
}
