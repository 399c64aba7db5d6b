/** Changes of databases and of their read replicas. */
import { backupsOfDatabases } from './backups';
import { destroyed, lifeOf, type TypesByCloud, UNPROTECTED, VAULT } from './life';
import { each, goes, KEPT, NOTHING, refused, type Thing, type Topology } from './matrix';
import { replicasOfOthers, restoresOfDatabases } from './restores';
import { signingIn } from './signing-in';

const small = { vcpu: 2, memoryGiB: 8 } as const;
const large = { vcpu: 4, memoryGiB: 16 } as const;

const postgres = { version: '16', size: small, storage: { sizeGiB: 64 }, database: 'shop', owner: 'shop' } as const;
const holding = (change: object = {}): Topology => ({ databases: { orders: { ...postgres, ...change } } });
/** With somebody who is told of costs, too, and stays whatever becomes of alarms. */
const told: Topology = {
  ...holding(),
  notifications: { ops: { email: 'ops@example.com' } },
  budgets: { month: { monthly: 100_000, notify: ['ops'] } },
  targets: { google: { billingAccount: '0A1B2C-3D4E5F-6A7B8C' } },
};
const watched = (alarms: object = {}): Topology => ({ ...told, alarms: { critical: ['ops'], ...alarms } });
const OWN_ALARM = {
  tells: 'Orders wait',
  raised: 'above',
  threshold: 300,
  metric: {
    aws: { namespace: 'AWS/SQS', name: 'ApproximateAgeOfOldestMessage', dimensions: { QueueName: 'orders' } },
    google: { type: 'pubsub.googleapis.com/subscription/oldest_unacked_message_age', resource: 'pubsub_subscription' },
    azurerm: {
      resourceId: '/subscriptions/0/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop',
      namespace: 'Microsoft.ServiceBus/namespaces',
      name: 'ActiveMessages',
    },
  },
};
const inZones = (zones: number, topology: Topology): Topology => ({
  ...topology,
  network: { cidr: '10.20.0.0/16', zones },
});
const inOtherZones = (aws: string[], google: string[], azurerm: ('1' | '2' | '3')[]): Topology => ({
  ...inZones(2, holding()),
  targets: { aws: { zones: aws }, google: { zones: google }, azurerm: { zones: azurerm } },
});

const SERVER: TypesByCloud = {
  aws: ['aws_db_instance', 'aws_secretsmanager_secret'],
  google: ['google_sql_database', 'google_sql_database_instance', 'google_secret_manager_secret'],
  azurerm: [
    'azurerm_postgresql_flexible_server',
    'azurerm_postgresql_flexible_server_database',
    'azurerm_key_vault_secret',
  ],
};

const rotated = (rotation: 'apply' | 'scheduled'): Topology => holding({ credentials: { rotation, rotationDays: 30 } });

