/** Alarms and backups as pages show them: what an environment asks for is in the tables, because it is in the Terraform. */
import { allDocuments } from '../../../app/trace/documents';
import { operationsOf } from '../../../app/trace/operations';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { everything } from '../../helpers/everything';
import { baseWith } from '../../helpers/platform';
import { synth } from '../../helpers/synth';

/** Rows of the tables under a heading, as their cells. */
function tablesOf(environment: EnvironmentInput): Record<string, string[][]> {
  const documents = allDocuments([environment], providers);
  const sections = operationsOf(environment.system, documents, providers.clouds);
  const rows = (text: string) =>
    text
      .split('\n')
      .slice(2)
      .map((line) => line.slice(2, -2).split(' | '));
  return Object.fromEntries(
    sections.flatMap((section, index) =>
      section.startsWith('## ') ? [[section.slice(3), rows(sections[index + 2]!)]] : [],
    ),
  );
}

const shared = baseWith({
  environment: 'production',
  network: { secondaryCidr: '10.9.0.0/16' },
  namespaces: { data: {} },
  secrets: { operator: {}, search: { username: 'admin' } },
  addons: {
    externalSecrets: {},
    openSearchOperator: {},
    clickHouseOperator: { secret: 'operator' },
    velero: { objectStore: 'backups', schedules: { nightly: { cron: '0 3 * * *', retentionDays: 12 } } },
  },
  notifications: { pager: { email: 'pager@example.com' }, team: { email: 'team@example.com' } },
  alarms: {
    critical: ['pager'],
    warning: ['team'],
    minutes: { critical: 5, warning: 30 },
    thresholds: { cpuPercent: 77 },
  },
  databases: {
    postgres: {
      backups: { retentionDays: 14, pointInTimeDays: 5, copyToSecondaryRegion: true },
      readReplicas: { near: {}, recovery: { region: 'secondary' } },
    },
  },
  caches: { redis: { persistence: { mode: 'snapshots' } } },
  objectStores: {
    files: {
      versioning: true,
      replication: true,
      lifecycle: { old: { expireOldVersionsAfterDays: 33 } },
    },
    sealed: { retentionLock: { days: 8 } },
    plain: { versioning: false },
    archive: {},
    backups: {},
  },
  clickHouseClusters: {
    analytics: {
      namespace: 'data',
      version: '26.3',
      resources: { cpu: '1', memory: '4Gi' },
      storage: { sizeGiB: 10 },
      backups: { store: 'archive', cron: '0 1 * * *', retentionDays: 21 },
    },
  },
  searchClusters: {
    catalog: {
      namespace: 'data',
      version: '3.8',
      admin: { secret: 'search' },
      nodes: {
        all: {
          roles: ['manager', 'data'],
          replicas: 1,
          resources: { cpu: '1', memory: '2Gi' },
          storageGiB: 10,
        },
      },
      snapshots: { store: 'archive', cron: '15 2 * * *', retentionDays: 17 },
    },
  },
});
const shop: EnvironmentInput = {
  ...shared,
  differences: {
    // Cloud Storage keeps old versions or locks objects, and a lock is no backup.
    google: { objectStores: { sealed: { versioning: false, lifecycle: {} } } },
    azurerm: { searchClusters: { catalog: { snapshots: null } } },
  },
};

const tables = Object.fromEntries(CLOUDS.map((cloud) => [cloud, tablesOf(on(cloud, shop))])) as Record<
  CloudName,
  Record<string, string[][]>
>;

