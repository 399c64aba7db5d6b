/**
 * Random topologies: valid ones synthesize on every cloud, deterministically; invalid ones give problems, and never
 * crash.
 */
import fc from 'fast-check';

import { plan } from '../../app/plan/plan';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { describeWithoutCode, EnvironmentError } from '../../core/rules/problem';
import { providers } from '../../providers';
import { targets, wholeWith } from '../helpers/environments';
import { hclDifferences } from '../helpers/hcl';
import { synth, synthHcl } from '../helpers/synth';

/** A fixed seed, so that only a change can cause a failure; set another seed or more runs to test more. */
const SEED = Number(process.env.TRIPTYCH_PROPERTY_SEED ?? 20261121);
const RUNS = Number(process.env.TRIPTYCH_PROPERTY_RUNS ?? 12);

const id = fc.stringMatching(/^[a-z][a-z0-9]{2,9}$/);
const size = fc.constantFrom('small', 'medium', 'large', 'xlarge');
const pool = fc.record(
  {
    size,
    min: fc.integer({ min: 1, max: 3 }),
    // GKE creates the same number of nodes in each zone: a multiple of the zones must fit.
    max: fc.constantFrom(6, 12),
    diskGiB: fc.integer({ min: 50, max: 200 }),
    labels: fc.dictionary(id, id, { maxKeys: 2 }),
  },
  { requiredKeys: ['size', 'min', 'max'] },
);
const postgres = fc
  .record(
    {
      version: fc.constantFrom('16', '17'),
      size,
      storage: fc.record({ sizeGiB: fc.integer({ min: 32, max: 500 }) }),
      highAvailability: fc.boolean(),
      queryInsights: fc.boolean(),
      deletionProtection: fc.boolean(),
      readReplicas: fc.dictionary(id, fc.constant({ size: 'large' }), { maxKeys: 2 }),
      database: fc.constantFrom('app', 'data_1'),
      owner: fc.constantFrom('app', 'writer'),
    },
    { requiredKeys: ['version', 'size', 'storage', 'database', 'owner'] },
  )
  // Azure refuses replicas of a burstable primary; that rule has tests of its own.
  .map((props) => (Object.keys(props.readReplicas ?? {}).length > 0 ? { ...props, size: 'large' } : props));
const redis = fc.record(
  {
    version: fc.constant('7'),
    size,
    replicas: fc.integer({ min: 0, max: 1 }),
    evictionPolicy: fc.constantFrom('allkeys-lru', 'volatile-ttl'),
  },
  { requiredKeys: ['version', 'size'] },
);
const store = fc.record(
  {
    versioning: fc.boolean(),
    lifecycle: fc.dictionary(id, fc.record({ expireAfterDays: fc.integer({ min: 1, max: 900 }) }), { maxKeys: 2 }),
    replication: fc.constant(false),
    encryptionKey: fc.constantFrom('own', 'cloud'),
    deletionProtection: fc.boolean(),
  },
  { requiredKeys: ['lifecycle'] },
);

const environment: fc.Arbitrary<EnvironmentInput> = fc
  .record({
    system: id,
    environment: id,
    second: fc.integer({ min: 0, max: 60 }),
    zones: fc.integer({ min: 2, max: 3 }),
    nat: fc.constantFrom('single' as const, 'per-zone' as const),
    accessLists: fc.constantFrom(false as const, {}),
    pools: fc.dictionary(id, pool, { minKeys: 1, maxKeys: 3 }).filter((pools) => !('system' in pools)),
    databases: fc.dictionary(
      id.map((name) => `db${name}`.slice(0, 12)),
      postgres,
      { maxKeys: 2 },
    ),
    caches: fc.dictionary(
      id.map((name) => `c${name}`),
      redis,
      { maxKeys: 2 },
    ),
    objectStores: fc.dictionary(
      id.map((name) => `s${name}`),
      store,
      { maxKeys: 2 },
    ),
  })
  .map(({ system, environment: name, second, zones, nat, accessLists, pools, databases, caches, objectStores }) => ({
    system,
    environment: name,
    costCenter: 'research',
    targets,
    network: { cidr: `10.${second}.0.0/16`, zones, nat, accessLists },
    cluster: { version: '1.35', nodePools: pools },
    databases,
    caches,
    objectStores,
  })) as fc.Arbitrary<EnvironmentInput>;

describe('a random valid topology', () => {
  it('synthesizes on every cloud, twice with the same result, and HCL equals JSON', async () => {
    await fc.assert(
      fc.asyncProperty(environment, async (input) => {
        expect(plan([input], providers).problems.map(describeWithoutCode)).toEqual([]);
        const once = synth(input);
        const twice = synth(input);
        const hcl = synthHcl(input);
        expect(Object.keys(once)).toHaveLength(3);
        for (const [stackId, stack] of Object.entries(once)) {
          expect(twice[stackId]!.text).toBe(stack.text);
          expect(await hclDifferences(hcl[stackId]!, stack.json)).toEqual([]);
          expect(danglingReferences(stack.json)).toEqual([]);
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  }, 120_000);
});

/** References to addresses that are not in the stack, which Terraform would refuse. */
function danglingReferences(json: Record<string, unknown>): string[] {
  const known = (kind: string) =>
    new Set(
      Object.entries((json[kind] ?? {}) as Record<string, object>).flatMap(([type, byId]) =>
        Object.keys(byId).map((name) => `${type}.${name}`),
      ),
    );
  const kinds = { resource: known('resource'), data: known('data'), ephemeral: known('ephemeral') };
  const text = JSON.stringify(json);
  return [
    ...text.matchAll(
      /(?<![\w.])(data\.|ephemeral\.)?((?:aws|google|azurerm|random|time)_[a-z0-9_]+\.[a-z][A-Za-z0-9_]*)/g,
    ),
  ]
    .filter(
      ([, prefix, address]) =>
        !kinds[prefix === 'data.' ? 'data' : prefix === 'ephemeral.' ? 'ephemeral' : 'resource'].has(address!),
    )
    .map(([reference]) => reference);
}

describe('a random invalid topology', () => {
  const rubbish = fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.array(fc.string(), { maxLength: 2 }),
    fc.dictionary(fc.string(), fc.integer(), { maxKeys: 2 }),
  );
  const places = `
    system targets targets.aws targets.google.project network network.cidr network.zones network.subnets
    network.flowLogs network.accessLists network.accessLists.public cluster cluster.nodePools cluster.nodePools.main cluster.nodePools.main.size
    cluster.version databases databases.postgres databases.postgres.size databases.postgres.backups
    databases.postgres.readReplicas caches.redis caches.redis.size objectStores objectStores.files.lifecycle
    state tags differences differences.aws keys
  `
    .trim()
    .split(/\s+/);

  it('gives problems or is valid; it never crashes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), rubbish, (place, value) => {
        const change = place.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
        const { problems } = plan([patch(wholeWith({}), change) as EnvironmentInput], providers);
        for (const problem of problems) expect(describeWithoutCode(problem)).not.toMatch(/undefined|\[object|NaN/);
        expect(new EnvironmentError(problems).message).toMatch(/^\d+ problems?:/);
      }),
      { seed: SEED, numRuns: RUNS * 25 },
    );
  });
});