const database: Thing = {
  thing: 'database',
  rows: {
    ...lifeOf({
      record: 'databases',
      names: ['orders', 'sales'],
      props: postgres,
      holds: SERVER,
      goesWithLast: VAULT,
      key: 'databases',
    }),
    ...restoresOfDatabases(postgres, SERVER),
    ...replicasOfOthers(postgres),
    ...backupsOfDatabases(postgres),
    'key from own to cloud': {
      before: holding(),
      after: holding({ encryptionKey: 'cloud' }),
      expected: each(NOTHING, KEPT, refused('azurerm_postgresql_flexible_server.orders')),
    },
    'key from cloud to own': {
      before: holding({ encryptionKey: 'cloud' }),
      after: holding(),
      expected: each(
        refused('aws_db_instance.orders'),
        refused('google_sql_database_instance.orders'),
        refused('azurerm_postgresql_flexible_server.orders'),
      ),
    },
    resized: { before: holding(), after: holding({ size: large }), expected: KEPT },
    'version raised': { before: holding(), after: holding({ version: '17' }), expected: KEPT },
    'zones from 3 to 2': { before: inZones(3, holding()), after: inZones(2, holding()), expected: KEPT },
    'storage grown': { before: holding(), after: holding({ storage: { sizeGiB: 128 } }), expected: KEPT },
    'owner renamed': {
      before: holding(),
      after: holding({ owner: 'trader' }),
      expected: each(
        refused('terraform_data.fixed'),
        refused('terraform_data.fixed'),
        refused('azurerm_postgresql_flexible_server.orders'),
      ),
    },
    'alarms added': { before: told, after: watched(), expected: KEPT },
    'alarms of less': { before: watched(), after: watched({ off: ['DatabaseCpu'] }), expected: KEPT },
    'own alarm added': { before: watched(), after: watched({ rules: { orders: OWN_ALARM } }), expected: KEPT },
    'own alarm removed': { before: watched({ rules: { orders: OWN_ALARM } }), after: watched(), expected: KEPT },
    'dashboard added': { before: watched(), after: watched({ dashboard: true }), expected: KEPT },
    'dashboard removed': { before: watched({ dashboard: true }), after: watched(), expected: KEPT },
    'alarms removed': { before: watched(), after: told, expected: KEPT },
    'auditing on': { before: holding(), after: holding({ auditing: 'ddl' }), expected: KEPT },
    'auditing of more': { before: holding({ auditing: 'ddl' }), after: holding({ auditing: 'all' }), expected: KEPT },
    'auditing off': { before: holding({ auditing: 'ddl' }), after: holding(), expected: KEPT },
    'rotation by the cloud': { before: rotated('apply'), after: rotated('scheduled'), expected: KEPT },
    'rotation by apply again': { before: rotated('scheduled'), after: rotated('apply'), expected: KEPT },
    'rotation by the cloud ended': { before: rotated('scheduled'), after: holding(), expected: KEPT },
    'other zones': {
      before: inOtherZones(['us-east-1a', 'us-east-1b'], ['us-central1-a', 'us-central1-b'], ['1', '2']),
      after: inOtherZones(['us-east-1a', 'us-east-1c'], ['us-central1-a', 'us-central1-c'], ['1', '3']),
      expected: KEPT,
    },
  },
};

const cluster: Topology = {
  cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 2, max: 4 } } },
  addons: { externalSecrets: {} },
};
const withUsers = (users: NonNullable<Topology['databases']>[string]['users']): Topology => ({
  ...cluster,
  ...holding({ users }),
});
const reading = withUsers({ app: { rights: 'read' } });

/** The secrets that hold generated passwords go and come with their users; the roles in the server stay. */
const USER_SECRET = each(
  goes(['aws_secretsmanager_secret']),
  goes(['google_secret_manager_secret']),
  goes(['azurerm_key_vault_secret']),
);

/** Users of a database as whom a workload signs in. */
const signedInAs = (
  users: NonNullable<Topology['databases']>[string]['users'],
  access: readonly string[],
): Topology => ({
  ...withUsers(users),
  ...signingIn(
    access.map((one) => ({ database: 'orders', user: one, connect: true })),
    Object.fromEntries(
      access.flatMap((one, index) =>
        ['username', 'login'].map((key) => [`${key.toUpperCase()}_${index}`, { from: 'orders', user: one, key }]),
      ),
    ),
  ),
});
const app = { rights: 'read', login: 'identity' } as const;
const identities = { app, reports: app };

