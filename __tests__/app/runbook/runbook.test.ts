/** Runbooks: what is done of each store, when its region or it alone is lost, with the names that it has. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { type CloudName, CLOUDS } from '../../helpers/environments';
import { everyStack } from '../../helpers/everything';
import { baseWith } from '../../helpers/platform';
import { commandsOf, runbookOn, textOf, unknownNames } from '../../helpers/runbook';

const shared = baseWith({
  network: { secondaryCidr: '10.9.0.0/16' },
  namespaces: { data: {} },
  secrets: { operator: {}, search: { username: 'admin' }, copies: {} },
  addons: {
    externalSecrets: {},
    openSearchOperator: {},
    clickHouseOperator: { secret: 'operator' },
    velero: { objectStore: 'backups', schedules: { nightly: { cron: '0 3 * * *' } } },
  },
  databases: {
    postgres: { backups: { copyToSecondaryRegion: true }, readReplicas: { recovery: { region: 'secondary' } } },
    reports: { version: '17', size: 'large', storage: { sizeGiB: 100 }, database: 'reports', owner: 'reports' },
  },
  caches: { redis: { persistence: { mode: 'snapshots' } } },
  objectStores: {
    files: { versioning: true, replication: true },
    scratch: { versioning: false },
    archive: { replication: true },
    backups: { replication: true },
  },
  clickHouseClusters: {
    analytics: {
      namespace: 'data',
      version: '26.3',
      replicas: 2,
      resources: { cpu: '1', memory: '4Gi' },
      storage: { sizeGiB: 10 },
      backups: { store: 'archive' },
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
      snapshots: { store: 'archive' },
    },
  },
});
/** Azure refuses snapshots of OpenSearch. */
const shop: EnvironmentInput = {
  ...shared,
  differences: { azurerm: { searchClusters: { catalog: { snapshots: null } } } },
};

const stepsOf = (cloud: CloudName, environment: EnvironmentInput = shop) =>
  Object.fromEntries(
    runbookOn(cloud, environment).parts.map(({ title, steps }) => [
      title.replace(/(eastus2?|us-[a-z]+-?\d)/, 'the region'),
      steps,
    ]),
  );

const saidIn = (steps: ReturnType<typeof stepsOf>[string], title: string): string =>
  (steps.find((step) => step.title === title)?.actions ?? []).flatMap(({ says, lines }) => [says, ...lines]).join('\n');

it.each(CLOUDS)('names what is there on %s', (cloud) => {
  expect(unknownNames(cloud, shop)).toEqual([]);
});

it('is told in order, with what is to be typed', () => {
  expect(textOf(runbookOn('aws', shop))).toMatchSnapshot();
});

