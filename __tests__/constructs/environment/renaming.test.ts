import { explain } from '../../../app/explain/explain';
import { newNames, presentPath, renamedIn, underNames } from '../../../constructs/environment/renaming';
import { onAws } from '../../../index';
import { providers } from '../../../providers';
import { on } from '../../helpers/environments';
import { baseWith } from '../../helpers/platform';
import { problemsOf, synth } from '../../helpers/synth';

const database = { version: '17', size: 'large', storage: { sizeGiB: 100 }, database: 'acme', owner: 'acme' };
const onAwsOnly = (change: object) => on('aws', baseWith(change));

it('finds entries where the schema has them, and nowhere else', () => {
  const charts = { one: { formerly: ['uno'], values: { backup: { formerly: ['text'] } } } };
  expect(renamedIn({ charts })).toEqual([{ record: ['charts'], name: 'one', formerly: ['uno'] }]);
});

it('renames by record: a pool and a database may have one name', () => {
  const entries = [{ record: ['databases'], name: 'orders', formerly: ['main'] as const }];
  const environment = {
    cluster: { nodePools: { orders: {} } },
    databases: { orders: { readReplicas: { orders: {} } } },
    workloads: {
      orders: { nodePool: 'orders', env: { NAME: 'orders' }, secretEnv: { URL: { from: 'orders', key: 'url' } } },
    },
  };
  expect(
    underNames(
      environment,
      newNames(entries, ({ formerly: [oldest] }) => oldest),
    ),
  ).toEqual({
    ...environment,
    databases: { main: { readReplicas: { orders: {} } } },
    workloads: {
      orders: { nodePool: 'orders', env: { NAME: 'orders' }, secretEnv: { URL: { from: 'main', key: 'url' } } },
    },
  });
});

it('finds the present path of an entry inside a renamed one', () => {
  const entries = [
    { record: ['databases'], name: 'orders', formerly: ['main'] as const },
    { record: ['databases', 'orders', 'readReplicas'], name: 'reader', formerly: ['copy'] as const },
  ];
  expect(presentPath('databases.main.readReplicas.copy.size', entries)).toBe(
    'databases.orders.readReplicas.reader.size',
  );
  expect(presentPath('databases.mainly.size', entries)).toBe('databases.mainly.size');
});

describe('a former name', () => {
  const cache = { version: '7', size: 'medium' };

  it.each([
    [
      'that the entry has',
      { databases: { postgres: { formerly: ['postgres'] } } },
      'databases.postgres.formerly.0 must be the name before the present one, got "postgres", which the entry has now',
    ],
    [
      'given twice',
      { databases: { postgres: { formerly: ['a', 'b', 'a'] } } },
      'databases.postgres.formerly.2 must be listed once, got "a" again',
    ],
    [
      'that another record of the cloud has',
      { databases: { postgres: { formerly: ['redis'] } } },
      'databases.postgres.formerly.0 must be a name that nothing has now, got "redis", which is the name of caches.redis: give that one another name, because the entry keeps this one in the cloud and in the cluster',
    ],
    [
      'that two entries had',
      { databases: { postgres: { formerly: ['main'] } }, caches: { other: { ...cache, formerly: ['main'] } } },
      'caches.other.formerly.0 must be a name that no other entry had, got "main", which is among those of databases.postgres',
    ],
    [
      'that is reserved',
      { caches: { redis: { formerly: ['network'] } } },
      'caches.redis.formerly.0 must be a name that the entry can have had, got "network", which is reserved',
    ],
    [
      'of an identity',
      { caches: { redis: { formerly: ['identity-api'] } } },
      'caches.redis.formerly.0 must be a name that the entry can have had, got "identity-api", which is reserved',
    ],
    [
      "of an add-on's namespace",
      { addons: { metricsServer: {}, keda: {} }, namespaces: { shop: { formerly: ['keda'] } } },
      'namespaces.shop.formerly.0 must be a name that the entry can have had, got "keda", which is reserved',
    ],
    [
      'that no pool can have',
      { cluster: { nodePools: { main: { formerly: ['a-pool'] } } } },
      'cluster.nodePools.main.formerly.0 must be 1–12 lower-case letters and digits, starting with a letter (an AKS node pool takes no other), got "a-pool"',
    ],
  ])('%s is refused', (_, change, message) => {
    expect(problemsOf(onAwsOnly(change)).map((one) => one.replace(/^acme\/test( \(aws\))?: /, ''))).toContain(message);
  });

  it('may be that of an entry of another record with names of its own', () => {
    const change = {
      databases: { postgres: { formerly: ['main'] } },
      cluster: { nodePools: { main: null, first: { size: 'large', min: 2, max: 4, formerly: ['spare'] } } },
      namespaces: { shop: { formerly: ['postgres'] } },
    };
    expect(problemsOf(onAwsOnly(change))).toEqual([]);
  });
});

