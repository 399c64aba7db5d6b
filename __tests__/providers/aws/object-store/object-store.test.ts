/** ObjectStore on AWS: resources, rules and warnings. */
import { on, wholeWith } from '../../../helpers/environments';
import { problemsOf, type Stack, synth, warningsOf } from '../../../helpers/synth';

const environment = (change: object = {}) =>
  on('aws', wholeWith({ objectStores: { files: change }, cluster: null, databases: null, caches: null }));
const store = (change: object = {}): Stack => synth(environment(change))['acme-test-aws']!;
const own = (stack: Stack) => stack.addresses().filter((address) => address.includes('.files'));
const lifecycle = (stack: Stack, bucket = 'files') =>
  stack.resource(`aws_s3_bucket_lifecycle_configuration.${bucket}_lifecycle`);

describe('resources', () => {
  it('are these', () => {
    expect(own(store())).toEqual([
      'aws_s3_bucket.files',
      'aws_s3_bucket.files_logs',
      'aws_s3_bucket_lifecycle_configuration.files_lifecycle',
      'aws_s3_bucket_lifecycle_configuration.files_logs_lifecycle',
      'aws_s3_bucket_logging.files_logging',
      'aws_s3_bucket_ownership_controls.files_logs_ownership',
      'aws_s3_bucket_ownership_controls.files_ownership',
      'aws_s3_bucket_policy.files_logs_policy',
      'aws_s3_bucket_policy.files_policy',
      'aws_s3_bucket_public_access_block.files_logs_public_access_block',
      'aws_s3_bucket_public_access_block.files_public_access_block',
      'aws_s3_bucket_server_side_encryption_configuration.files_encryption',
      'aws_s3_bucket_server_side_encryption_configuration.files_logs_encryption',
      'aws_s3_bucket_versioning.files_logs_versioning',
      'aws_s3_bucket_versioning.files_versioning',
    ]);
  });

  it('are fewer without access logs and own key', () => {
    expect(own(store({ accessLogs: false, encryptionKey: 'cloud' }))).toEqual([
      'aws_s3_bucket.files',
      'aws_s3_bucket_lifecycle_configuration.files_lifecycle',
      'aws_s3_bucket_ownership_controls.files_ownership',
      'aws_s3_bucket_policy.files_policy',
      'aws_s3_bucket_public_access_block.files_public_access_block',
      'aws_s3_bucket_server_side_encryption_configuration.files_encryption',
      'aws_s3_bucket_versioning.files_versioning',
    ]);
  });
});

describe('the bucket', () => {
  it('is never public and requires at least TLS 1.2', () => {
    const stack = store();
    expect(stack.resource('aws_s3_bucket_public_access_block.files_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
      depends_on: ['aws_s3_bucket_ownership_controls.files_ownership'],
    });
    expect(stack.resource('aws_s3_bucket_ownership_controls.files_ownership').rule).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
    const policy = stack.resource('aws_s3_bucket_policy.files_policy');
    expect(policy.policy).toContain('"Bool" = {"aws:SecureTransport" = "false"}');
    expect(policy.policy).toContain('"NumericLessThan" = {"s3:TlsVersion" = "1.2"}');
    expect(policy.policy).not.toContain('"Allow"');
    expect(policy.depends_on).toEqual(['aws_s3_bucket_public_access_block.files_public_access_block']);
  });

  it('has a globally unique name, and Terraform does not empty it unless told', () => {
    expect(store().resource('aws_s3_bucket.files')).toMatchObject({
      bucket: expect.stringMatching(/^acme-test-files-[0-9a-f]{6}$/),
      force_destroy: false,
    });
    expect(store({ deletionProtection: false }).resource('aws_s3_bucket.files').force_destroy).toBe(true);
  });

  it("is encrypted with its own key, or with AWS's", () => {
    const rule = (change: object) =>
      store(change).resource('aws_s3_bucket_server_side_encryption_configuration.files_encryption').rule;
    expect(rule({})).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: 'aws:kms',
          kms_master_key_id: '${aws_kms_key.keys_stores.arn}',
        },
        bucket_key_enabled: true,
      },
    ]);
    expect(rule({ encryptionKey: 'cloud' })).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
  });

  it('goes before its key, whatever its setting: older objects may be encrypted with it', () => {
    for (const change of [{}, { encryptionKey: 'cloud' }])
      for (const { depends_on: after } of store({ replication: true, ...change }).all('aws_s3_bucket'))
        expect(after).toEqual([expect.stringMatching(/^aws_kms_key\.keys_stores(_secondary)?$/)]);
  });

  it('keeps old versions, or stops keeping them', () => {
    const status = (change: object) =>
      store(change).resource('aws_s3_bucket_versioning.files_versioning').versioning_configuration.status;
    expect(status({})).toBe('Enabled');
    expect(status({ versioning: false, lifecycle: { 'old-versions': null } })).toBe('Suspended');
  });

  it('has its name and endpoint among the outputs', () => {
    expect(store({ replication: true }).outputs).toMatchObject({
      files_name: '${aws_s3_bucket.files.bucket}',
      files_endpoint: 'https://${aws_s3_bucket.files.bucket_regional_domain_name}',
      files_replica_name: '${aws_s3_bucket.files_replica.bucket}',
    });
  });
});