describe.each([
  ['aws', 'aws rds promote-read-replica --region us-west-2 --db-instance-identifier acme-test-postgres-recovery'],
  ['google', 'gcloud sql instances promote-replica acme-test-postgres-recovery --project acme-test'],
  [
    'azurerm',
    'az postgres flexible-server replica promote --resource-group acme-test --name acme-test-postgres-recovery-',
  ],
] as const)('on %s, when the region is lost', (cloud, promote) => {
  const lost = stepsOf(cloud)['When the region is lost']!;

  it('promotes the replica, and has the copies of backups if that fails', () => {
    const said = saidIn(lost, 'Save the databases');
    expect(said).toContain(promote);
    expect(said.indexOf('promote')).toBeLessThan(said.indexOf('If that fails: '));
    expect(said).toContain('databases.reports is lost with the region: nothing of it is elsewhere.');
  });

  it('copies replicated buckets, and says which are lost', () => {
    const said = saidIn(lost, 'Meanwhile, fill buckets and secrets');
    expect(said).toMatch(/objectStores\.files: copy the objects of the replica in (us-west-?[12]|westus)/);
    expect(said).toContain('objectStores.scratch is lost with the region');
    expect(said).toContain(
      'Put the values of secrets again, from where people keep them: token, operator, search, copies.',
    );
  });

  it('restores ClickHouse on every server and data once, and Velero', () => {
    const said = saidIn(lost, 'Fill what runs in the cluster');
    const restored = said.split('\n').filter((line) => line.includes('restore_remote'));
    expect(restored.map((line) => /chi-\S+|--\w+ BACKUP/g[Symbol.match](line)!.join(' '))).toEqual([
      'chi-acme-analytics-main-0-0-0 --schema BACKUP',
      'chi-acme-analytics-main-0-1-0 --schema BACKUP',
      'chi-acme-analytics-main-0-0-0 --data BACKUP',
    ]);
    expect(said).toContain('velero restore create --namespace velero --from-backup BACKUP');
    expect(said).toContain('restore from it objects. Its snapshots of volumes are lost with the region');
    expect(said).toContain('caches.redis starts empty.');
  });

  it('restores OpenSearch from the copied bucket, where the cloud has snapshots of it', () => {
    const said = saidIn(lost, 'Fill what runs in the cluster');
    const isLost = said.includes('searchClusters.catalog is lost with the region: nothing of it is elsewhere.');
    const commands = said.split('\n').filter((line) => line.includes('localhost:9200'));
    expect(isLost).toBe(cloud === 'azurerm');
    expect(commands.map((line) => /'https:\S+'|"indices": "[^"]+"/g[Symbol.match](line)!.join(' '))).toEqual(
      isLost
        ? []
        : [
            "'https://localhost:9200/_snapshot/snapshots/_all?verbose=false'",
            `'https://localhost:9200/_snapshot/snapshots/SNAPSHOT/_restore?wait_for_completion=true' "indices": "*,-.opendistro_security,-.kibana*,-.opensearch*,-.plugins*"`,
          ],
    );
  });

  it('restores volumes, too, where they are copied, and none where none are kept', () => {
    const of = (velero: object) => {
      const changed = patch(shop, { addons: { velero } }) as EnvironmentInput;
      return saidIn(stepsOf(cloud, changed)['When the region is lost']!, 'Fill what runs in the cluster');
    };
    const copies = of({ volumes: 'copies', repositoryPassword: { from: 'copies' } });
    expect(copies).toContain('objects and volumes. Copies of volumes open with the old password alone.');
    const none = of({ volumeSnapshots: false });
    expect(none).toContain('restore from it objects.\n');
    expect(none).not.toContain('Its snapshots');
  });

  it('takes as long as its objective must allow', () => {
    const minutes = (change: object) => {
      const changed = patch(shop, change) as EnvironmentInput;
      const steps = stepsOf(cloud, changed)['When the region is lost']!;
      return steps.reduce((sum, step) => sum + (step.minutes ?? 0), 0);
    };
    const without = { clickHouseClusters: null, searchClusters: null, differences: null };
    expect(minutes({})).toBe(240);
    expect(minutes(without)).toBe(240);
    expect(minutes({ databases: { reports: null } })).toBe(240);
    expect(minutes({ ...without, databases: { reports: null } })).toBe(180);
  });
});

it.each(CLOUDS)('says what is lost without copies and without a second region on %s', (cloud) => {
  const alone = patch(shop, {
    targets: Object.fromEntries(CLOUDS.map((one) => [one, { secondaryRegion: null }])),
    network: { secondaryCidr: null },
    databases: { postgres: { backups: null, readReplicas: null } },
    objectStores: { files: { replication: false }, archive: { replication: false }, backups: { replication: false } },
  }) as EnvironmentInput;
  const runbook = runbookOn(cloud, alone);
  expect(runbook).not.toHaveProperty('secondaryRegion');
  const text = textOf(runbook).replace(/\s+/g, ' ');
  for (const path of ['databases.postgres', 'objectStores.files', 'clickHouseClusters.analytics', 'addons.velero'])
    expect(text).toContain(`${path} is lost with the region: nothing of it is elsewhere.`);
  expect(commandsOf(runbook).join('\n')).not.toContain('promote');
});

it('names the key of copies on AWS, which what is restored has', () => {
  const said = saidIn(stepsOf('aws')['When the region is lost']!, 'Save the databases').split('\n');
  const shown = 'aws kms describe-key --region us-west-2 --key-id alias/acme-test-databases --query KeyMetadata.Arn';
  const named = "encryptionKey: { existing: { aws: 'KEY' } }";
  // Once for what is promoted, and once for the copies if that fails.
  expect(said.filter((line) => line === shown)).toHaveLength(2);
  expect(said.filter((line) => line === named)).toHaveLength(2);
});