const BACKUPS: Record<CloudName, string[][]> = {
  aws: [
    ['database postgres', 'automated backups', 'daily', '14 days', 'us-east-1', '14 days', '–'],
    ['database postgres', 'copies of automated backups', 'daily', '14 days', 'us-west-2', '14 days', '–'],
    ['database postgres', 'replica', 'each change', '–', 'us-west-2', '–', '–'],
    ['bucket files', 'copy', 'each change', '–', 'us-west-2', '–', '–'],
    ['bucket files', 'old versions', 'each change', '33 days', 'us-east-1', '–', '–'],
    ['bucket sealed', 'old versions', 'each change', '90 days', 'us-east-1', '–', '8 days'],
    ['cache redis', 'snapshots', 'daily', '7 days', 'us-east-1', '–', '–'],
  ],
  google: [
    ['database postgres', 'automated backups', 'daily', '14 backups', 'us-west1', '5 days', '–'],
    ['database postgres', 'replica', 'each change', '–', 'us-west1', '–', '–'],
    ['bucket files', 'copy', 'each change', '–', 'us-west1', '–', '–'],
    ['bucket files', 'old versions', 'each change', '33 days', 'us-central1', '–', '–'],
    ['cache redis', 'snapshots', 'daily', 'the newest', 'us-central1', '–', '–'],
  ],
  azurerm: [
    ['database postgres', 'automated backups', 'daily', '14 days', 'eastus', '14 days', '–'],
    ['database postgres', 'copies of automated backups', 'daily', '14 days', 'westus', '14 days', '–'],
    ['database postgres', 'replica', 'each change', '–', 'westus', '–', '–'],
    ['bucket files', 'copy', 'each change', '–', 'westus', '–', '–'],
    ['bucket files', 'old versions', 'each change', '33 days', 'eastus', '–', '–'],
    ['bucket sealed', 'old versions', 'each change', '90 days', 'eastus', '–', '8 days'],
    ['cache redis', 'snapshots', 'every 12 hours', 'the newest', 'eastus', '–', '–'],
  ],
};

describe.each(CLOUDS)('on %s', (cloud) => {
  const { 'Alarms of production': alarms = [], 'Backups of production': backups = [] } = tables[cloud];
  const alarm = (name: string) => alarms.find(([cell]) => cell!.startsWith(`\`${name}\``));

  it('shows how the cloud backs up each store', () => {
    const ofCloud = backups.filter(([store]) => /^(database|cache)|files$|sealed$/.test(store!));
    expect(ofCloud).toEqual(BACKUPS[cloud].map(([store, by, ...cells]) => [store, by, cloud, ...cells]));
    expect(backups.filter(([store]) => store === 'bucket plain')).toEqual([]);
  });

  it('shows what is backed up inside the cluster', () => {
    const inside = backups.filter(([store]) => /^(ClickHouse|OpenSearch|cluster)/.test(store!));
    expect(inside.map((cells) => cells.filter((_, index) => index !== 5))).toEqual([
      ['ClickHouse acme-analytics', 'clickhouse-backup', cloud, '`0 1 * * *`', '21 days', '–', '–'],
      // Azure refuses snapshots.
      ...(cloud === 'azurerm'
        ? []
        : [['OpenSearch acme-catalog', 'snapshots', cloud, '`15 2 * * *`', '17 days', '–', '–']]),
      ['cluster nightly', 'Velero', cloud, '`0 3 * * *`', '12 days', '–', '–'],
    ]);
    const archive = expect.stringContaining('acme-production-archive') as string;
    expect(inside.map((cells) => cells[5])).toEqual([
      ...(cloud === 'azurerm' ? [archive] : [archive, archive]),
      expect.stringContaining('acme-production-backups'),
    ]);
  });

  it('shows thresholds, for how long, and whom alarms tell', () => {
    const [what, when, , tells] = alarm('database-cpu-postgres') ?? [];
    expect(what).toContain('PostgreSQL server "postgres" uses more than 77 % of its CPU');
    expect(when).toMatch(/^`[\w/]+ > (77|0\.77)`, 30 minutes$/);
    expect(tells).toBe('team');
    const [, unavailable, severity, called] = alarm('database-unavailable-postgres') ?? [];
    expect(unavailable).toMatch(/^`[\w/]+ < 1`, 5 minutes$/);
    expect(severity).toBe(cloud === 'aws' ? '–' : 'critical');
    expect(called).toBe('pager');
  });
});

it('puts the alarms of three clouds beside each other, with those of nodes counted', () => {
  const { 'Alarms of production': alarms = [] } = tablesOf(shop);
  const [, ...cells] = alarms.find(([cell]) => cell!.startsWith('`cache-memory-redis`'))!;
  expect(cells).toEqual([
    '2 × `DatabaseMemoryUsagePercentage > 80`, 30 minutes',
    '`stats/memory/usage_ratio > 0.8`, 30 minutes',
    '`usedmemorypercentage > 80`, 30 minutes',
    'warning',
    'team',
  ]);
});

it.each(CLOUDS)('shows no drill on %s, which is told by what is an alarm there', (cloud) => {
  const expendable = ['redis', 'sealed', 'plain', 'archive', 'backups', 'analytics', 'catalog'];
  const recovery = { rpoMinutes: 1440, expendable, drill: { notify: ['team'] } };
  expect(tablesOf(on(cloud, patch(shop, { recovery }) as EnvironmentInput))).toEqual(tables[cloud]);
});

