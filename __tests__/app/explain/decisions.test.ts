/** Decisions: the same on every cloud, each with its value and the rule that chose it. */
import type { ExplainedDecision } from '../../../app/explain/explained';
import type { Subject } from '../../../core/decision';
import { type CloudName, CLOUDS, wholeWith } from '../../helpers/environments';
import { everything } from '../../helpers/everything';
import { constructOn, explained } from '../../helpers/explained';

const change = wholeWith({
  cluster: { systemPool: { size: 'large', min: 2, max: 3 } },
  databases: { postgres: { readReplicas: { reports: {} } } },
  secrets: { token: {} },
});

type Table = Readonly<Record<string, readonly Subject[]>>;

const COMMON: Table = {
  network: ['subnets', 'zones'],
  cluster: ['encryption key', 'image', 'nodes', 'size', 'storage', 'version'],
  'databases.postgres': ['encryption key', 'size', 'storage', 'version'],
  'caches.redis': ['encryption key', 'service', 'size', 'version'],
  'objectStores.files': ['encryption key', 'storage'],
  secrets: ['encryption key'],
};

const subjectsOf = (decisions: readonly ExplainedDecision[]): Subject[] =>
  [...new Set(decisions.map(({ subject }) => subject))].sort();

const decisionsOn = (cloud: CloudName, path: string): readonly ExplainedDecision[] =>
  constructOn(cloud, change, path).decisions;

