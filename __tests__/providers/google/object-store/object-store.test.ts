/** A bucket on Google: its resources, their arguments, and what is refused. */
import { on, wholeWith } from '../../../helpers/environments';
import { type Attributes, problemsOf, type Stack, synth } from '../../../helpers/synth';

const withStores = (objectStores: object) =>
  on('google', wholeWith({ databases: null, caches: null, cluster: null, objectStores }));
const stackOf = (files: object, others: object = {}): Stack =>
  Object.values(synth(withStores({ files, ...others })))[0]!;
const bucketOf = (files: object): Attributes => stackOf(files).resource('google_storage_bucket.files');
const problems = (files: object): string => problemsOf(withStores({ files })).join('\n');

const ABORT = { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: 7 } };

describe('the resources', () => {
  it('are the bucket, its key and its logs', () => {
    expect(
      stackOf({})
        .addresses()
        .filter((address) => /\.files(_|$)/.test(address)),
    ).toEqual([
      'google_storage_bucket.files',
      'google_storage_bucket.files_log_bucket',
      'google_storage_bucket_iam_member.files_log_writer',
    ]);
  });

  it('are only the bucket without key and logs', () => {
    expect(
      stackOf({ encryptionKey: 'cloud', accessLogs: false })
        .addresses()
        .filter((address) => /\.files(_|$)/.test(address)),
    ).toEqual(['google_storage_bucket.files']);
  });

  it('are outputs of the stack', () => {
    expect(stackOf({}).outputs).toMatchObject({
      files_name: '${google_storage_bucket.files.name}',
      files_endpoint: 'https://storage.googleapis.com/${google_storage_bucket.files.name}',
    });
    expect(stackOf({}).outputs).not.toHaveProperty('files_replica_name');
  });
});

describe('the bucket', () => {
  it('is private, versioned, encrypted and protected', () => {
    const bucket = bucketOf({});
    expect(bucket).toMatchObject({
      location: 'us-central1',
      storage_class: 'STANDARD',
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
      versioning: { enabled: true },
      encryption: { default_kms_key_name: '${google_kms_crypto_key.keys_stores.id}' },
      force_destroy: false,
      soft_delete_policy: { retention_duration_seconds: 604_800 },
      logging: { log_bucket: '${google_storage_bucket.files_log_bucket.name}', log_object_prefix: 'bucket' },
    });
    expect(bucket.name).toMatch(/^acme-test-files-[0-9a-f]{6}$/);
    expect(bucket.depends_on).toEqual(
      expect.arrayContaining([
        'google_kms_crypto_key_iam_member.keys_stores_users_gs_project_accounts',
        'google_storage_bucket_iam_member.files_log_writer',
      ]),
    );
  });

  it('can be deleted with its objects if it is not protected', () => {
    expect(bucketOf({ deletionProtection: false })).toMatchObject({
      force_destroy: true,
      soft_delete_policy: { retention_duration_seconds: 0 },
    });
  });

  it('ages current and old versions by separate rules', () => {
    const aging = {
      prefix: 'reports/',
      transitions: [
        { afterDays: 30, to: 'infrequent' },
        { afterDays: 90, to: 'cold' },
        { afterDays: 365, to: 'archive' },
      ],
      expireAfterDays: 400,
      expireOldVersionsAfterDays: 10,
    };
    const current = (age: number) => ({ age, with_state: 'LIVE', matches_prefix: ['reports/'] });
    expect(bucketOf({ lifecycle: { aging, 'old-versions': null } }).lifecycle_rule).toEqual([
      { action: { type: 'SetStorageClass', storage_class: 'NEARLINE' }, condition: current(30) },
      { action: { type: 'SetStorageClass', storage_class: 'COLDLINE' }, condition: current(90) },
      { action: { type: 'SetStorageClass', storage_class: 'ARCHIVE' }, condition: current(365) },
      { action: { type: 'Delete' }, condition: current(400) },
      {
        action: { type: 'Delete' },
        condition: { days_since_noncurrent_time: 10, with_state: 'ARCHIVED', matches_prefix: ['reports/'] },
      },
      ABORT,
    ]);
  });

  it('deletes old versions by default', () => {
    expect(bucketOf({}).lifecycle_rule).toEqual([
      { action: { type: 'Delete' }, condition: { days_since_noncurrent_time: 90, with_state: 'ARCHIVED' } },
      ABORT,
    ]);
  });

  it('has one list of headers', () => {
    const cors = [
      { origins: ['https://app.example'], methods: ['PUT'], headers: ['x-a', 'x-b'], exposeHeaders: ['x-b', 'etag'] },
    ];
    expect(bucketOf({ cors }).cors).toEqual([
      {
        origin: ['https://app.example'],
        method: ['PUT'],
        response_header: ['x-a', 'x-b', 'etag'],
        max_age_seconds: 3600,
      },
    ]);
  });

  it('locks its objects', () => {
    const bucket = bucketOf({
      versioning: false,
      lifecycle: { 'old-versions': null },
      retentionLock: { days: 30, permanent: true },
    });
    expect(bucket).toMatchObject({
      versioning: { enabled: false },
      retention_policy: { retention_period: 2_592_000, is_locked: true },
    });
  });
});

