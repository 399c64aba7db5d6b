/** Needs: what whoever runs Terraform must be allowed, by the types of resources that a stack has. */
import type { State } from '../words/state';

/** What a plan reads of resources of a type, and what an apply needs beyond that. */
export interface Need {
  readonly plan: readonly string[];
  readonly apply: readonly string[];
}

/** Needs by type; those of data sources and of ephemeral resources begin with `data.` and `ephemeral.`. */
export type Needs = Readonly<Record<string, Need>>;

export const need = (plan: readonly string[], apply: readonly string[] = []): Need => ({ plan, apply });

/** The needs of a type that takes what several take. */
export const together = (...needs: readonly Need[]): Need =>
  need(
    needs.flatMap(({ plan }) => plan),
    needs.flatMap(({ apply }) => apply),
  );

/** Who runs Terraform: one who plans and applies, or one who plans only. */
export type Run = keyof Need;

/** A stack, as far as its needs depend on it. */
export interface NeedsContext<T = unknown> {
  readonly run: Run;
  readonly stack: string;
  /** `acme-production`, with which the names of its resources begin. */
  readonly prefix: string;
  /** `acme/production/`, with which the paths of its secrets begin. */
  readonly path: string;
  readonly target: T;
  /** Where the stack's state is kept. */
  readonly state: State;
}

/** How the needs of a cloud are written down. */
export interface CloudNeeds<T = unknown> {
  readonly types: Needs;
  /** Actions as policies or roles that can be given: as few as the cloud's limits allow. */
  readonly write: (actions: readonly string[], context: NeedsContext<T>) => readonly object[];
}

interface Blocks {
  readonly resource?: object;
  readonly data?: object;
  readonly ephemeral?: object;
}

/** Types in a stack's JSON, by the names that `Needs` have. */
export const typesIn = ({ resource = {}, data = {}, ephemeral = {} }: Blocks): string[] => [
  ...Object.keys(resource),
  ...Object.keys(data).map((type) => `data.${type}`),
  ...Object.keys(ephemeral).map((type) => `ephemeral.${type}`),
];

/** Every action that a run of a stack with these types takes, sorted. Types of no cloud take none. */
export function actionsFor(types: readonly string[], needs: Needs, run: Run): string[] {
  const actions = types.flatMap((type) => {
    const { plan = [], apply = [] } = needs[type] ?? {};
    return run === 'plan' ? plan : [...plan, ...apply];
  });
  return [...new Set(actions)].sort();
}
