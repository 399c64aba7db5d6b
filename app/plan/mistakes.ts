/** Mistakes that the schema finds, and what is left of an environment without them. */
import type { z } from 'zod';
import { isCidr } from '../../core/cidr';
import type { CloudName } from '../../core/words/clouds';
import type { Problem } from '../../core/rules/problem';
import { describeIssues } from '../../core/rules/schema-issues';
import { environmentSchema } from '../../constructs/environment/schema';
import { NAMED, RECORDS } from './constructs';

export function schemaProblems(environment: string, cloud: CloudName | undefined, error: z.ZodError): Problem[] {
  return describeIssues(error).map(({ path, message }) => {
    const [record, id, ...rest] = path;
    const [, , title] = RECORDS.find(([, name]) => name === record) ?? (record === 'addons' ? ['', '', 'Addon'] : []);
    const at = { environment, ...(cloud && { cloud }) };
    if (title && id !== undefined) return { ...at, construct: `${title} "${id}"`, property: rest.join('.'), message };
    if (record === 'network' || record === 'cluster') {
      return {
        ...at,
        construct: record === 'network' ? 'Network' : 'Cluster',
        property: [id, ...rest].filter(Boolean).join('.'),
        message,
      };
    }
    return { ...at, property: path.join('.'), message };
  });
}

/** How messages name what they miss of a record, where it is not by name. */
const MARKS: Readonly<Record<string, ((id: string) => string) | undefined>> = {
  addons: (id) => `addons.${id}`,
  dnsZones: () => 'dnsZones',
};

/**
 * The environment less the constructs and words that the schema refuses, so that the rules can look at the rest and
 * everything is told at once, and how messages name what was left out; undefined where nothing sound is left.
 */
export function withoutMistakes(given: unknown, error: z.ZodError): { rest: unknown; marks: string[] } | undefined {
  const rest = structuredClone(given) as Record<string, unknown>;
  const marks: string[] = [];
  for (const { path, code, ...issue } of error.issues) {
    const [record, id] = path.map(String);
    if (id !== undefined && NAMED.includes(record!)) {
      delete (rest[record!] as Record<string, unknown>)[id];
      marks.push(MARKS[record!]?.(id) ?? `"${id}"`);
    } else if (record === 'cluster') {
      delete rest.cluster;
      marks.push('cluster');
    } else if (record === 'network') rest.network = soundNetwork(rest.network);
    else if (record === undefined && code === 'unrecognized_keys')
      (issue as { keys: string[] }).keys.forEach((key) => delete rest[key]);
    else return undefined;
  }
  return environmentSchema.safeParse(rest).success ? { rest, marks } : undefined;
}

/** A network for the rules of what stands on it, while its own mistakes are told by the schema. */
function soundNetwork(given: unknown): { cidr: string } {
  const { cidr } = (given ?? {}) as { cidr?: unknown };
  return { cidr: typeof cidr === 'string' && isCidr(cidr) ? cidr : '10.0.0.0/16' };
}
