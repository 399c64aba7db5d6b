/**
 * Protection of what holds data: what Terraform must refuse to lose by a removal, a renaming, or a change that makes the
 * cloud use another of its services. `app/stacks/protection.ts` gives each such thing a key in the stack.
 */

import { stepsOf } from './records';

/** Something that holds data. */
export interface Protectable {
  /** What part of its construct it is, by the path in the construct's properties: `readReplicas.near`. @default - all of it */
  readonly part?: string;
  /** Whether it must not be lost. */
  readonly isProtected: boolean;
  /** The service of the cloud that holds it, where properties choose among several. @default - there is only one */
  readonly service?: { readonly chosen: string; readonly among: readonly string[] };
}

/** Where a key is: with those that must not go, or with those that may. */
export interface Place {
  readonly kept: boolean;
  readonly key: string;
}

export interface PlaceMove {
  readonly from: Place;
  readonly to: Place;
}

/**
 * Moves that bring a thing to its place from wherever the state has it: with or without protection, under its key or a former
 * one. They are one chain through every other place, because Terraform accepts only one move to a place, and follows chains.
 * @param formerKeys keys that it had before, if any
 */
export function keyMoves(key: string, formerKeys: readonly string[], isProtected: boolean): PlaceMove[] {
  const chain = [
    ...formerKeys.flatMap((former) => [
      { kept: true, key: former },
      { kept: false, key: former },
    ]),
    { kept: !isProtected, key },
    { kept: isProtected, key },
  ];
  return stepsOf(chain);
}