it('has backups by the clock on Google, in the second region when the first is lost', () => {
  const backups = { everyHours: 6, copies: { retentionDays: 30 } };
  const steps = stepsOf('google', patch(shop, { databases: { reports: { backups } } }) as EnvironmentInput);
  const inRegion = (region: string) =>
    `gcloud sql backups list --instance - --project acme-test --filter 'instance=acme-test-reports AND location=${region}'`;
  const said = (lost: string, step: string) => saidIn(steps[lost]!, step);
  expect(said('When the region is lost', 'Save the databases')).toContain(inRegion('us-west1'));
  expect(said('When one store is lost, or its data is wrong', 'databases.reports')).toContain(inRegion('us-central1'));
});

it('closes an index of OpenSearch that is there, and restores it', () => {
  const said = saidIn(stepsOf('aws')['When one store is lost, or its data is wrong']!, 'searchClusters.catalog');
  expect(said).toContain('kubectl get secret acme-catalog-admin --namespace data');
  expect(said).toContain("'https://localhost:9200/INDEX/_close'");
  expect(said).toContain('{"indices": "INDEX", "include_global_state": false}');
});

describe('a cache is made of a backup of what is lost', () => {
  const said = (cloud: CloudName, redis: object) =>
    saidIn(
      stepsOf(cloud, patch(shop, { caches: { redis } }) as EnvironmentInput)[
        'When one store is lost, or its data is wrong'
      ]!,
      'caches.redis',
    );
  const kept = { authentication: 'none', persistence: { mode: 'snapshots', retentionDays: 3 } };
  const made = 'What is made of it has:\nrestore: ';

  it('on AWS, of a snapshot', () => {
    expect(said('aws', {})).toContain('describe-snapshots --region us-east-1 --replication-group-id acme-test-redis');
    expect(said('aws', {})).toContain(`${made}{ backup: { aws: { snapshot: 'SNAPSHOT' } } }`);
    expect(said('aws', { persistence: { mode: 'none' } })).toBe('It starts empty.');
  });

  it.each([
    ['Redis Cluster', { shards: 2 }, 'gcloud redis clusters backups list --backup-collection COLLECTION --region'],
    ['Valkey', { engine: 'valkey', version: '8' }, 'backups list --backup-collection COLLECTION --location'],
  ])('on Google, of a backup of %s', (_, service, command) => {
    const found = said('google', { ...kept, ...service });
    expect(found).toContain(`${command} us-central1 --project acme-test`);
    const backup = 'projects/acme-test/locations/us-central1/backupCollections/COLLECTION/backups/BACKUP';
    expect(found).toContain(`${made}{ backup: { google: { managedBackup: '${backup}' } } }`);
  });

  it('on Google and Azure, of nothing where nothing is kept for another', () => {
    expect(said('google', {})).toBe('It starts empty.');
    expect(said('google', { shards: 2, authentication: 'none' })).toBe('It starts empty.');
    expect(said('azurerm', {})).toBe('It starts empty.');
  });
});

it('tells what Terraform must forget once a replica is promoted', () => {
  const back = (cloud: CloudName) =>
    saidIn(stepsOf(cloud)['When the region is back']!, 'Let Terraform forget what was promoted');
  expect(back('aws')).toContain("acme-test-aws state rm 'aws_db_instance.postgres_recovery'");
  expect(back('google')).toContain("'google_sql_database_instance.postgres_replica_recovery'");
  expect(back('azurerm')).toContain("'azurerm_postgresql_flexible_server.postgres_replica_recovery'");
});

it('rehearses: it says what a second region does not have', () => {
  const says = (cloud: CloudName) => saidIn(stepsOf(cloud)['When the region is lost']!, 'Make the environment anew');
  expect(says('azurerm')).toContain('cluster needs a region with zones');
  expect(says('aws')).not.toContain('synthesis says');
});

