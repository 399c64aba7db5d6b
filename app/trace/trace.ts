/**
 * Trace: which requirements of a system's design its environments meet. Each row is a part of the design with its state;
 * a row that is done says what must be in the Terraform of every cloud, so that it fails when the requirement is lost.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { CloudName } from '../../core/words/clouds';

/** A value, compared deeply, or a condition that the value must meet. */
export type Expected = string | number | boolean | null | object | ((value: never) => boolean);

/**
 * Values by JMESPath in a document: see `documents.ts`. Write `values(a)[].b.c` for what `a.*.b.c` should be, of which the
 * library makes null; it also sorts numbers as texts.
 */
export type Expectations = Readonly<Record<string, Expected>>;

/** What must be in the Terraform of an environment. */
export interface Evidence extends Partial<Readonly<Record<CloudName, Expectations>>> {
  /** Name of the environment. @default 'production' */
  readonly in?: string;
  /** Content of the platform stack, the same on every cloud. @default - none */
  readonly cluster?: Expectations;
  /** Content of the account stack. @default - none */
  readonly account?: Partial<Readonly<Record<CloudName, Expectations>>>;
  /** Content of the edge stack. @default - none */
  readonly edge?: Partial<Readonly<Record<CloudName, Expectations>>>;
  /** Why a cloud that the environment targets has no evidence. @default - every cloud has some */
  readonly because?: string;
}

export type State =
  | { readonly kind: 'done'; readonly evidence: readonly Evidence[] }
  /** The requirement is met in another way, or at another value, than the design says. */
  | { readonly kind: 'differs'; readonly reason: string; readonly evidence: readonly Evidence[] }
  | { readonly kind: 'open'; readonly construct: string }
  | { readonly kind: 'not infrastructure'; readonly reason: string };

export interface Row {
  /** Lines of the design, counted from 1: `13`, `38-39`, `10, 12`. */
  readonly lines: string;
  readonly requirement: string;
  readonly state: State;
}

export interface Trace {
  readonly system: string;
  /** Name in pages. */
  readonly title: string;
  /** File of the design, in Markdown, relative to the file of the trace. */
  readonly design: string;
  readonly environments: readonly EnvironmentInput[];
  readonly rows: readonly Row[];
}

export const row = (lines: string, requirement: string, state: State): Row => ({ lines, requirement, state });

/** The requirement is met: all of the evidence is in the Terraform. */
export const done = (...evidence: Evidence[]): State => ({ kind: 'done', evidence });

/** The requirement is met otherwise than the design says, for a reason. */
export const differs = (reason: string, ...evidence: Evidence[]): State => ({ kind: 'differs', reason, evidence });

/** The requirement is not met yet, because a construct, or a property of one, is missing. */
export const open = (construct: string): State => ({ kind: 'open', construct });

/** The line requires nothing of the infrastructure. */
export const notInfrastructure = (reason: string): State => ({ kind: 'not infrastructure', reason });

export const STATES = ['done', 'differs', 'open', 'not infrastructure'] as const satisfies readonly State['kind'][];

/** Number of rows in each state. */
export const countsOf = ({ rows }: Trace): Record<State['kind'], number> =>
  Object.fromEntries(STATES.map((kind) => [kind, rows.filter(({ state }) => state.kind === kind).length])) as Record<
    State['kind'],
    number
  >;

/** Numbers of the lines that a row is about. */
export const linesOf = ({ lines }: Row): number[] =>
  lines.split(',').flatMap((part) => {
    const [first = NaN, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
