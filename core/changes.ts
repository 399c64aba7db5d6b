/** Tables of changes: what a change of each property does to what exists, exhaustive by type, like parity. */
import type { PropertyPath } from './parity';

interface About {
  /** Page of the vendor's or source of the provider that says so, where Terraform's schema does not tell. */
  readonly source?: string;
}

export type Change = About &
  (
    | { readonly kind: 'inPlace' | 'restarts' | 'replaced'; readonly note?: string }
    | {
        readonly kind: 'refusedByProtection' | 'fixed';
        /** What the cloud would do. */
        readonly note: string;
        /** What to do instead, as a sentence without its end. */
        readonly way: string;
        /**
         * Whether the plan itself must refuse another value, with the way round: as long as the thing is protected, or always.
         * @default false
         */
        readonly remembered?: boolean | 'always';
        /** Words that may follow other values, and a regular expression for those that each may follow. @default - there are none */
        readonly settled?: Settled;
      }
    | { readonly kind: 'unavailable' }
  );

export type Settled = Readonly<Record<string, string>>;

type Told = 'inPlace' | 'restarts' | 'replaced';

const told =
  (kind: Told) =>
  (note?: string, source?: string): Change => ({
    kind,
    ...(note !== undefined && { note }),
    ...(source !== undefined && { source }),
  });

/** Nothing stops, or only what is new begins. */
export const inPlace = told('inPlace');

/** What runs is restarted, moved or rolled; `note` says what and when. */
export const restarts = told('restarts');

/** A resource is replaced by a new one, and no data with it; `note` says what happens meanwhile. */
export const replaced = told('replaced');

type Refused = Extract<Change, { readonly way: string }>;

const refusing =
  (how: Pick<Refused, 'kind' | 'remembered' | 'settled'>) =>
  (note: string, way: string, source?: string): Change => ({
    ...how,
    note,
    way,
    ...(source !== undefined && { source }),
  });

/** The cloud would replace what holds data: refused as long as it is protected. */
export const refusedByProtection = refusing({ kind: 'refusedByProtection' });

/** Never changes: the cloud cannot do it, or refuses it. */
export const fixed = refusing({ kind: 'fixed' });

/** The same; and the plan of what is protected says so, in words, instead of Terraform's about some resource. */
export const remembered = refusing({ kind: 'fixed', remembered: true });

/** What something is made of, which is read once: the plan refuses another value of anything, but for the words that let it go. */
export const readOnce = (settled: Settled) => refusing({ kind: 'fixed', remembered: 'always', settled });

/** The cloud does not have the property: see the table of parity. */
export const unavailable: Change = { kind: 'unavailable' };

export type ChangesOf<P> = Readonly<Record<PropertyPath<P>, Change>>;
