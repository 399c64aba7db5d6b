/** What a change of each property of an object store does to what exists, on AWS. */
import { commonChanges } from '../../../constructs/object-store/changes';
import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import { type ChangesOf, inPlace, refusedByProtection } from '../../../core/changes';

export const changes: ChangesOf<ObjectStoreProps> = {
  ...commonChanges,
  accessLogs: refusedByProtection(
    'off would delete the logs; on is in place',
    'set `deletionProtection: false` and apply, then change it',
  ),
  encryptionKey: inPlace('for what is written from then on; what is there keeps its key'),
};
