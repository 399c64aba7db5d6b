/** Mistakes that the schema finds, and what is left of an environment without them. */
import type { z } from 'zod';
import { isCidr } from '../../core/cidr';
import type { CloudName } from '../../core/words/clouds';
import type { Problem } from '../../core/rules/problem';
import { describeIssues } from '../../core/rules/schema-issues';
import { environmentSchema } from '../../constructs/environment/schema';
import { NAMED } from './constructs';

export const schemaProblems = (environment: string, cloud: CloudName | undefined, error: z.ZodError): Problem[] =>
  describeIssues(error, environmentSchema).map(({ path, message, code }) => ({
    environment,
    ...(cloud && { cloud }),
    path: path.join('.'),
    message,
    code: `schema/${code}`,
  }));

/** What is sound of an environment, and the paths of what was left out of it. */
export interface Remainder {
  readonly rest: unknown;
  readonly leftOut: readonly string[];
}

/**
 * The environment without the constructs and properties that the schema refuses, so that rules can look at the rest and
 * all problems are shown at once; undefined if nothing sound is left.
 */
export function withoutMistakes(given: unknown, error: z.ZodError): Remainder | undefined {
  const rest = structuredClone(given) as Record<string, unknown>;
  const leftOut: string[] = [];
  for (const { path, code, ...issue } of error.issues) {
    const [record, id] = path.map(String);
    if (id !== undefined && NAMED.includes(record!)) {
      delete (rest[record!] as Record<string, unknown>)[id];
      leftOut.push(`${record}.${id}`);
    } else if (record === 'cluster') {
      delete rest.cluster;
      leftOut.push('cluster');
    } else if (record === 'network') rest.network = soundNetwork(rest.network);
    else if (record === undefined && code === 'unrecognized_keys')
      (issue as { keys: string[] }).keys.forEach((key) => delete rest[key]);
    else return undefined;
  }
  return environmentSchema.safeParse(rest).success ? { rest, leftOut } : undefined;
}

/** Whether a problem stands on something that was left out, and so might not be one. */
export const isConsequence = ({ standsOn = [] }: Problem, leftOut: readonly string[]): boolean =>
  standsOn.some((path) => leftOut.some((gone) => contains(gone, path) || contains(path, gone)));

const contains = (path: string, inner: string): boolean => inner === path || inner.startsWith(`${path}.`);

/** A network for the rules of what stands on it, while its own mistakes are told by the schema. */
function soundNetwork(given: unknown): { cidr: string } {
  const { cidr } = (given ?? {}) as { cidr?: unknown };
  return { cidr: typeof cidr === 'string' && isCidr(cidr) ? cidr : '10.0.0.0/16' };
}
