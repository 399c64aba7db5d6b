/** Changes of backups of databases beside the daily ones, and of tests of restores. */
import { UNPROTECTED } from './life';
import { each, goes, KEPT, NOTHING, refused, type Row, type Topology } from './matrix';

type Postgres = NonNullable<Topology['databases']>[string];

/** Backups beside the daily ones, which Azure does not make, and a test of restores. */
const vaulted = (postgres: Postgres, backups: object = {}, change: object = {}, name = 'orders'): Topology => {
  const byClock = { everyHours: 6, restoreTest: { cron: '0 5 1 * *' }, ...backups };
  const differing = (own: object) => ({ databases: { [name]: { backups: { ...byClock, ...own } } } });
  return {
    databases: { [name]: { ...postgres, ...change } },
    differences: {
      aws: differing({ lock: { days: 3 } }),
      google: differing({}),
      azurerm: differing({ everyHours: null }),
    },
  };
};

/** Copies of what each cloud has in the second region, and tests of their restores. */
const copiedThere = (postgres: Postgres, regions: readonly ('primary' | 'secondary')[]): Topology => {
  const tested = regions.length > 0 && { restoreTest: { cron: '0 5 1 * *', regions: [...regions] } };
  const differing = (copies: object) => ({ databases: { orders: { backups: { ...copies, ...tested } } } });
  return {
    databases: { orders: postgres },
    network: { cidr: '10.20.0.0/16', secondaryCidr: '10.21.0.0/16' },
    // Of which it is the pair.
    targets: { azurerm: { secondaryRegion: 'westus' } },
    differences: {
      aws: differing({ copies: { retentionDays: 30 } }),
      google: differing({ copies: { retentionDays: 30 } }),
      azurerm: differing({ copyToSecondaryRegion: true }),
    },
  };
};

export const backupsOfDatabases = (postgres: Postgres): Readonly<Record<string, Row>> => {
  const holding = (change: object = {}): Topology => ({ databases: { orders: { ...postgres, ...change } } });
  return {
    'into a vault, too': { before: holding(), after: vaulted(postgres), expected: KEPT },
    'out of the vault': { before: vaulted(postgres), after: holding(), expected: each(refused('backups'), KEPT, KEPT) },
    'out of the vault, unprotected': {
      before: vaulted(postgres, {}, UNPROTECTED),
      after: holding(UNPROTECTED),
      expected: each(
        {
          ...goes(['aws_backup_vault']),
          note: 'AWS deletes it when it is empty; with `finalSnapshot: false`, with what it holds',
        },
        KEPT,
        KEPT,
      ),
    },
    'vault filled more often': {
      before: vaulted(postgres),
      after: vaulted(postgres, { everyHours: 1 }),
      expected: each(KEPT, KEPT, NOTHING),
    },
    'renamed, in a vault': {
      before: vaulted(postgres),
      after: vaulted(postgres, {}, { formerly: ['orders'] }, 'sales'),
      expected: NOTHING,
    },
    'resized, in a vault': {
      before: vaulted(postgres),
      after: vaulted(postgres, {}, { size: 'large' }),
      expected: KEPT,
    },
    'cloud key, in a vault': {
      before: vaulted(postgres),
      after: vaulted(postgres, {}, { encryptionKey: 'cloud' }),
      expected: each(NOTHING, KEPT, refused('azurerm_postgresql_flexible_server.orders')),
    },
    'own key, in a vault': {
      before: vaulted(postgres, {}, { encryptionKey: 'cloud' }),
      after: vaulted(postgres),
      expected: each(
        refused('aws_db_instance.orders'),
        refused('google_sql_database_instance.orders'),
        refused('azurerm_postgresql_flexible_server.orders'),
      ),
    },
    'restores tested there, too': {
      before: copiedThere(postgres, []),
      after: copiedThere(postgres, ['primary', 'secondary']),
      expected: KEPT,
    },
    'restores tested here alone': {
      before: copiedThere(postgres, ['primary', 'secondary']),
      after: copiedThere(postgres, ['primary']),
      expected: KEPT,
    },
    'restores tested on other days': {
      before: vaulted(postgres),
      after: vaulted(postgres, { restoreTest: { cron: '30 4 * * *' } }),
      expected: KEPT,
    },
  };
};