describe('lifecycle', () => {
  it('is configured after versioning and always deletes unfinished uploads', () => {
    expect(lifecycle(store({ abortUploadsAfterDays: 3 }))).toMatchObject({
      depends_on: ['aws_s3_bucket_versioning.files_versioning'],
      rule: [
        {
          id: 'old-versions',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrent_version_expiration: [{ noncurrent_days: 90 }],
        },
        { id: 'AbortUploads', status: 'Enabled', abort_incomplete_multipart_upload: [{ days_after_initiation: 3 }] },
      ],
    });
  });

  it('moves objects to colder classes and deletes them', () => {
    const transitions = [
      { afterDays: 30, to: 'infrequent' },
      { afterDays: 90, to: 'cold' },
      { afterDays: 180, to: 'archive' },
    ];
    expect(
      lifecycle(store({ lifecycle: { cool: { prefix: 'logs/', transitions, expireAfterDays: 400 } } })).rule,
    ).toContainEqual({
      id: 'cool',
      status: 'Enabled',
      filter: [{ prefix: 'logs/' }],
      transition: [
        { days: 30, storage_class: 'STANDARD_IA' },
        { days: 90, storage_class: 'GLACIER_IR' },
        { days: 180, storage_class: 'DEEP_ARCHIVE' },
      ],
      expiration: [{ days: 400 }],
    });
  });

  it('leaves ${ and %{ in a prefix as they are', () => {
    const [rule] = lifecycle(
      store({ lifecycle: { odd: { prefix: '${x}%{y}', expireAfterDays: 1 }, 'old-versions': null } }),
    ).rule;
    expect(rule.filter).toEqual([{ prefix: '$${x}%%{y}' }]);
  });
});

