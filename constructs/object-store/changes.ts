/** What a change of most properties of an object store does to what exists, on every cloud alike. */
import { type ChangesOf, inPlace, refusedByProtection } from '../../core/changes';
import type { ObjectStoreProps } from './schema';

export const commonChanges: Omit<ChangesOf<ObjectStoreProps>, 'accessLogs' | 'encryptionKey'> = {
  versioning: inPlace('off keeps the old versions that exist'),
  'lifecycle.*.prefix': inPlace('objects that are old enough go, or move, within a day'),
  'lifecycle.*.transitions.*.afterDays': inPlace('objects that are old enough go, or move, within a day'),
  'lifecycle.*.transitions.*.to': inPlace('objects that are old enough go, or move, within a day'),
  'lifecycle.*.expireAfterDays': inPlace('objects that are old enough go, or move, within a day'),
  'lifecycle.*.expireOldVersionsAfterDays': inPlace('objects that are old enough go, or move, within a day'),
  abortUploadsAfterDays: inPlace(),
  replication: refusedByProtection(
    'off would delete the replica; on copies what is written from then on',
    'set `deletionProtection: false` and apply, then change it',
  ),
  public: inPlace('to true, anybody may read what is there'),
  'cors.*.origins': inPlace(),
  'cors.*.methods': inPlace(),
  'cors.*.headers': inPlace(),
  'cors.*.exposeHeaders': inPlace(),
  'cors.*.maxAgeSeconds': inPlace(),
  'retentionLock.days': inPlace('once permanent, only more'),
  'retentionLock.permanent': inPlace('on is for good'),
  'accessLogs.retentionDays': inPlace(),
  deletionProtection: inPlace(),
};
