/** Restore: what each cloud's server begins with, what comes with it, and which servers can be restored into which. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { CLOUDS, on, wholeWith } from '../../helpers/environments';
import { type Attributes, problemsOf, type Stack, synth } from '../../helpers/synth';

type Cloud = (typeof CLOUDS)[number];

const MOMENT = '2026-05-31T06:30:00Z';
const SERVER =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop';
const AUTOMATED = 'arn:aws:rds:eu-west-1:111122223333:auto-backup:ab-x1';
const BACKUPS = {
  aws: { snapshot: 'shop-final' },
  google: { backupRun: 'projects/shop-prod/instances/shop/backupRuns/1748671200000' },
  azurerm: { server: SERVER, at: MOMENT },
};

/** A second server beside `postgres`, alike but for a change. */
const twice = (change: object): EnvironmentInput => {
  const environment = wholeWith({});
  const postgres = environment.databases!.postgres!;
  return { ...environment, databases: { postgres, again: { ...postgres, ...change } } };
};
const stackOn = (cloud: Cloud, change: object): Stack => Object.values(synth(on(cloud, twice(change))))[0]!;
const FROM = { restore: { from: 'postgres', at: MOMENT } };

const SERVERS: Record<Cloud, string> = {
  aws: 'aws_db_instance.again',
  google: 'google_sql_database_instance.again',
  azurerm: 'azurerm_postgresql_flexible_server.again',
};

/** The arguments by which a server is restored. */
const ORIGINS: Record<Cloud, readonly string[]> = {
  aws: ['restore_to_point_in_time', 'snapshot_identifier'],
  google: ['clone', 'restore_backup_context'],
  azurerm: ['create_mode', 'source_server_id', 'point_in_time_restore_time_in_utc'],
};

/** What a database that begins empty has, and one that is restored has not. */
const OF_EMPTY: Record<Cloud, readonly string[]> = {
  aws: [],
  google: ['google_sql_database.again_database'],
  azurerm: ['azurerm_postgresql_flexible_server_database.again_database'],
};

const originOf = (cloud: Cloud, change: object): Attributes => {
  const server = stackOn(cloud, change).resource(SERVERS[cloud]);
  return Object.fromEntries(ORIGINS[cloud].flatMap((key) => (server[key] === undefined ? [] : [[key, server[key]]])));
};

describe.each(CLOUDS)('on %s', (cloud) => {
  test('another server at a moment', () => {
    const expected = {
      aws: {
        restore_to_point_in_time: { source_db_instance_identifier: 'acme-test-postgres', restore_time: MOMENT },
      },
      google: { clone: { source_instance_name: 'acme-test-postgres', point_in_time: MOMENT } },
      azurerm: { create_mode: 'PointInTimeRestore', point_in_time_restore_time_in_utc: MOMENT },
    }[cloud];
    expect(originOf(cloud, FROM)).toMatchObject(expected);
  });

  test('by the name that the other server has', () => {
    const stack = stackOn(cloud, FROM);
    const name = stack.resource(SERVERS[cloud].replace('again', 'postgres'));
    const named = { aws: name.identifier, google: name.name, azurerm: name.name }[cloud] as string;
    expect(JSON.stringify(originOf(cloud, FROM))).toContain(named);
  });

  test('a backup', () => {
    const expected = {
      aws: { snapshot_identifier: 'shop-final' },
      google: { restore_backup_context: { project: 'shop-prod', instance_id: 'shop', backup_run_id: 1748671200000 } },
      azurerm: {
        create_mode: 'PointInTimeRestore',
        source_server_id: SERVER,
        point_in_time_restore_time_in_utc: MOMENT,
      },
    }[cloud];
    expect(originOf(cloud, { restore: { backup: BACKUPS } })).toEqual(expected);
  });

  test('the database comes with the backup, and nothing else does', () => {
    const addresses = (change: object): string[] => stackOn(cloud, change).addresses();
    const restored = new Set(addresses(FROM));
    expect(addresses({}).filter((address) => !restored.has(address))).toEqual(OF_EMPTY[cloud]);
    expect(addresses({ restore: 'done' })).toEqual([...restored]);
  });

  test('nothing, and when it is done', () => {
    expect(originOf(cloud, {})).toEqual({});
    expect(originOf(cloud, { restore: 'done' })).toEqual({});
  });

  test('it is read once', () => {
    const ignored = (change: object): string[] => {
      const { lifecycle } = stackOn(cloud, change).resource(SERVERS[cloud]) as { lifecycle: Attributes };
      return ((lifecycle.ignore_changes ?? []) as string[]).filter((one) => ORIGINS[cloud].includes(one));
    };
    expect([{}, FROM, { restore: 'done' }].map((change) => ignored(change).sort())).toEqual([
      [],
      [...ORIGINS[cloud]].sort(),
      [...ORIGINS[cloud]].sort(),
    ]);
  });
});

