/** Replicas of servers outside of the environment: what each cloud makes of them, what they become, and what they cannot have. */
import { CLOUDS, on, wholeWith } from '../../helpers/environments';
import { type Attributes, problemsOf, type Stack, synth, warningsOf } from '../../helpers/synth';

type Cloud = (typeof CLOUDS)[number];

const SERVER =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop';
const INSTANCE = 'arn:aws:rds:eu-west-1:111122223333:db:shop';
const FOLLOWED = { aws: { instance: INSTANCE }, google: { instance: 'shop' }, azurerm: { server: SERVER } };
const REPLICA = { restore: { replicaOf: FOLLOWED }, highAvailability: false };
const PROMOTED = { restore: 'promoted' };

const given = (change: object) => wholeWith({ databases: { postgres: change } });
const stackOn = (cloud: Cloud, change: object): Stack => Object.values(synth(on(cloud, given(change))))[0]!;

const SERVERS: Record<Cloud, string> = {
  aws: 'aws_db_instance.postgres',
  google: 'google_sql_database_instance.postgres',
  azurerm: 'azurerm_postgresql_flexible_server.postgres',
};

const serverOn = (cloud: Cloud, change: object): Attributes => stackOn(cloud, change).resource(SERVERS[cloud]);

/** The arguments that make a replica, or what was one a server of its own. */
const OF_REPLICAS: Record<Cloud, readonly string[]> = {
  aws: ['replicate_source_db'],
  google: ['master_instance_name', 'instance_type'],
  azurerm: ['create_mode', 'source_server_id', 'replication_role'],
};

const of = (cloud: Cloud, change: object): Attributes => {
  const server = serverOn(cloud, change);
  return Object.fromEntries(
    OF_REPLICAS[cloud].flatMap((key) => (server[key] === undefined ? [] : [[key, server[key]]])),
  );
};

describe.each(CLOUDS)('on %s', (cloud) => {
  test('a replica, one that is promoted, and a server that never was one', () => {
    const expected = {
      aws: [{ replicate_source_db: INSTANCE }, {}],
      google: [{ master_instance_name: 'shop' }, { instance_type: 'CLOUD_SQL_INSTANCE' }],
      azurerm: [{ create_mode: 'Replica', source_server_id: SERVER }, { replication_role: 'None' }],
    }[cloud];
    expect([REPLICA, PROMOTED, {}].map((change) => of(cloud, change))).toEqual([...expected, {}]);
  });

  test('what only comes with the promotion', () => {
    const [replica, promoted] = [REPLICA, PROMOTED].map((change) =>
      stackOn(cloud, { highAvailability: false, ...change }).addresses(),
    ) as [string[], string[]];
    const expected = { aws: [], google: ['google_sql_user.postgres_owner'], azurerm: [] }[cloud];
    expect(promoted.filter((address) => !replica.includes(address))).toEqual(expected);
    expect(replica.filter((address) => !promoted.includes(address))).toEqual([]);
  });

  test('no argument of the owner, nor of backups where they follow the primary, until it is promoted', () => {
    const keys = {
      aws: ['password_wo', 'password_wo_version', 'allocated_storage'],
      google: ['backup_configuration', 'retain_backups_on_delete', 'maintenance_window', 'disk_size'],
      azurerm: [
        ...['administrator_login', 'administrator_password_wo', 'administrator_password_wo_version'],
        ...['authentication', 'backup_retention_days', 'geo_redundant_backup_enabled', 'high_availability'],
      ],
    }[cloud];
    const argumentsOf = (change: object): string[] => {
      const server = serverOn(cloud, change);
      const all = cloud === 'google' ? (server.settings as Attributes) : server;
      return keys.filter((key) => all[key] !== undefined);
    };
    expect(argumentsOf(REPLICA)).toEqual([]);
    expect(argumentsOf(PROMOTED)).toEqual(keys);
  });

  test('what is remembered of it lets it be promoted, and nothing else', () => {
    const memory = (change: object) => {
      const { for_each: all } = stackOn(cloud, change).resource('terraform_data.fixed');
      return (all as Record<string, { value: string; after?: string }>)['databases.postgres.restore']!;
    };
    const { value } = memory(REPLICA);
    const { after } = memory(PROMOTED);
    expect(memory(REPLICA).after).toBeUndefined();
    expect(value).toMatch(new RegExp(after!));
    expect(['false', 'done', memory({ restore: 'done' }).value].filter((one) => new RegExp(after!).test(one))).toEqual(
      [],
    );
    expect(value).not.toMatch(new RegExp(memory({ restore: 'done' }).after!));
  });

  test('a replica has the extensions of its primary', () => {
    expect(warningsOf(on(cloud, given({ ...REPLICA, auditing: 'write' })))).toEqual([]);
    expect(warningsOf(on(cloud, given({ ...PROMOTED, auditing: 'write' })))).toEqual([
      expect.stringContaining('auditing records DDL'),
    ]);
  });

  test.each<[string, object]>([
    ['highAvailability', { highAvailability: true }],
    ['backups.copyToSecondaryRegion', { backups: { copyToSecondaryRegion: true } }],
    ['readReplicas', { readReplicas: { near: {} } }],
    ['users', { users: { app: { rights: 'read' } } }],
    ['credentials.rotationDays', { credentials: { rotationDays: 30 } }],
  ])('refuses what only a primary has: %s', (property, change) => {
    expect(problemsOf(on(cloud, given({ ...REPLICA, ...change }))).join('\n')).toContain(
      `databases.postgres.${property} must be left out, or off, as long as restore.replicaOf makes the server a replica`,
    );
  });

  test('refuses a cloud without a server to follow', () => {
    const { [cloud]: _, ...replicaOf } = FOLLOWED;
    expect(problemsOf(on(cloud, given({ ...REPLICA, restore: { replicaOf } }))).join('\n')).toContain(
      `restore.replicaOf must name a server for each cloud of the environment: ${cloud} has none`,
    );
  });

  test('refuses what is no id of a server', () => {
    const replicaOf = { ...FOLLOWED, [cloud]: { instance: 'No', server: 'No' } };
    expect(problemsOf(on(cloud, given({ ...REPLICA, restore: { replicaOf } })))).not.toEqual([]);
  });
});