describe.each(CLOUDS)('with a pilot light on %s', (cloud) => {
  const recovery = {
    rpoMinutes: 10_080,
    expendable: ['reports', 'scratch', 'redis', 'catalog'],
    mode: 'pilot-light',
    cidr: '10.77.0.0/16',
  };
  const targets = { azurerm: { region: 'eastus2', secondaryRegion: 'centralus' } };
  const light = patch(shop, { recovery, targets }) as EnvironmentInput;
  const steps = stepsOf(cloud, light);
  const lost = steps['When the region is lost']!;

  it('makes it the whole environment, without a copy of the file', () => {
    expect(lost.map(({ title }) => title)).toEqual([
      'Decide',
      'Save the databases',
      'Make the pilot light the whole environment',
      'Meanwhile, fill buckets and secrets',
      'Install what runs in the cluster',
      'Fill what runs in the cluster',
      'Move the hosts',
    ]);
    const said = saidIn(lost, 'Make the pilot light the whole environment');
    expect(said).toContain("recovery.active: 'secondary'");
    expect(said).toContain('restore with it: recovery.differences.databases.postgres.');
    expect(said).toContain(`terraform -chdir=cdktf.out/stacks/acme-test-r-${cloud} apply`);
    expect(textOf(runbookOn(cloud, light))).not.toMatch(/-NEW-/);
  });

  it('copies objects into buckets that it will have', () => {
    const said = saidIn(lost, 'Meanwhile, fill buckets and secrets');
    expect(said).toMatch(/(s3:|gs:|https:)\/\/\S*acme-test-r-files/);
    expect(said).not.toMatch(/BUCKET|CONTAINER/);
  });

  it('takes an hour less, for network and cluster are there', () => {
    const minutes = (all: typeof lost) => all.reduce((sum, step) => sum + (step.minutes ?? 0), 0);
    const promoted = patch(light, { clickHouseClusters: null, searchClusters: null, differences: null });
    expect(minutes(lost)).toBe(180);
    expect(minutes(stepsOf(cloud, promoted as EnvironmentInput)['When the region is lost']!)).toBe(150);
  });

  it('says what synthesis would refuse when it serves', () => {
    const differences = { databases: { postgres: { size: { vcpu: 999, memoryGiB: 1 } } } };
    const wrong = patch(light, { recovery: { differences } }) as EnvironmentInput;
    expect(saidIn(lost, 'Make the pilot light the whole environment')).not.toContain('synthesis says');
    expect(
      saidIn(stepsOf(cloud, wrong)['When the region is lost']!, 'Make the pilot light the whole environment'),
    ).toContain('databases.postgres.size');
  });

  it('goes back, and becomes a pilot light again', () => {
    const back = steps['When the region is back']!;
    expect(back.map(({ title }) => title.replace(/ to .*/, ''))).toEqual([
      'Keep the old environment from writing',
      'Let Terraform forget what was promoted',
      'Go back',
    ]);
    const { actions } = back.at(-1)!;
    expect(actions.flatMap(({ lines }) => lines)).toEqual([
      `terraform -chdir=cdktf.out/stacks/acme-test-r-${cloud}-platform destroy`,
      ...['', '-platform'].flatMap((kind) =>
        ['init', 'apply'].map((command) => `terraform -chdir=cdktf.out/stacks/acme-test-${cloud}${kind} ${command}`),
      ),
      'npx triptych synth',
      `terraform -chdir=cdktf.out/stacks/acme-test-r-${cloud} init`,
      `terraform -chdir=cdktf.out/stacks/acme-test-r-${cloud} apply`,
    ]);
  });
});

it.each(CLOUDS)('takes hosts from the edge of the old environment on %s, which no region holds', (cloud) => {
  const said = saidIn(stepsOf(cloud, everyStack)['When the region is lost']!, 'Move the hosts');
  expect(said).toContain('holds these hosts, wherever the region is: ');
  expect(said).toContain('files.example.com');
  const [destroyed, applied] = [`acme-test-${cloud}-edge destroy -refresh=false`, `NEW-${cloud}-edge apply`];
  expect(said).toContain(destroyed);
  expect(said.indexOf(destroyed)).toBeLessThan(said.indexOf(applied));
});
