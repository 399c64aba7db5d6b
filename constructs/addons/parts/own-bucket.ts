/** Rules and rights of add-ons that keep their data in a bucket: each needs one of `objectStores` for itself. */
import { refersTo } from '../../environment/in-cluster-rules';
import type { Environment } from '../../environment/schema';
import type { AddonKey } from '../schema';
import type { AddonRules } from './rules';

/** The add-ons with a bucket. */
const WRITERS = ['loki', 'tempo', 'velero'] as const satisfies readonly AddonKey[];
type Writer = (typeof WRITERS)[number];

/** The add-on that keeps its data in a bucket, of all of them or of all but one. */
export const writerTo = ({ addons }: Environment, bucket: string, but?: Writer): Writer | undefined =>
  WRITERS.find((other) => other !== but && addons[other]?.objectStore === bucket);

export const bucketRules = <P extends { readonly objectStore: string }>(key: Writer): AddonRules<P> => [
  refersTo('objectStore', 'objectStores', ({ objectStore }) => objectStore),
  {
    code: 'object-store-locked',
    property: 'objectStore',
    check: ({ objectStore }, { environment }) =>
      environment.objectStores[objectStore]?.retentionLock !== undefined &&
      `must name an object store without retentionLock, because objects are rewritten and expired ones deleted, got "${objectStore}"`,
  },
  {
    code: 'object-store-shared',
    property: 'objectStore',
    check: ({ objectStore }, { environment }) => {
      const other = writerTo(environment, objectStore, key);
      return (
        other !== undefined &&
        `must name an object store that nothing else uses, got "${objectStore}", which addons.${other} uses. Add another to objectStores`
      );
    },
  },
];

/** The right to read and write the bucket. */
export const bucketAccess = (objectStore: string) => [{ objectStore, read: true, write: true }] as const;
