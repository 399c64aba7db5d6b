/** Restore: what each cloud's store begins with, and where it cannot begin with anything. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { on, wholeWith } from '../../helpers/environments';
import { type Attributes, problemsOf, type Stack, synth } from '../../helpers/synth';

const COLLECTION = 'projects/shop-prod/locations/us-central1/backupCollections/0a1b';
const BACKUPS = {
  aws: { snapshot: 'automatic.shop-sessions-001-2026-05-31-06-30' },
  google: { managedBackup: `${COLLECTION}/backups/20260531063000_0a1b` },
};
const FILES = { aws: { files: ['arn:aws:s3:::exports/a.rdb'] }, google: { files: ['gs://exports/a.rdb'] } };
const OF_BACKUP = { restore: { backup: BACKUPS } };

/** The stores that can be restored: one of AWS, two of Google's three. */
const STORES = [
  { cloud: 'aws', type: 'aws_elasticache_replication_group', engine: { version: '7' } },
  { cloud: 'google', type: 'google_redis_cluster', engine: { version: '7', authentication: 'identity' } },
  {
    cloud: 'google',
    type: 'google_memorystore_instance',
    engine: { engine: 'valkey', version: '8', authentication: 'identity' },
  },
] as const;

/** The arguments by which a store is restored. */
const ORIGINS = {
  aws: ['snapshot_arns', 'snapshot_name'],
  google: ['gcs_source', 'managed_backup_source'],
} as const;

/** A second store beside `redis`. */
const twice = (props: object): EnvironmentInput => wholeWith({ caches: { again: { size: 'medium', ...props } } });

describe.each(STORES)('$type', ({ cloud, type, engine }) => {
  const stackOf = (change: object): Stack => Object.values(synth(on(cloud, twice({ ...engine, ...change }))))[0]!;
  const storeOf = (change: object): Attributes => stackOf(change).resource(`${type}.again`);
  const originOf = (change: object): Attributes => {
    const store = storeOf(change);
    return Object.fromEntries(ORIGINS[cloud].flatMap((key) => (store[key] === undefined ? [] : [[key, store[key]]])));
  };

  test('begins with a backup', () => {
    const expected = {
      aws: { snapshot_name: BACKUPS.aws.snapshot },
      google: { managed_backup_source: { backup: BACKUPS.google.managedBackup } },
    }[cloud];
    expect(originOf(OF_BACKUP)).toEqual(expected);
  });

  test('begins with files', () => {
    const expected = {
      aws: { snapshot_arns: FILES.aws.files },
      google: { gcs_source: { uris: FILES.google.files } },
    }[cloud];
    expect(originOf({ restore: { backup: FILES } })).toEqual(expected);
  });

  test('begins empty, and needs nothing when it is done', () => {
    expect(originOf({})).toEqual({});
    expect(originOf({ restore: 'done' })).toEqual({});
  });

  test('reads it once, and is as protected as ever', () => {
    const unprotected = { ...OF_BACKUP, deletionProtection: false };
    const lifecycles = [{}, OF_BACKUP, { restore: 'done' }, unprotected].map(
      (change) => storeOf(change).lifecycle as Attributes,
    );
    expect(
      lifecycles.map((one) => [one.prevent_destroy ?? false, [...((one.ignore_changes ?? []) as string[])].sort()]),
    ).toEqual([
      [true, []],
      [true, ORIGINS[cloud]],
      [true, ORIGINS[cloud]],
      [false, ORIGINS[cloud]],
    ]);
  });

  test('has the resources that it has without', () => {
    expect(stackOf(OF_BACKUP).addresses()).toEqual(stackOf({}).addresses());
  });

  test('refuses backups of other clouds alone', () => {
    const { [cloud]: _, ...backup } = BACKUPS;
    expect(problemsOf(on(cloud, twice({ ...engine, restore: { backup } }))).join('\n')).toContain(
      `caches.again.restore.backup must name a backup for each cloud of the environment: ${cloud} has none`,
    );
  });
});

const refusalOf = (cloud: 'aws' | 'google' | 'azurerm', change: object): string =>
  problemsOf(on(cloud, twice({ version: '7', ...change }))).join('\n');

test('Memorystore for Redis begins empty: another way is told, and no backup is asked for', () => {
  for (const backup of [BACKUPS, { aws: BACKUPS.aws }]) {
    const refusal = refusalOf('google', { restore: { backup } });
    expect(refusal).toContain('caches.again.restore is not available from Memorystore for Redis');
    expect(refusal).toContain('gcloud redis instances import');
    expect(refusal).not.toContain('must name a backup');
  }
  expect(refusalOf('google', { restore: 'done' })).toBe('');
});

test('Azure begins empty: another way is told', () => {
  const refusal = refusalOf('azurerm', OF_BACKUP);
  expect(refusal).toContain('caches.again.restore is not supported: Azure Managed Redis begins empty');
  expect(refusal).toContain('az redisenterprise database import');
  expect(refusalOf('azurerm', {})).toBe('');
});

test('an environment of three clouds restores on those that can, by differences', () => {
  const google = { engine: 'valkey', version: '8', authentication: 'none', ...OF_BACKUP } as const;
  const environment = {
    ...twice({ version: '7' }),
    differences: { aws: { caches: { again: OF_BACKUP } }, google: { caches: { again: google } } },
  };
  expect(problemsOf(environment)).toEqual([]);
});

test.each([
  ['a snapshot without a name', { aws: { snapshot: '' } }, 'restore.backup.aws'],
  [
    'a snapshot and files',
    { aws: { ...BACKUPS.aws, ...FILES.aws } },
    'aws.files does not go with the other properties',
  ],
  ['no files', { aws: { files: [] } }, 'restore.backup.aws.files'],
  ['a file elsewhere', { aws: { files: ['gs://exports/a.rdb'] } }, 'must be such as "arn:aws:s3:::'],
  ['a file of two names', { aws: { files: ['arn:aws:s3:::exports/a,b.rdb'] } }, 'must be such as "arn:aws:s3:::'],
  ['the id of a backup', { google: { managedBackup: '20260531063000_0a1b' } }, 'must be such as "projects/'],
  ['a bucket', { google: { files: ['gs://exports/'] } }, 'must be such as "gs://'],
  ['a backup of Azure', { azurerm: { files: ['https://exports'] } }, 'restore.backup.azurerm is not a known property'],
])('refuses %s', (_, backup, message) => {
  expect(refusalOf('aws', { restore: { backup: { ...BACKUPS, ...backup } } })).toContain(message);
});

test('refuses another word', () => {
  expect(refusalOf('aws', { restore: true })).toContain('caches.again.restore must be false, or "done", or an object');
});