describe('access logs', () => {
  it("go to a bucket that only S3 may write to, with S3's own key", () => {
    const stack = store({ accessLogs: { retentionDays: 30 } });
    expect(stack.resource('aws_s3_bucket_logging.files_logging')).toMatchObject({
      target_bucket: '${aws_s3_bucket.files_logs.id}',
      target_prefix: 'access/',
      depends_on: ['aws_s3_bucket_policy.files_logs_policy'],
    });
    const { policy } = stack.resource('aws_s3_bucket_policy.files_logs_policy');
    expect(policy).toContain(
      '"Principal" = {"Service" = "logging.s3.amazonaws.com"}, "Action" = "s3:PutObject", "Resource" = "${aws_s3_bucket.files_logs.arn}/access/*"',
    );
    expect(policy).toContain('"aws:SourceArn" = aws_s3_bucket.files.arn');
    expect(stack.resource('aws_s3_bucket_server_side_encryption_configuration.files_logs_encryption').rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
    expect(lifecycle(stack, 'files_logs').rule[0]).toMatchObject({ id: 'retention', expiration: [{ days: 30 }] });
  });
});

describe('replication', () => {
  it('copies everything to a bucket with the same configuration in the secondary region, with its own key', () => {
    const stack = store({ replication: true });
    expect(stack.resource('aws_s3_bucket.files_replica').provider).toBe('aws.secondary');
    expect(stack.json.provider.aws).toContainEqual(
      expect.objectContaining({ alias: 'secondary', region: 'us-west-2', allowed_account_ids: ['123456789012'] }),
    );
    expect(stack.resource('aws_kms_key.keys_stores_secondary').region).toBe('us-west-2');
    expect(lifecycle(stack, 'files_replica').rule).toEqual(lifecycle(stack).rule);
    expect(stack.resource('aws_s3_bucket_replication_configuration.files_replication')).toMatchObject({
      role: '${aws_iam_role.files_replication_role.arn}',
      rule: [
        {
          status: 'Enabled',
          priority: 0,
          filter: { prefix: '' },
          delete_marker_replication: { status: 'Enabled' },
          source_selection_criteria: { sse_kms_encrypted_objects: { status: 'Enabled' } },
          destination: {
            bucket: '${aws_s3_bucket.files_replica.arn}',
            encryption_configuration: { replica_kms_key_id: '${aws_kms_key.keys_stores_secondary.arn}' },
          },
        },
      ],
      depends_on: [
        'aws_s3_bucket_versioning.files_versioning',
        'aws_s3_bucket_versioning.files_replica_versioning',
        'aws_iam_role_policy.files_replication_role_policy',
      ],
    });
  });

  it('encrypts with no key if AWS keeps it, and keeps the rights to objects from before', () => {
    const stack = store({ replication: true, encryptionKey: 'cloud' });
    const [rule] = stack.resource('aws_s3_bucket_replication_configuration.files_replication').rule;
    expect(rule).not.toHaveProperty('source_selection_criteria');
    expect(rule.destination).not.toHaveProperty('encryption_configuration');
    const { policy } = stack.resource('aws_iam_role_policy.files_replication_role_policy');
    expect(policy).toContain('"Action" = "kms:Decrypt", "Resource" = aws_kms_key.keys_stores.arn');
  });

  it('locks both ends before it copies', () => {
    const stack = store({ replication: true, retentionLock: { days: 10, permanent: true } });
    for (const bucket of ['files', 'files_replica']) {
      expect(stack.resource(`aws_s3_bucket_object_lock_configuration.${bucket}_retention_lock`)).toMatchObject({
        rule: { default_retention: { mode: 'COMPLIANCE', days: 10 } },
        depends_on: [`aws_s3_bucket_versioning.${bucket}_versioning`],
      });
      expect(stack.resource('aws_s3_bucket_replication_configuration.files_replication').depends_on).toContain(
        `aws_s3_bucket_object_lock_configuration.${bucket}_retention_lock`,
      );
    }
    expect(stack.resource('aws_iam_role_policy.files_replication_role_policy').policy).toContain(
      '"s3:GetObjectRetention"',
    );
  });
});

it('locks objects without replacing the bucket', () => {
  const stack = store({ retentionLock: { days: 10 } });
  expect(
    stack.resource('aws_s3_bucket_object_lock_configuration.files_retention_lock').rule.default_retention.mode,
  ).toBe('GOVERNANCE');
  expect(stack.resource('aws_s3_bucket.files')).not.toHaveProperty('object_lock_enabled');
});

it('answers requests from other origins', () => {
  const cors = [
    {
      origins: ['https://app.example.com'],
      methods: ['PUT'],
      headers: ['x-*'],
      exposeHeaders: ['ETag'],
      maxAgeSeconds: 60,
    },
  ];
  expect(store({ cors }).resource('aws_s3_bucket_cors_configuration.files_cors').cors_rule).toEqual([
    {
      allowed_origins: ['https://app.example.com'],
      allowed_methods: ['PUT'],
      allowed_headers: ['x-*'],
      expose_headers: ['ETag'],
      max_age_seconds: 60,
    },
  ]);
});

describe('refusals', () => {
  const cool = (...transitions: [number, string][]) => ({
    lifecycle: { cool: { transitions: transitions.map(([afterDays, to]) => ({ afterDays, to })) } },
  });

  it.each<[string, object, string]>([
    [
      'infrequent access too early',
      cool([29, 'infrequent']),
      'lifecycle.cool.transitions must move objects to "infrequent" after at least 30 days, got 29',
    ],
    [
      'a move out of infrequent access too early',
      cool([40, 'infrequent'], [69, 'cold']),
      '"cold" after 70 or later, got 69',
    ],
    [
      'a lock without versioning',
      { versioning: false, lifecycle: { 'old-versions': null }, retentionLock: { days: 1 } },
      'retentionLock requires versioning',
    ],
    [
      'two stars in an origin',
      { cors: [{ origins: ['https://*.*.example.com'] }] },
      'cors.0.origins must hold at most one * each',
    ],
    [
      'two stars in a header',
      { cors: [{ origins: ['*'], headers: ['x-*-*'] }] },
      'cors.0.headers must hold at most one * each',
    ],
    [
      'a star in an exposed header',
      { cors: [{ origins: ['*'], exposeHeaders: ['x-*'] }] },
      'cors.0.exposeHeaders must be whole names',
    ],
    [
      'too many CORS rules',
      { cors: Array.from({ length: 101 }, () => ({ origins: ['*'] })) },
      'cors must be at most 100 rules, got 101',
    ],
    [
      'a key that is an alias',
      { encryptionKey: { existing: { aws: 'alias/mine' } } },
      'encryptionKey.existing.aws must be the ARN of a KMS key in us-east-1',
    ],
  ])('of %s', (_, change, message) => {
    expect(problemsOf(environment(change))).toEqual([expect.stringContaining(message)]);
  });

  it('do not include cold storage from the first day', () => {
    expect(problemsOf(environment(cool([1, 'cold'])))).toEqual([]);
  });

  it('are warnings where S3 only charges more', () => {
    expect(warningsOf(environment(cool([30, 'infrequent'], [60, 'cold'], [100, 'archive'])))).toEqual([
      expect.stringContaining('keep objects in "cold" for 40 days, and S3 charges for 90'),
    ]);
  });
});
