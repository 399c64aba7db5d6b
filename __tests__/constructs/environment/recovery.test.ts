/** Recovery objectives: what each store loses with its region, by cloud. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { baseWith } from '../../helpers/platform';
import { problemsOf } from '../../helpers/synth';

/** One database and one bucket, with a network in the second region, where both can be. */
const base = baseWith({
  network: { secondaryCidr: '10.9.0.0/16' },
  caches: null,
  objectStores: { files: { replication: true } },
});

const problems = (
  cloud: CloudName,
  rpoMinutes: number,
  change: object = {},
  expendable: readonly string[] = [],
): string =>
  problemsOf(on(cloud, patch({ ...base, recovery: { rpoMinutes, expendable } }, change) as EnvironmentInput)).join(
    '\n',
  );

const copied = { databases: { postgres: { backups: { copyToSecondaryRegion: true } } } };
const replicated = { databases: { postgres: { readReplicas: { recovery: { region: 'secondary' } } } } };

describe.each([
  ['aws', 30],
  ['google', 1440],
  ['azurerm', 60],
] as const)('on %s', (cloud, minutes) => {
  it(`loses ${minutes} minutes of a database whose backups are copied`, () => {
    expect(problems(cloud, minutes, copied)).toBe('');
    expect(problems(cloud, minutes - 1, copied)).toContain(
      `databases.postgres loses ${minutes} minutes with its region, more than recovery.rpoMinutes, ${minutes - 1}`,
    );
  });

  it('loses five minutes of one with a replica in the second region', () => {
    expect(problems(cloud, 5, replicated)).toBe('');
    expect(problems(cloud, 4, replicated)).toContain('databases.postgres loses 5 minutes with its region');
  });

  it('refuses stores of which nothing is in the second region', () => {
    const change = {
      objectStores: { files: { replication: false } },
      caches: { sessions: { version: '7', size: 'medium' } },
    };
    const said = problems(cloud, 10_080, change);
    expect(said).toContain('databases.postgres is lost with its region: nothing of it is in the second one');
    expect(said).toContain('objectStores.files.replication is off, so that the bucket is lost with its region');
    expect(said).toContain('caches.sessions is lost with its region: nothing copies it to another one');
    expect(problems(cloud, 10_080, change, ['postgres', 'files', 'sessions'])).toBe('');
  });
});

describe.each(CLOUDS)('on %s, recovery takes', (cloud) => {
  const taking = (rtoMinutes: number, change: object, expendable: readonly string[] = []): string =>
    problems(cloud, 10_080, { ...change, recovery: { rtoMinutes } }, expendable);

  it.each([
    ['240 minutes where a database is restored from backups', 240, copied, []],
    ['180 minutes where replicas are promoted', 180, replicated, []],
    ['150 minutes where no data counts', 150, copied, ['postgres']],
  ])('%s', (_, minutes, change, expendable) => {
    expect(taking(minutes, change, expendable)).toBe('');
    expect(taking(minutes - 1, change, expendable)).toContain(
      `recovery.rtoMinutes must be ${minutes} or more: nothing runs in the second region`,
    );
  });
});

describe.each(CLOUDS)('on %s, recovery with a pilot light takes', (cloud) => {
  const light = { mode: 'pilot-light', cidr: '10.77.0.0/16' };
  // A second region with zones.
  const zones = { targets: { azurerm: { region: 'eastus2', secondaryRegion: 'centralus' } } };
  const taking = (rtoMinutes: number, change: object, expendable: readonly string[] = []): string =>
    problems(cloud, 10_080, { ...zones, ...change, recovery: { rtoMinutes, ...light } }, expendable);

  it.each([
    ['180 minutes where a database is restored from backups', 180, copied, []],
    ['150 minutes where replicas are promoted', 150, replicated, []],
    ['120 minutes where no data counts', 120, copied, ['postgres']],
  ])('%s', (_, minutes, change, expendable) => {
    expect(taking(minutes, change, expendable)).toBe('');
    expect(taking(minutes - 1, change, expendable)).toContain(
      `recovery.rtoMinutes must be ${minutes} or more: the pilot light has network and cluster, so that`,
    );
  });

  it('less than without one, which the refusal says', () => {
    expect(problems(cloud, 10_080, { ...copied, recovery: { rtoMinutes: 239 } })).toContain(
      'must be 240 or more: nothing runs in the second region, so that network and cluster are made there, and data is restored from backups. Give each database a read replica in the second region, and have no ClickHouse or OpenSearch that counts, which leaves 180, or keep a pilot light there (recovery.mode), which leaves 180, or allow more',
    );
  });
});