it('shows vaults on AWS, their copies, their locks, and how often they are tried', () => {
  const change = {
    databases: {
      postgres: {
        backups: {
          everyHours: 12,
          copies: { retentionDays: 40 },
          lock: { days: 6 },
          restoreTest: { cron: '0 4 * * 0' },
        },
        readReplicas: null,
      },
    },
  };
  const { 'Backups of production': backups = [] } = tablesOf(on('aws', patch(shop, change) as EnvironmentInput));
  expect(backups.filter(([, by]) => by!.includes('vault'))).toEqual([
    [...['database postgres', 'copies of the vault', 'aws', '`cron(0 2,14 * * ? *)`'], '40 days', 'us-west-2', '–', '6 days'], // prettier-ignore
    [
      'database postgres',
      'vault, restored to try it: `cron(0 4 ? * SUN *)`',
      'aws',
      '`cron(0 2,14 * * ? *)`',
      '14 days',
      'us-east-1',
      '–',
      '6 days',
    ],
  ]);
});

it.each([
  ['google', '0 4 * * 0'],
  ['azurerm', '0 4 * * 0'],
  ['azurerm', '30 16 1,15 3,12 *'],
  ['azurerm', '5 0 * * *'],
] as const)('shows on %s how often a server is restored to try it: %s', (cloud, cron) => {
  const change = { databases: { postgres: { backups: { restoreTest: { cron } } } } };
  const { 'Backups of production': backups = [] } = tablesOf(on(cloud, patch(shop, change) as EnvironmentInput));
  expect(backups.filter(([, by]) => by!.includes('try')).map(([, by]) => by)).toEqual([
    `automated backups, restored to try it: \`${cron}\``,
  ]);
});

it.each([
  ['aws', { copies: { retentionDays: 40 } }, 'copies of the vault', 'cron(0 4 ? * SUN *)'],
  [
    'google',
    { copies: { retentionDays: 40 }, copyToSecondaryRegion: false },
    'copies of backups by the clock',
    '0 4 * * 0',
  ],
  ['google', {}, 'automated backups', '0 4 * * 0'],
  ['azurerm', {}, 'copies of automated backups', '0 4 * * 0'],
] as const)('shows on %s how often %j is restored in the second region', (cloud, copies, by, cron) => {
  const backups = { ...copies, restoreTest: { cron: '0 4 * * 0', regions: ['secondary'] } };
  const { 'Backups of production': rows = [] } = tablesOf(
    on(cloud, patch(shop, { databases: { postgres: { backups } } }) as EnvironmentInput),
  );
  expect(rows.filter(([, how]) => how!.includes('try')).map(([, how]) => how)).toEqual([
    `${by}, restored to try it: \`${cron}\``,
  ]);
});

it('shows backups by the clock on Google, and their copies', () => {
  const backups = { everyHours: 12, copies: { retentionDays: 40 } };
  const change = { databases: { postgres: { backups, readReplicas: null } } };
  const { 'Backups of production': rows = [] } = tablesOf(on('google', patch(shop, change) as EnvironmentInput));
  expect(rows.filter(([, by]) => by!.includes('clock'))).toEqual([
    ['database postgres', 'backups by the clock', 'google', '`0 2,14 * * *`', '14 days', 'us-central1', '–', '–'],
    [
      'database postgres',
      'copies of backups by the clock',
      'google',
      '`0 2,14 * * *`',
      '40 days',
      'us-west1',
      '–',
      '–',
    ],
  ]);
});

/** Types that are neither alarms nor backups, though their names could say so. */
const NEITHER =
  /^(aws_sns|aws_cloudwatch_(event|log)|aws_backup_(vault|selection|restore)|aws_rds_|aws_s3_bucket_replication|azurerm_monitor_(action|diagnostic|data))/;

it.each(CLOUDS)('reads each type of %s that is an alarm or a backup', (cloud) => {
  const { alarms, backups } = providers.clouds[cloud];
  const types = [everything, shop]
    .flatMap((environment) => Object.values(synth(on(cloud, environment))))
    .filter(({ id }) => !id.endsWith('-platform'))
    .flatMap(({ json }) => Object.keys(json.resource as object));
  const telling = types.filter((type) => /alarm|alert|backup|replication|versioning|transfer_job/.test(type));
  expect(telling.filter((type) => !(type in alarms) && !(type in backups) && !NEITHER.test(type))).toEqual([]);
});