test.each([
  ['everyHours', { everyHours: 6 }],
  ['copies', { copies: { retentionDays: 30 } }],
  ['lock', { lock: { days: 7 } }],
  ['restoreTest', { restoreTest: { cron: '0 5 1 * *' } }],
])('a replica has no vault on AWS: %s', (property, backups) => {
  expect(problemsOf(on('aws', given({ ...REPLICA, backups }))).join('\n')).toContain(
    `databases.postgres.backups.${property} must be left out, or off`,
  );
});

test('RDS takes no last snapshot of a replica', () => {
  expect([REPLICA, PROMOTED].map((change) => serverOn('aws', change).skip_final_snapshot)).toEqual([true, false]);
});

test('a replica on Azure is as large as its primary at least, of no burstable size, and without administrators', () => {
  const administrator = { dba: { id: '00000000-0000-4000-8000-0000000000d1' } };
  const environment = (change: object) =>
    wholeWith({
      targets: { azurerm: { databaseAdministrators: administrator } },
      databases: { postgres: { size: 'small', ...change } },
    });
  const stack = (change: object) => Object.values(synth(on('azurerm', environment(change))))[0]!;
  const { storage_mb: storage, sku_name: sku } = stack(REPLICA).resource(SERVERS.azurerm);
  expect(storage).toContain('data.azurerm_postgresql_flexible_server.postgres_storage_followed[*].storage_mb');
  expect(sku).toMatch(/^GP_/);
  const administrators = (change: object) =>
    stack(change)
      .addresses()
      .filter((address) => address.includes('active_directory_administrator'));
  expect(administrators(REPLICA)).toEqual([]);
  expect(administrators(PROMOTED)).toHaveLength(1);
});

test('refuses copies of what was a replica on Azure, which decides about them when a server is made', () => {
  const change = { ...PROMOTED, backups: { copyToSecondaryRegion: true } };
  expect(problemsOf(on('azurerm', given(change))).join('\n')).toContain(
    'backups.copyToSecondaryRegion must be off for a server that was a replica',
  );
});