const user: Thing = {
  thing: 'database user',
  rows: {
    removed: {
      before: withUsers({ app: { rights: 'read' }, reports: { rights: 'read' } }),
      after: withUsers({ reports: { rights: 'read' } }),
      expected: USER_SECRET,
    },
    'removed without protection': 'a user is never protected: its role stays in the server',
    renamed: { before: reading, after: withUsers({ web: { rights: 'read' } }), expected: USER_SECRET },
    'renamed with formerly': {
      before: reading,
      after: withUsers({ web: { rights: 'read', formerly: ['app'] } }),
      expected: NOTHING,
    },
    'key from own to cloud': 'the key is the database’s',
    'key from cloud to own': 'the key is the database’s',
    resized: 'a user has no size',
    'version raised': 'a user has no version',
    'zones from 3 to 2': 'a user is in no zone',
    'environment destroyed': 'see the database',
    'destroyed without protection': 'see the database',
    added: { before: withUsers({}), after: reading, expected: KEPT },
    'from password to identity': {
      before: reading,
      after: withUsers({ app }),
      expected: USER_SECRET,
    },
    'from identity to password': {
      before: withUsers({ app }),
      after: reading,
      expected: KEPT,
    },
    'identity removed': {
      before: withUsers(identities),
      after: withUsers({ reports: app }),
      expected: KEPT,
    },
    'identity renamed with formerly': {
      before: signedInAs({ app }, ['app']),
      after: signedInAs({ web: { ...app, formerly: ['app'] } }, ['web']),
      expected: NOTHING,
    },
    'signing in asked for': {
      before: signedInAs(identities, ['app']),
      after: signedInAs(identities, ['app', 'reports']),
      expected: KEPT,
    },
    'signing in taken away': {
      before: signedInAs(identities, ['app', 'reports']),
      after: signedInAs(identities, ['app']),
      expected: KEPT,
    },
    'rights changed': { before: reading, after: withUsers({ app: { rights: 'read-write' } }), expected: KEPT },
  },
};

const replicated = (replicas: object, change: object = {}): Topology => holding({ readReplicas: replicas, ...change });
const one = replicated({ near: {} });
const unprotectedReplica = replicated({ near: {} }, UNPROTECTED);

const replica: Thing = {
  thing: 'replica',
  rows: {
    removed: { before: one, after: holding(), expected: refused('readReplicas.near') },
    'removed without protection': {
      before: unprotectedReplica,
      after: holding(UNPROTECTED),
      expected: each(
        goes(['aws_db_instance']),
        goes(['google_sql_database_instance']),
        goes(['azurerm_postgresql_flexible_server']),
      ),
    },
    renamed: { before: one, after: replicated({ next: {} }), expected: refused('readReplicas.near') },
    'renamed with formerly': { before: one, after: replicated({ next: { formerly: ['near'] } }), expected: NOTHING },
    'key from own to cloud': {
      before: one,
      after: replicated({ near: {} }, { encryptionKey: 'cloud' }),
      expected: each(NOTHING, KEPT, refused('azurerm_postgresql_flexible_server.orders')),
    },
    'key from cloud to own': {
      before: replicated({ near: {} }, { encryptionKey: 'cloud' }),
      after: one,
      expected: each(
        refused('aws_db_instance.orders'),
        refused('google_sql_database_instance.orders'),
        refused('azurerm_postgresql_flexible_server.orders'),
      ),
    },
    resized: { before: one, after: replicated({ near: {} }, { size: large }), expected: KEPT },
    'version raised': {
      before: one,
      after: replicated({ near: {} }, { version: '17' }),
      expected: each(KEPT, KEPT, refused('azurerm_postgresql_flexible_server.orders')),
    },
    'zones from 3 to 2': { before: inZones(3, one), after: inZones(2, one), expected: KEPT },
    'environment destroyed': { before: one, expected: refused('readReplicas.near') },
    'destroyed without protection': destroyed(unprotectedReplica, SERVER, 'databases'),
    added: { before: holding(), after: one, expected: KEPT },
    'moved to the secondary region': {
      before: { ...one, network: { cidr: '10.20.0.0/16', secondaryCidr: '10.21.0.0/16' } },
      after: {
        ...replicated({ near: { region: 'secondary' } }),
        network: { cidr: '10.20.0.0/16', secondaryCidr: '10.21.0.0/16' },
      },
      expected: each(
        refused('aws_db_instance.orders_near'),
        refused('google_sql_database_instance.orders_replica_near'),
        refused('azurerm_postgresql_flexible_server.orders_replica_near'),
      ),
    },
  },
};

export const databases = [database, replica, user];
