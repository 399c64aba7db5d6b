import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import { emulated, native, type ParityOf } from '../../../core/parity';

const bucket = (argument: string) => native(`google_storage_bucket.${argument}`);
const ONE_LIST =
  'Cloud Storage has one list for headers of requests and for headers that scripts may read: it contains both';

export const parity: ParityOf<ObjectStoreProps> = {
  versioning: bucket('versioning.enabled'),
  'lifecycle.*.prefix': bucket('lifecycle_rule.condition.matches_prefix'),
  'lifecycle.*.transitions.*.afterDays': bucket('lifecycle_rule.condition.age'),
  'lifecycle.*.transitions.*.to': bucket('lifecycle_rule.action.storage_class: NEARLINE, COLDLINE, ARCHIVE'),
  'lifecycle.*.expireAfterDays': bucket('lifecycle_rule.condition.age, with_state LIVE'),
  'lifecycle.*.expireOldVersionsAfterDays': bucket('lifecycle_rule.condition.days_since_noncurrent_time'),
  abortUploadsAfterDays: bucket('lifecycle_rule.condition.age of the action AbortIncompleteMultipartUpload'),
  replication: emulated(
    'google_storage_bucket in the secondary region, google_storage_transfer_job.replication_spec',
    'Storage Transfer Service copies the current version of new and changed objects within minutes; it copies neither deletions nor objects from before replication was turned on',
  ),
  public: native('google_storage_bucket_iam_member: allUsers, roles/storage.legacyObjectReader'),
  'cors.*.origins': bucket('cors.origin'),
  'cors.*.methods': bucket('cors.method'),
  'cors.*.headers': emulated('google_storage_bucket.cors.response_header', ONE_LIST),
  'cors.*.exposeHeaders': emulated('google_storage_bucket.cors.response_header', ONE_LIST),
  'cors.*.maxAgeSeconds': bucket('cors.max_age_seconds'),
  'retentionLock.days': bucket('retention_policy.retention_period'),
  'retentionLock.permanent': bucket('retention_policy.is_locked'),
  accessLogs: bucket('logging.log_bucket'),
  'accessLogs.retentionDays': bucket('lifecycle_rule.condition.age of the log bucket'),
  encryptionKey: bucket('encryption.default_kms_key_name'),
  deletionProtection: bucket('force_destroy, soft_delete_policy'),
};
