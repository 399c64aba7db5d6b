/** Buckets that add-ons keep what they have in: each has one of the environment's `objectStores` to itself. */
import type { AddonKey } from '../schema';
import type { CloudName } from '../../../core/words/clouds';
import type { RuleTable } from '../../../core/rules/rule';
import type { Environment } from '../../environment/schema';

/** Who writes to a bucket of its own. */
const WRITERS: readonly AddonKey[] = ['loki', 'tempo', 'velero'];

const storesOf = ({ objectStores }: Environment): string =>
  Object.keys(objectStores).length > 0 ? `one of ${Object.keys(objectStores).join(', ')}` : 'one, and there is none';

const sharing = ({ addons }: Environment, key: AddonKey, store: string): AddonKey | undefined =>
  WRITERS.find(
    (other) => other !== key && (addons[other] as { objectStore?: string } | undefined)?.objectStore === store,
  );

/** What may be wrong with the bucket that an add-on names. */
export const bucketRules = <P extends { readonly objectStore: string }>(
  key: AddonKey,
): RuleTable<P, { readonly environment: Environment; readonly cloud: CloudName }> => [
  {
    code: 'store',
    property: 'objectStore',
    check: ({ objectStore: store }, { environment }) =>
      !(store in environment.objectStores) &&
      `must be a name in objectStores, ${storesOf(environment)}, got "${store}"`,
    standsOn: ({ objectStore: store }) => [`objectStores.${store}`],
  },
  {
    code: 'store-2',
    property: 'objectStore',
    check: ({ objectStore: store }, { environment }) =>
      environment.objectStores[store]?.retentionLock !== undefined &&
      `must be a bucket without retentionLock: what is in it is written anew and deleted when its time is over, got "${store}"`,
  },
  {
    code: 'store-3',
    property: 'objectStore',
    check: ({ objectStore: store }, { environment }) =>
      sharing(environment, key, store) !== undefined &&
      `must be a bucket of its own: addons.${sharing(environment, key, store)} keeps its things in "${store}". Add another to objectStores`,
  },
];

/** What its service account may do. */
export const bucketAccess = (store: string) => [{ objectStore: store, read: true, write: true }] as const;