describe('names that clouds and clusters know', () => {
  const kafka = (id: string, more: object) => ({
    addons: { strimzi: {}, externalSecrets: {} },
    namespaces: { data: {} },
    kafkaClusters: {
      [id]: {
        namespace: 'data',
        version: '4.3',
        resources: { cpu: '2', memory: '8Gi' },
        storage: { sizeGiB: 50 },
        ...more,
      },
    },
  });
  const long = 'a-name-of-thirty-characters-xx';

  it('are judged, and not the present ones', () => {
    expect(problemsOf(onAwsOnly(kafka(long, {}))).join()).toContain('must have a shorter name');
    expect(problemsOf(onAwsOnly(kafka(long, { formerly: ['events'] })))).toEqual([]);
    expect(problemsOf(onAwsOnly(kafka('events', { formerly: [long] }))).join()).toContain(
      'kafkaClusters.events must have a shorter name',
    );
  });
});

it('tells people present names: paths, outputs, overrides, extensions', () => {
  const seen: string[] = [];
  const environment = onAwsOnly({
    databases: {
      postgres: null,
      orders: {
        ...database,
        formerly: ['main'],
        readReplicas: { reader: { formerly: ['copy'] } },
        overrides: { aws: { 'replica.reader': { applyImmediately: true } } },
      },
    },
    cluster: { nodePools: { main: null, first: { size: 'large', min: 2, max: 4, formerly: ['main'] } } },
  });
  const extended = {
    ...environment,
    extend: onAws(({ get, paths }) => {
      seen.push(...paths, get('databases.orders').instance.identifierInput ?? '');
    }),
  };
  const { 'acme-test-aws': stack } = synth(extended);
  expect(stack!.resource('aws_db_instance.orders_reader')).toMatchObject({
    identifier: 'acme-test-main-copy',
    apply_immediately: true,
  });
  const key = (name: string) => `terraform_data.protected["${name}"]`;
  expect(stack!.resource('terraform_data.protected').for_each).toContain('"databases.orders.readReplicas.reader"');
  expect(stack!.json.moved).toEqual(
    expect.arrayContaining([
      { from: key('databases.main'), to: key('databases.main').replace('protected', 'unprotected') },
      { from: key('databases.orders').replace('protected', 'unprotected'), to: key('databases.orders') },
    ]),
  );
  expect(stack!.outputs).toHaveProperty('orders_host');
  expect(stack!.json.output.orders_host.description).toBe('orders: host');
  expect(seen).toEqual(expect.arrayContaining(['databases.orders', 'acme-test-main']));
  const explained = explain({ environments: [environment], stack: 'acme-test-aws', ...providers });
  const paths = explained.constructs.flatMap(({ path, decisions }) => [path, ...decisions.map((one) => one.path)]);
  expect(paths).toEqual(
    expect.arrayContaining([
      'databases.orders',
      'databases.orders.readReplicas.reader.size',
      'cluster.nodePools.first.size',
    ]),
  );
  const zone = 'dnsZones.main';
  expect(paths.filter((path) => path !== zone && /\b(main|copy)\b/.test(path))).toEqual([]);
});

it('moves a name that comes back, without a way that leads back', () => {
  const { 'acme-test-aws': stack } = synth(onAwsOnly({ objectStores: { files: { formerly: ['files', 'photos'] } } }));
  expect(stack!.json.moved).toContainEqual({ from: 'aws_s3_bucket.photos', to: 'aws_s3_bucket.files' });
  expect(stack!.json.moved).not.toContainEqual(expect.objectContaining({ from: 'aws_s3_bucket.files' }));
});

it('refuses a rename from an address that another entry has now', () => {
  const change = {
    databases: {
      orders: { ...database, formerly: ['main'], readReplicas: { reader: {} } },
      'main-reader': { ...database, formerly: ['archive'] },
    },
  };
  expect(() => synth(onAwsOnly(change))).toThrow(
    'has an entry that cannot be renamed, because aws_db_instance.main_reader of acme-test-aws would still be there under another name: leave its name as it was [environment/former-address-taken]',
  );
});