it.each(['aws', 'google'] as const)('loses what has come since the last copy of its backups on %s', (cloud) => {
  const backups = { everyHours: 4, copies: { retentionDays: 30 } };
  const change = { databases: { postgres: { backups } } };
  expect(problems(cloud, 240, change)).toBe('');
  expect(problems(cloud, 239, change)).toContain(
    'databases.postgres loses 240 minutes with its region, more than recovery.rpoMinutes, 239: backups.copies are as far apart as backups.everyHours',
  );
});

it('loses what the better of two kinds of copies loses', () => {
  const both = (everyHours: number) => ({
    databases: { postgres: { backups: { everyHours, copies: { retentionDays: 30 }, copyToSecondaryRegion: true } } },
  });
  expect(problems('google', 60, both(1))).toBe('');
  expect(problems('aws', 30, both(1))).toBe('');
  expect(problems('aws', 29, both(1))).toContain('loses 30 minutes');
});

describe.each(CLOUDS)('ClickHouse on %s', (cloud) => {
  const around = (backups: object | undefined, replication = true) => ({
    namespaces: { data: {} },
    secrets: { operator: {} },
    addons: { externalSecrets: {}, clickHouseOperator: { secret: 'operator' } },
    objectStores: { archive: { replication } },
    clickHouseClusters: {
      analytics: {
        namespace: 'data',
        version: '26.3',
        resources: { cpu: '1', memory: '4Gi' },
        storage: { sizeGiB: 10 },
        ...(backups && { backups: { store: 'archive', ...backups } }),
      },
    },
  });
  const said = (rpoMinutes: number, change: object, expendable: readonly string[] = []) =>
    problems(cloud, rpoMinutes, change, ['postgres', 'archive', ...expendable]);

  it('loses what has come since the last backup, where that is in the second region, too', () => {
    expect(said(1440, around({}))).toBe('');
    expect(said(1439, around({}))).toContain(
      'clickHouseClusters.analytics.backups.cron comes every 1440 minutes, so that as many are lost with the region, more than recovery.rpoMinutes, 1439',
    );
    expect(said(60, around({ cron: '0 * * * *' }))).toBe('');
  });

  it('is lost without backups, or with backups of its region alone', () => {
    const lost = 'clickHouseClusters.analytics is lost with its region: nothing of it is in the second one';
    expect(said(10_080, around(undefined))).toContain(lost);
    expect(said(10_080, around({}, false))).toContain(lost);
    expect(said(10_080, around(undefined), ['analytics'])).toBe('');
  });
});

describe.each(['aws', 'google'] as const)('OpenSearch on %s', (cloud) => {
  const around = (snapshots: object | undefined, replication = true) => ({
    namespaces: { data: {} },
    secrets: { search: {} },
    addons: { externalSecrets: {}, openSearchOperator: {} },
    objectStores: { archive: { replication } },
    searchClusters: {
      catalog: {
        namespace: 'data',
        version: '3.8',
        admin: { secret: 'search' },
        nodes: {
          all: { roles: ['manager', 'data'], replicas: 3, resources: { cpu: '1', memory: '4Gi' }, storageGiB: 10 },
        },
        ...(snapshots && { snapshots: { store: 'archive', ...snapshots } }),
      },
    },
  });
  const said = (rpoMinutes: number, change: object, expendable: readonly string[] = []) =>
    problems(cloud, rpoMinutes, change, ['postgres', 'archive', ...expendable]);

  it('loses what has come since the last snapshot, where that is in the second region, too', () => {
    expect(said(1440, around({}))).toBe('');
    expect(said(1439, around({}))).toContain(
      'searchClusters.catalog.snapshots.cron comes every 1440 minutes, so that as many are lost with the region, more than recovery.rpoMinutes, 1439: take snapshots more often',
    );
  });

  it('is lost without snapshots, or with snapshots of its region alone', () => {
    const lost =
      'searchClusters.catalog is lost with its region: nothing of it is in the second one. Give it snapshots';
    expect(said(10_080, around(undefined))).toContain(lost);
    expect(said(10_080, around({}, false))).toContain(lost);
    expect(said(10_080, around(undefined), ['catalog'])).toBe('');
  });
});

it.each(CLOUDS)('asks nothing of stores on %s without an objective', (cloud) => {
  expect(problemsOf(on(cloud, base))).toEqual([]);
});

it.each([
  [{ rpoMinutes: 0 }, 'recovery.rpoMinutes must be'],
  [{ rpoMinutes: 60, expendable: ['nothing'] }, 'recovery.expendable'],
])('refuses %j', (recovery, message) => {
  expect(problemsOf({ ...base, recovery }).join('\n')).toContain(message);
});
