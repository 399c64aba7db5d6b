/**
 * Changes that are tried: each kind of thing that holds data × what people do to it, as pairs of environments with what must
 * come of it. Nothing that holds data goes unless the environment says so in words. The page docs/guides/changes.md is printed
 * from it. The bucket of Terraform's state is among the things where an account makes it.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { shortHash } from '../../core/names';
import type { CloudName } from '../../core/words/clouds';

type Targets = EnvironmentInput['targets'];

/** An environment but for its name and place, which are those of the change. */
export interface Topology extends Partial<Omit<EnvironmentInput, 'system' | 'environment' | 'costCenter' | 'targets'>> {
  /** What is other than usual about the targets. @default - nothing */
  readonly targets?: { readonly [C in CloudName]?: Partial<NonNullable<Targets[C]>> };
}

export type Expected = {
  /** What else readers must know. */
  readonly note?: string | undefined;
} & (
  | {
      /** The plan is refused before anything has happened; `by` is a part of the refusing resource's address. */
      readonly kind: 'refused';
      readonly by: string;
    }
  | { readonly kind: 'nothing' }
  /** Whatever else happens, nothing that holds data goes. Releases of add-ons in `moved` hold none, and go elsewhere. */
  | { readonly kind: 'kept'; readonly moved?: readonly string[] }
  /** Of these types, which hold no data, the successor is created before its predecessor goes; what holds data is kept. */
  | { readonly kind: 'replaced'; readonly types: readonly string[] }
  | {
      /** Of what holds data these types go, and no others: the environment said so in words. */
      readonly kind: 'goes';
      readonly types: readonly string[];
      /** End of the address of the key that must go after all that is no key. */
      readonly last?: string | undefined;
    }
);

type ByCloud = Readonly<Record<CloudName, Expected>>;

/** What is done, and what must come of it. */
export interface Row {
  readonly before: Topology;
  /** Absent if the whole environment goes. */
  readonly after?: Topology | undefined;
  readonly expected: Expected | ByCloud;
  /** Clouds on which no stand-in for the provider can try it, because its bindings lack a type. @default - none */
  readonly untriedOn?: readonly CloudName[];
}

export interface Change extends Row {
  /** `database`. */
  readonly thing: string;
  /** In words: `renamed with formerly`. */
  readonly change: string;
}

/** What is asked of every kind of thing. */
export const ASKED = [
  'removed',
  'removed without protection',
  'renamed',
  'renamed with formerly',
  'key from own to cloud',
  'key from cloud to own',
  'resized',
  'version raised',
  'zones from 3 to 2',
  'environment destroyed',
  'destroyed without protection',
] as const;

type Asked = (typeof ASKED)[number];

/** Changes of one kind of thing, by what is done; a sentence says why something cannot be done to it. */
export interface Thing {
  readonly thing: string;
  readonly rows: Readonly<Record<Asked, Row | string> & Record<string, Row | string>>;
}

/** The order of the list above, and after it what only some things know. */
export const changesOf = ({ thing, rows }: Thing): Change[] =>
  Object.entries(rows).flatMap(([change, row]) => (typeof row === 'string' ? [] : [{ thing, change, ...row }]));

export const refused = (by: string, note?: string): Expected => ({ kind: 'refused', by, note });
export const replaced = (...types: string[]): Expected => ({ kind: 'replaced', types });
export const goes = (types: readonly string[], last?: string): Expected => ({ kind: 'goes', types, last });
export const NOTHING: Expected = { kind: 'nothing' };
export const KEPT: Expected = { kind: 'kept' };
/** @param addons as in addresses: `open_search_operator` */
export const moved = (...addons: string[]): Expected => ({
  kind: 'kept',
  moved: addons,
  note: 'pods run on, and their operator is replaced',
});

export const expectedOn = ({ expected }: Row, cloud: CloudName): Expected =>
  'kind' in expected ? expected : expected[cloud];

export const each = (aws: Expected, google: Expected, azurerm: Expected): ByCloud => ({ aws, google, azurerm });

/** As a part of names. */
export const slug = (words: string): string => words.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** An account of AWS for a change. */
const accountOf = (name: string): string => String(Number.parseInt(shortHash(name), 16)).padStart(12, '1');

/** The environment of a change, before or after it; every change has stacks of its own. */
export const environmentOf = ({ thing, change }: Change, { targets, ...topology }: Topology): EnvironmentInput => ({
  network: { cidr: '10.20.0.0/16' },
  ...topology,
  system: slug(thing),
  environment: slug(change),
  costCenter: 'platform',
  targets: {
    aws: {
      // Zones of one domain in an account are refused, because they are found by it.
      account: accountOf(`${thing} ${change}`),
      region: 'us-east-1',
      secondaryRegion: 'us-west-2',
      operators: { apply: [`arn:aws:iam::${accountOf(`${thing} ${change}`)}:role/terraform`] },
      ...targets?.aws,
    },
    google: {
      // Clusters of one project are refused, because their pods are the same principals.
      project: `changes-${shortHash(`${thing} ${change}`)}`,
      region: 'us-central1',
      secondaryRegion: 'us-west1',
      ...targets?.google,
    },
    azurerm: {
      subscription: '00000000-0000-4000-8000-000000000001',
      region: 'eastus',
      secondaryRegion: 'westus2',
      operators: { apply: ['00000000-0000-4000-8000-000000000002'] },
      operatorCidrs: 'anywhere',
      ...targets?.azurerm,
    },
  },
});
