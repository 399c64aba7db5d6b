/** Evaluation: looks for the evidence of a trace in the Terraform of its environments. */
import { isDeepStrictEqual } from 'node:util';

import { search } from 'jmespath';

import { EnvironmentError } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import { CLOUD_NAMES } from '../../core/words/clouds';
import type { ByEnvironment, Document } from './documents';
import type { Evidence, Expectations, Expected, Row } from './trace';

/** Evidence that is missing. */
export interface Failure {
  /** Lines of the design. */
  readonly lines: string;
  readonly requirement: string;
  readonly message: string;
}

export type Evaluate = (row: Row) => Failure[];

/** @returns what tells the failures of a row */
export function evaluator(documents: ByEnvironment): Evaluate {
  return ({ lines, requirement, state }) => {
    if (!('evidence' in state)) return [];
    const found = state.evidence.flatMap((evidence) => missing(evidence, documents));
    // Who meets a requirement otherwise may have nothing to show: the design's way is gone.
    const none = state.kind === 'done' && state.evidence.length === 0 ? ['has no evidence'] : [];
    return [...none, ...found].map((message) => ({ lines, requirement, message }));
  };
}

/** What must be in one of the stacks. */
interface Part {
  readonly expected: Expectations | undefined;
  readonly document: Document | undefined;
  readonly where: string;
}

function missing(
  { in: environment = 'production', because, cluster, account, edge, ...byCloud }: Evidence,
  all: ByEnvironment,
): string[] {
  const clouds = all.get(environment);
  if (!clouds) {
    const known = [...all.keys()];
    return [`no environment is called ${environment}${suggestion(environment, known)}; there are ${known.join(', ')}`];
  }
  return CLOUD_NAMES.filter((cloud) => clouds[cloud]).flatMap((cloud) => {
    const place = `${environment} on ${cloud}`;
    const documents = clouds[cloud];
    const parts: readonly Part[] = [
      { expected: byCloud[cloud], document: documents?.infrastructure, where: place },
      { expected: account?.[cloud], document: documents?.account, where: `${place}, account` },
      { expected: cluster, document: documents?.platform, where: `${place}, platform` },
      { expected: edge?.[cloud], document: documents?.edge, where: `${place}, edge` },
    ];
    const asked = parts.filter(({ expected }) => expected !== undefined);
    if (asked.length === 0 && because === undefined) return [`has no evidence for ${place}, and no reason why`];
    return asked.flatMap(({ expected = {}, document, where }) => unmet(expected, document, where));
  });
}

function unmet(expectations: Expectations, document: Document | undefined, place: string): string[] {
  if (!document) return [`there is no such stack: ${place}`];
  return Object.entries(expectations).flatMap(([path, expected]) => {
    const value = valueAt(document, path);
    return isMet(expected, value) ? [] : [`${place}: ${path} ${wanted(expected)}, got ${shown(value)}`];
  });
}

function valueAt(document: Document, path: string): unknown {
  try {
    return search(document, path) as unknown;
  } catch (error) {
    const { message } = error as Error;
    // A function of what is not there: `keys(aws_vpc)` without a VPC.
    if (message.startsWith('TypeError')) return null;
    throw new EnvironmentError([{ path, code: 'trace/path', message: `is no JMESPath: ${message}` }]);
  }
}

const isMet = (expected: Expected, value: unknown): boolean =>
  typeof expected === 'function'
    ? meets(expected as (value: unknown) => boolean, value)
    : isDeepStrictEqual(value, expected);

/** A condition throws where what it is about is not there. */
function meets(condition: (value: unknown) => boolean, value: unknown): boolean {
  try {
    return condition(value);
  } catch {
    return false;
  }
}

const wanted = (expected: Expected): string =>
  typeof expected === 'function' ? 'must meet its condition' : `must be ${JSON.stringify(expected)}`;

const MOST = 300;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
