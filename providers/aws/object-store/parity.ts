import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<ObjectStoreProps> = {
  versioning: native('aws_s3_bucket_versioning.versioning_configuration.status'),
  'lifecycle.*.prefix': native('aws_s3_bucket_lifecycle_configuration.rule.filter.prefix'),
  'lifecycle.*.transitions.*.afterDays': native('aws_s3_bucket_lifecycle_configuration.rule.transition.days'),
  'lifecycle.*.transitions.*.to': native(
    'aws_s3_bucket_lifecycle_configuration.rule.transition.storage_class: STANDARD_IA, GLACIER_IR, DEEP_ARCHIVE',
  ),
  'lifecycle.*.expireAfterDays': native('aws_s3_bucket_lifecycle_configuration.rule.expiration.days'),
  'lifecycle.*.expireOldVersionsAfterDays': native(
    'aws_s3_bucket_lifecycle_configuration.rule.noncurrent_version_expiration',
  ),
  abortUploadsAfterDays: native('aws_s3_bucket_lifecycle_configuration.rule.abort_incomplete_multipart_upload'),
  replication: native('aws_s3_bucket_replication_configuration to an aws_s3_bucket in the secondary region'),
  public: native('aws_s3_bucket_policy: CloudFront alone reads, for distributions of the account'),
  'cors.*.origins': native('aws_s3_bucket_cors_configuration.cors_rule.allowed_origins'),
  'cors.*.methods': native('aws_s3_bucket_cors_configuration.cors_rule.allowed_methods'),
  'cors.*.headers': native('aws_s3_bucket_cors_configuration.cors_rule.allowed_headers'),
  'cors.*.exposeHeaders': native('aws_s3_bucket_cors_configuration.cors_rule.expose_headers'),
  'cors.*.maxAgeSeconds': native('aws_s3_bucket_cors_configuration.cors_rule.max_age_seconds'),
  'retentionLock.days': native('aws_s3_bucket_object_lock_configuration.rule.default_retention.days'),
  'retentionLock.permanent': native(
    'aws_s3_bucket_object_lock_configuration.rule.default_retention.mode: COMPLIANCE or GOVERNANCE',
  ),
  accessLogs: native('aws_s3_bucket_logging to a separate aws_s3_bucket'),
  'accessLogs.retentionDays': native('aws_s3_bucket_lifecycle_configuration.rule.expiration.days of the logs'),
  encryptionKey: native('aws_s3_bucket_server_side_encryption_configuration'),
  deletionProtection: native('aws_s3_bucket.force_destroy'),
};