describe('access logs', () => {
  it('go to a private bucket that their group may write to, and expire', () => {
    const stack = stackOf({ accessLogs: { retentionDays: 30 } });
    expect(stack.resource('google_storage_bucket.files_log_bucket')).toMatchObject({
      location: 'us-central1',
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
      lifecycle_rule: [{ action: { type: 'Delete' }, condition: { age: 30 } }, expect.anything()],
    });
    expect(stack.resource('google_storage_bucket_iam_member.files_log_writer')).toMatchObject({
      bucket: '${google_storage_bucket.files_log_bucket.name}',
      role: 'roles/storage.objectCreator',
      member: 'group:cloud-storage-analytics@google.com',
    });
  });

  it('are turned off before their bucket and the right to write to it go', () => {
    const stack = stackOf({ replication: true });
    const outliving = ['', 'replica_'].flatMap((which) => [
      stack.resource(`google_storage_bucket.files_${which}log_bucket`),
      stack.resource(`google_storage_bucket_iam_member.files_${which}log_writer`),
    ]);
    for (const { lifecycle } of outliving) expect(lifecycle).toEqual({ create_before_destroy: true });
  });
});

describe('replication', () => {
  const stack = stackOf({ replication: true }, { second: { replication: true, encryptionKey: 'cloud' } });

  it('copies to a bucket in the secondary region, with a key of its own', () => {
    expect(stack.resource('google_storage_bucket.files_replication')).toMatchObject({
      location: 'us-west1',
      public_access_prevention: 'enforced',
      versioning: { enabled: true },
      encryption: { default_kms_key_name: '${google_kms_crypto_key.keys_stores_secondary.id}' },
    });
    expect(stack.resource('google_storage_transfer_job.files_replication_transfer_job')).toMatchObject({
      replication_spec: {
        gcs_data_source: { bucket_name: '${google_storage_bucket.files.name}' },
        gcs_data_sink: { bucket_name: '${google_storage_bucket.files_replication.name}' },
        transfer_options: {
          overwrite_when: 'DIFFERENT',
          metadata_options: { kms_key: 'KMS_KEY_DESTINATION_BUCKET_DEFAULT' },
        },
      },
    });
    expect(stack.outputs.files_replica_name).toBe('${google_storage_bucket.files_replication.name}');
  });

  it('logs access to the replica in its region, because Cloud Storage delivers to no other', () => {
    expect(stack.resource('google_storage_bucket.files_replication').logging).toEqual({
      log_bucket: '${google_storage_bucket.files_replica_log_bucket.name}',
      log_object_prefix: 'replica',
    });
    expect(stack.resource('google_storage_bucket.files_replica_log_bucket')).toMatchObject({
      location: 'us-west1',
      encryption: { default_kms_key_name: '${google_kms_crypto_key.keys_stores_secondary.id}' },
    });
    expect(stack.resource('google_storage_bucket_iam_member.files_replica_log_writer').bucket).toBe(
      '${google_storage_bucket.files_replica_log_bucket.name}',
    );
    const without = stackOf({ replication: true, accessLogs: false });
    expect(without.addresses().filter((address) => address.includes('files_') && address.includes('log_'))).toEqual([]);
  });

  it('has the grants of the job first, and rights on the project once for all buckets', () => {
    expect(stack.resource('google_storage_transfer_job.files_replication_transfer_job').depends_on).toEqual([
      'time_sleep.foundation_transfer_rights',
      'google_storage_bucket_iam_member.files_replication_source_legacyBucketOwner',
      'google_storage_bucket_iam_member.files_replication_source_objectViewer',
      'google_storage_bucket_iam_member.files_replication_sink_legacyBucketWriter',
      'google_storage_bucket_iam_member.files_replication_sink_objectViewer',
    ]);
    expect(stack.all('google_project_iam_member').map(({ role, member }) => [role, member])).toEqual([
      [
        'roles/pubsub.editor',
        'serviceAccount:project-${data.google_project.foundation_project.number}@storage-transfer-service.iam.gserviceaccount.com',
      ],
      [
        'roles/pubsub.publisher',
        'serviceAccount:service-${data.google_project.foundation_project.number}@gs-project-accounts.iam.gserviceaccount.com',
      ],
    ]);
    expect(stack.all('google_project_service').map(({ service }) => service)).toEqual(
      expect.arrayContaining(['pubsub.googleapis.com', 'storagetransfer.googleapis.com']),
    );
  });

  it('does not change the address of the bucket', () => {
    const before = stackOf({ replication: false });
    const { addresses } = { addresses: stackOf({ replication: true }).addresses() };
    expect(addresses).toEqual(expect.arrayContaining(before.addresses()));
    expect(bucketOf({ replication: true })).toEqual(bucketOf({ replication: false }));
  });
});

