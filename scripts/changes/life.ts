/** What happens to things of every kind: they are removed, renamed, and destroyed with their environment. */
import type { KeyKind } from '../../constructs/encryption-key/kinds';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';
import { type Expected, goes, NOTHING, refused, type Row, type Topology } from './matrix';

export const UNPROTECTED = { deletionProtection: false } as const;

export type TypesByCloud = Readonly<Record<CloudName, readonly string[]>>;

interface Living {
  /** The record of the environment, and names in it: the first, and that of the renamed entry. */
  readonly record: keyof Topology;
  readonly names: readonly [first: string, next: string];
  readonly props: object;
  /** What else is in the environment. @default - nothing */
  readonly around?: Topology;
  /** The same without protection. @default - nothing */
  readonly aroundUnprotected?: Topology;
  /** Types of what holds its data. */
  readonly holds: TypesByCloud;
  /** Types of what goes with the last one, because nothing else is kept in it. @default - nothing */
  readonly goesWithLast?: TypesByCloud;
  /** Types of what holds the data of the rest of the environment, but for keys. @default - none */
  readonly holdsAround?: TypesByCloud;
  /** The kind of use of the key that goes last of all. @default - what is around has other keys */
  readonly key?: KeyKind | undefined;
}

const KEYS: TypesByCloud = {
  aws: ['aws_kms_key'],
  google: ['google_kms_crypto_key'],
  azurerm: ['azurerm_key_vault', 'azurerm_key_vault_key'],
};

export const onEach = (expected: (cloud: CloudName) => Expected): Record<CloudName, Expected> =>
  Object.fromEntries(CLOUD_NAMES.map((cloud) => [cloud, expected(cloud)])) as Record<CloudName, Expected>;

/** Flow logs of every network, where they are in an account of their own. */
const NETWORK: TypesByCloud = { aws: [], google: [], azurerm: ['azurerm_storage_account'] };

/** A whole environment that goes because nothing in it is protected: keys go after what they encrypt. */
export const destroyed = (before: Topology, holds: TypesByCloud, key?: KeyKind): Row => ({
  before: { ...before, keys: UNPROTECTED },
  expected: onEach((cloud) =>
    goes([...new Set([...holds[cloud], ...NETWORK[cloud], ...KEYS[cloud]])], key && `.keys_${key}`),
  ),
});

/** The vault of secrets, which an environment without secrets does not have. */
export const VAULT: TypesByCloud = { aws: [], google: [], azurerm: ['azurerm_key_vault'] };

const NONE: TypesByCloud = { aws: [], google: [], azurerm: [] };

export function lifeOf({
  around = {},
  aroundUnprotected = {},
  holdsAround = NONE,
  goesWithLast = NONE,
  holds,
  key,
  ...thing
}: Living) {
  const {
    record,
    props,
    names: [first, next],
  } = thing;
  const named = (id: string, more: object = {}): Topology => ({ ...around, [record]: { [id]: { ...props, ...more } } });
  const before = named(first);
  const unprotected = named(first, UNPROTECTED);
  const expected = refused(`${record}.${first}`);
  return {
    removed: { before, after: around, expected },
    'removed without protection': {
      before: unprotected,
      after: around,
      expected: onEach((cloud) => goes([...holds[cloud], ...goesWithLast[cloud]])),
    },
    renamed: { before, after: named(next), expected },
    'renamed with formerly': { before, after: named(next, { formerly: [first] }), expected: NOTHING },
    'environment destroyed': { before, expected },
    'destroyed without protection': destroyed(
      { ...unprotected, ...aroundUnprotected },
      Object.fromEntries(
        CLOUD_NAMES.map((cloud) => [cloud, [...holds[cloud], ...holdsAround[cloud]]]),
      ) as unknown as TypesByCloud,
      key,
    ),
  } satisfies Record<string, Row>;
}