describe.each(CLOUDS)('on %s', (cloud) => {
  it.each(Object.entries(COMMON))('%s decides the same as on every cloud', (path, subjects) => {
    expect(subjectsOf(decisionsOn(cloud, path))).toEqual(subjects);
  });

  it('says of every pool, server and replica how large it is', () => {
    const paths = ['cluster', 'databases.postgres', 'caches.redis'].flatMap((path) =>
      decisionsOn(cloud, path)
        .filter(({ subject }) => subject === 'size')
        .map((one) => one.path),
    );
    expect(paths.sort()).toEqual([
      'caches.redis.size',
      'cluster.nodePools.main.size',
      'cluster.systemPool.size',
      'databases.postgres.readReplicas.reports.size',
      'databases.postgres.size',
    ]);
  });

  it('gives the reason for every decision, at a path of the construct', () => {
    for (const stack of [`acme-test-${cloud}`, `acme-test-${cloud}-platform`])
      for (const { path, decisions } of explained(everything, stack).constructs)
        for (const decision of decisions) {
          expect(decision.why).toMatch(/^\S.{5,}/);
          expect(decision.why).not.toMatch(/undefined|\[object|TfToken/);
          expect(decision.value).toMatch(/^(?!.*(undefined|TfToken))\S/);
          expect(decision.path === path || decision.path.startsWith(`${path}.`)).toBe(true);
        }
  });
});

/** Inside a cluster one class decides for all clouds; only the disks differ. */
it('decides inside a cluster the same on every cloud', () => {
  const decided = (cloud: CloudName) =>
    explained(everything, `acme-test-${cloud}-platform`)
      // Add-ons that one cloud brings itself are not installed there.
      .constructs.filter(({ path }) => !/^addons\.(loadBalancerController|clusterAutoscaler|metricsServer)$/.test(path))
      .map(({ path, decisions }) => [path, subjectsOf(decisions)]);
  expect(decided('google')).toEqual(decided('aws'));
  expect(decided('azurerm')).toEqual(decided('aws'));
});

describe('a size', () => {
  const SIZES: readonly (readonly [CloudName, path: string, value: string, why: RegExp])[] = [
    ['aws', 'cluster.nodePools.main', 'm6i.xlarge', /at least 4 vCPU and 16 GiB, x86_64, not burstable: 4 vCPU/],
    ['google', 'cluster.nodePools.main', 'e2-standard-4', /at least 4 vCPU and 16 GiB, x86_64, not burstable: 4 vCPU/],
    ['azurerm', 'cluster.nodePools.main', 'Standard_D4as_v5', /4 vCPU and 16 GiB, x86_64, not burstable: 4 vCPU/],
    ['aws', 'databases.postgres', 'db.m6g.xlarge', /at least 4 vCPU and 16 GiB, not burstable: 4 vCPU, 16 GiB/],
    ['google', 'databases.postgres', 'db-custom-4-16384', /not burstable, capable of highAvailability: 4 vCPU/],
    ['azurerm', 'databases.postgres', 'GP_Standard_D4ds_v5', /capable of highAvailability, capable of readReplicas: 4/],
    ['aws', 'caches.redis', 'cache.t4g.medium', /at least 3 GiB, burstable or not: 2 vCPU, 3.09 GiB/],
    ['google', 'caches.redis', '3 GB', /at least 3 GiB, burstable or not: 1 vCPU, 3 GiB/],
    ['azurerm', 'caches.redis', 'Balanced_B5', /at least 3 GiB, burstable or not, capable of highAvailability: 2 vCPU/],
  ];

  it.each(SIZES)('on %s of %s is %s', (cloud, path, value, why) => {
    const [at, id] = path.split('.');
    const construct = at === 'cluster' ? 'cluster' : `${at}.${id}`;
    const size = decisionsOn(cloud, construct).find((one) => one.path === `${path}.size`)!;
    expect(size).toMatchObject({ subject: 'size', value, given: expect.stringMatching(/^(large|medium)$/) });
    expect(size.why).toMatch(why);
    expect(size.why).toMatch(/^the cheapest of \d+ in the catalogue with .* USD an hour in \S+ \(list price, \d{4}-/);
    expect(size.facts).toMatchObject({ vcpu: expect.any(Number), usdPerHour: expect.any(Number) });
  });

  const bySku = (sku: string) =>
    constructOn('aws', wholeWith({ databases: { postgres: { sku: { aws: sku } } } }), 'databases.postgres').decisions;

  it('that a SKU names says so, known to the catalogue or not', () => {
    expect(bySku('db.m6g.4xlarge')).toContainEqual(
      expect.objectContaining({
        value: 'db.m6g.4xlarge',
        why: expect.stringMatching(/^named by `sku`: 16 vCPU, 64 GiB/),
      }),
    );
    expect(bySku('db.x9z.large')).toContainEqual(
      expect.objectContaining({ value: 'db.x9z.large', why: 'named by `sku`; the catalogue does not know it' }),
    );
  });
});

it("tells whose key encrypts: the environment's, an existing one, or the cloud's", () => {
  const existing = { aws: 'arn:aws:kms:us-east-1:123456789012:key/one' };
  const keyOf = (encryptionKey: unknown) =>
    constructOn(
      'aws',
      wholeWith({ targets: { google: null, azurerm: null }, databases: { postgres: { encryptionKey } } }),
      'databases.postgres',
    ).decisions.find(({ subject }) => subject === 'encryption key')!;
  expect(keyOf('own')).toMatchObject({
    value: "the environment's key for databases",
    why: 'one key for everything of the kind, which outlives what it encrypts, replaced every 90 days',
  });
  expect(keyOf('cloud').value).toBe("the cloud's own");
  expect(keyOf({ existing })).toMatchObject({ value: existing.aws, why: 'named by `existing`' });
});

it('tells which service of Google runs a store, and why', () => {
  const serviceOf = (redis: object) =>
    constructOn(
      'google',
      wholeWith({ targets: { aws: null, azurerm: null }, caches: { redis } }),
      'caches.redis',
    ).decisions.find(({ subject }) => subject === 'service')!;
  expect(serviceOf({}).value).toBe('Memorystore for Redis');
  expect(serviceOf({ engine: 'valkey', version: '8', authentication: 'none' })).toMatchObject({
    value: 'Memorystore for Valkey',
    why: 'engine "valkey"; engine, shards, authentication and persistence.mode choose it, and another service is another store, empty',
  });
});