describe('refuses', () => {
  it.each([
    ['google-exports', 'google', 'acme-test-google-exports'],
    ['my-g00gle', 'g00gle', 'acme-test-my-g00gle'],
  ])('a name that Cloud Storage refuses: %s', (id, part, name) => {
    expect(problemsOf(on('google', wholeWith({ objectStores: { [id]: {} } }))).join()).toContain(
      `objectStores.${id} needs a name without "${part}", which Cloud Storage refuses in the names of buckets: these are made of the system, the environment and the bucket, ${name}.`,
    );
  });

  it.each<[string, object, string]>([
    [
      'a lock with old versions',
      { retentionLock: { days: 30 } },
      "objectStores.files.retentionLock requires versioning false: Cloud Storage either locks a bucket's objects or keeps their old versions, not both. Say so for Google alone: differences.google.objectStores.files { versioning: false, lifecycle: {} }",
    ],
    [
      'a lock that is longer than the provider accepts',
      { retentionLock: { days: 30_000 } },
      'retentionLock.days must be at most 24855, got 30000',
    ],
    [
      'a key in another region',
      { encryptionKey: { existing: { google: 'projects/p/locations/us/keyRings/r/cryptoKeys/k' } } },
      'encryptionKey.existing.google must be a key in us-central1, where the bucket is; got one in us',
    ],
    [
      'more rules than a bucket accepts',
      {
        lifecycle: Object.fromEntries(
          Array.from({ length: 100 }, (_, index) => [`rule-${index}`, { prefix: `${index}/`, expireAfterDays: 9 }]),
        ),
      },
      'lifecycle must result in at most 99 rules of Cloud Storage, one for each transition and expiry, got 100',
    ],
  ])('%s', (_, files, message) => {
    expect(problems(files)).toContain(message);
  });
});