test.each([
  ['aws', (server: Attributes) => server.allocated_storage],
  ['google', (server: Attributes) => (server.settings as Attributes).disk_size],
] as const)('a disk that has grown is not shrunk on %s', (cloud, diskOf) => {
  const disks = [FROM, { restore: 'done' }].map((change) => diskOf(stackOn(cloud, change).resource(SERVERS[cloud])));
  expect(disks).toEqual([undefined, 100]);
});

test('automated backups of AWS, at a moment or at the last one', () => {
  const origin = (at?: string) =>
    originOf('aws', { restore: { backup: { ...BACKUPS, aws: { automatedBackups: AUTOMATED, ...(at && { at }) } } } });
  expect(origin(MOMENT)).toEqual({
    restore_to_point_in_time: { source_db_instance_automated_backups_arn: AUTOMATED, restore_time: MOMENT },
  });
  expect(origin()).toEqual({
    restore_to_point_in_time: { source_db_instance_automated_backups_arn: AUTOMATED, use_latest_restorable_time: true },
  });
});

test('backups in the paired region of Azure', () => {
  const azurerm = { ...BACKUPS.azurerm, fromPairedRegion: true };
  expect(originOf('azurerm', { restore: { backup: { ...BACKUPS, azurerm } } })).toMatchObject({
    create_mode: 'GeoRestore',
  });
});

test('Azure takes no credentials for what it restores, and gets them afterwards', () => {
  const credentials = (change: object) => {
    const server = stackOn('azurerm', change).resource(SERVERS.azurerm);
    return [server.administrator_login, server.administrator_password_wo_version].filter((one) => one !== undefined);
  };
  expect(credentials(FROM)).toEqual([]);
  expect(credentials({ restore: 'done' })).toEqual(credentials({}));
  expect(credentials({ restore: 'done' })).toHaveLength(2);
});

describe.each<[string, object, string]>([
  [
    'a database that there is not',
    { restore: { from: 'orders', at: MOMENT } },
    'restore.from must name one of the environment\'s databases (postgres, again), got "orders"',
  ],
  ['itself', { restore: { from: 'again', at: MOMENT } }, 'restore.from must be another database'],
  [
    'another version',
    { ...FROM, version: '16' },
    'version must be that of databases.postgres, 17, got 16: a backup is of one major version',
  ],
  ['another database', { ...FROM, database: 'other' }, 'database must be that of databases.postgres'],
  ['another owner', { ...FROM, owner: 'other' }, 'owner must be that of databases.postgres'],
  [
    'another key',
    { ...FROM, encryptionKey: 'cloud' },
    'encryptionKey must be that of databases.postgres, own, got cloud',
  ],
  [
    'a smaller disk',
    { ...FROM, storage: { sizeGiB: 20 } },
    'storage.sizeGiB must be at least that of databases.postgres',
  ],
  [
    'a moment of no zone',
    { restore: { from: 'postgres', at: '2026-05-31 06:30' } },
    'must be a moment in UTC such as "2026-05-31T06:30:00Z"',
  ],
])('refuses %s', (_, change, message) => {
  test.each(CLOUDS)('on %s', (cloud) => {
    expect(problemsOf(on(cloud, twice(change))).join('\n')).toContain(message);
  });
});

test('refuses a server that keeps no log', () => {
  const environment = twice(FROM);
  const { postgres, again } = environment.databases!;
  const databases = { postgres: { ...postgres!, backups: { pointInTimeDays: 0 } }, again: again! };
  expect(problemsOf(on('aws', { ...environment, databases })).join('\n')).toContain(
    'databases.again.restore.at cannot be restored, because databases.postgres.backups.pointInTimeDays is 0',
  );
});

test.each(CLOUDS)('refuses a cloud without a backup: %s', (cloud) => {
  const { [cloud]: _, ...backup } = BACKUPS;
  expect(problemsOf(on(cloud, twice({ restore: { backup } }))).join('\n')).toContain(
    `restore.backup must name a backup for each cloud of the environment: ${cloud} has none`,
  );
});
