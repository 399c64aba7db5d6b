import fc from 'fast-check';

import type { Architecture, Catalogue, NamedSize, Requirement } from '../../core/sizing/catalogue';
import { NAMED_CACHE_SIZES, NAMED_SIZES, nearest, select } from '../../core/sizing/catalogue';
import * as aws from '../../providers/aws/shared/catalogue';
import * as azurerm from '../../providers/azurerm/shared/catalogue';
import * as google from '../../providers/google/shared/catalogue';

const clouds = { aws, google, azurerm };
const kinds = ['nodes', 'databases', 'caches'] as const;
const perKind = Object.entries(clouds).flatMap(([cloud, catalogues]) =>
  kinds.map((kind): [string, Catalogue] => [`${cloud} ${kind}`, catalogues[kind]]),
);
const everyCatalogue: [string, Catalogue][] = [
  ...perKind,
  ['google cachesWithStandby', google.cachesWithStandby],
  ['google clusterNodes', google.clusterNodes],
];
const x86 = { architecture: 'x86_64' } as const;
const sizes = Object.keys(NAMED_SIZES) as NamedSize[];
const requirement = (name: string, size: NamedSize): Omit<Requirement, 'sku'> =>
  name.includes('caches') ? NAMED_CACHE_SIZES[size] : NAMED_SIZES[size];

describe('a requirement on AWS', () => {
  it.each<[keyof typeof aws, Omit<Requirement, 'sku'>, string]>([
    ['nodes', { vcpu: 2, memoryGiB: 8, burstable: true }, 't3.large'],
    ['nodes', { vcpu: 2, memoryGiB: 4, burstable: true }, 't3.medium'],
    ['databases', { vcpu: 2, memoryGiB: 8, burstable: true }, 'db.t3.large'],
    ['databases', { vcpu: 2, memoryGiB: 4, burstable: true }, 'db.t3.medium'],
    ['caches', { memoryGiB: 3 }, 'cache.t3.medium'],
    ['caches', { memoryGiB: 1 }, 'cache.t3.small'],
  ])('%s %j is %s', (kind, asked, sku) => {
    expect(select(aws[kind], { ...asked, ...x86 })?.sku).toBe(sku);
  });

  it('has Graviton in every kind', () => {
    const arm64 = { architecture: 'arm64' } as const;
    expect(select(aws.nodes, { ...NAMED_SIZES.medium, ...arm64 })?.sku).toBe('t4g.large');
    expect(select(aws.databases, { ...NAMED_SIZES.medium, ...arm64 })?.sku).toBe('db.t4g.large');
    expect(select(aws.caches, { ...NAMED_CACHE_SIZES.medium, ...arm64 })?.sku).toBe('cache.t4g.medium');
  });
});

describe.each(everyCatalogue)('%s', (_, catalogue) => {
  const { skus } = catalogue;

  it('names no SKU twice', () => {
    expect(new Set(skus.map(({ sku }) => sku)).size).toBe(skus.length);
  });

  it('has positive, finite figures and a date', () => {
    for (const { vcpu, memoryGiB, generation, usdPerHour } of skus) {
      for (const figure of [vcpu, memoryGiB, generation, usdPerHour]) expect(figure).toBeGreaterThan(0);
      expect(Number.isFinite(usdPerHour + memoryGiB)).toBe(true);
    }
    expect(catalogue.asOf).toMatch(/^202[56]-\d\d-\d\d$/);
  });

  it('never chooses less than required, and meets any requirement that the largest SKU meets', () => {
    const asked = fc.record({ vcpu: fc.integer({ min: 1, max: 32 }), memoryGiB: fc.integer({ min: 1, max: 46 }) });
    fc.assert(
      fc.property(asked, fc.boolean(), ({ vcpu, memoryGiB }, burstable) => {
        const chosen = select(catalogue, { vcpu, memoryGiB, burstable });
        const best = nearest(catalogue, { vcpu, memoryGiB, burstable });
        const enough = best !== undefined && best.vcpu >= vcpu && best.memoryGiB >= memoryGiB;
        expect(chosen !== undefined).toBe(enough);
        if (!chosen) return;
        expect(chosen.vcpu).toBeGreaterThanOrEqual(vcpu);
        expect(chosen.memoryGiB).toBeGreaterThanOrEqual(memoryGiB);
        if (!burstable) expect(chosen.burstable).toBe(false);
      }),
    );
  });

  it('chooses no dearer SKU for the size of a cheaper one', () => {
    for (const row of skus) {
      const { vcpu, memoryGiB, architecture, burstable } = row;
      const chosen = select(catalogue, { vcpu, memoryGiB, architecture, burstable });
      expect(chosen?.usdPerHour).toBeLessThanOrEqual(row.usdPerHour + 1e-6);
    }
  });
});

describe.each(perKind)('named sizes of %s', (name, catalogue) => {
  const chosen = sizes.map((size) => select(catalogue, { ...requirement(name, size), ...x86 }));

  it.each(sizes.map((size, index) => [size, chosen[index]] as const))('%s meets its minima', (size, sku) => {
    expect(sku).toBeDefined();
    expect(sku?.memoryGiB).toBeGreaterThanOrEqual(requirement(name, size).memoryGiB);
    expect(sku?.vcpu).toBeGreaterThanOrEqual(requirement(name, size).vcpu ?? 0);
  });

  it('cost more the larger they are', () => {
    const prices = chosen.map((sku) => sku?.usdPerHour ?? NaN);
    expect(prices).toEqual([...new Set(prices)].sort((a, b) => a - b));
  });
});

describe('sizes on every cloud', () => {
  it.each(Object.keys(clouds) as (keyof typeof clouds)[])('%s goes to 32 vCPU and 256 GiB in each kind', (cloud) => {
    const { nodes, databases, caches } = clouds[cloud];
    for (const architecture of ['x86_64', 'arm64'] satisfies Architecture[]) {
      expect(select(nodes, { vcpu: 32, memoryGiB: 128, architecture })).toBeDefined();
    }
    expect(select(nodes, { vcpu: 32, memoryGiB: 256, ...x86 })).toBeDefined();
    expect(select(databases, { vcpu: 32, memoryGiB: 256, needs: ['highAvailability', 'readReplicas'] })).toBeDefined();
    expect(select(caches, { memoryGiB: 256 })).toBeDefined();
  });

  /** List prices that several sources confirm, to find mistakes in a family's price per vCPU. */
  it.each<[Catalogue, string, number]>([
    [aws.nodes, 't4g.medium', 0.0336],
    [aws.nodes, 'm6i.4xlarge', 0.768],
    [aws.nodes, 'm7g.2xlarge', 0.3264],
    [aws.nodes, 'c6i.2xlarge', 0.34],
    [aws.nodes, 'r6i.2xlarge', 0.504],
    [aws.databases, 'db.m7g.large', 0.168],
    [aws.databases, 'db.m7g.8xlarge', 2.696],
    [aws.databases, 'db.r6g.large', 0.225],
    [aws.caches, 'cache.m6g.12xlarge', 3.557],
    [aws.caches, 'cache.r5.4xlarge', 1.724],
    [aws.caches, 'cache.r7g.xlarge', 0.437],
    [google.nodes, 'e2-standard-16', 0.53609136],
    [google.nodes, 'n2-standard-8', 0.388472],
    [google.databases, 'db-custom-1-3840', 0.06755],
    [google.databases, 'db-custom-8-30720', 0.5404],
    [google.caches, '4', 0.196],
    [google.cachesWithStandby, '5', 0.27],
    [azurerm.nodes, 'Standard_D2as_v5', 0.086],
    [azurerm.nodes, 'Standard_D16s_v5', 0.768],
    [azurerm.nodes, 'Standard_B2ms', 0.0832],
    [azurerm.databases, 'B_Standard_B2s', 0.068],
    [azurerm.databases, 'GP_Standard_D4ds_v5', 0.356],
    [azurerm.databases, 'MO_Standard_E2ds_v5', 0.25],
    [azurerm.caches, 'Balanced_B5', 0.156],
    [azurerm.caches, 'MemoryOptimized_M10', 0.216],
    [azurerm.caches, 'ComputeOptimized_X10', 0.583],
  ])('%#: %s is at its list price', (catalogue, sku, usdPerHour) => {
    expect(select(catalogue, { memoryGiB: 0, sku }).usdPerHour).toBeCloseTo(usdPerHour, 5);
  });
});

describe('Google', () => {
  it('names Cloud SQL tiers that the API accepts', () => {
    const custom = google.databases.skus.filter(({ sku }) => sku.startsWith('db-custom-'));
    expect(custom.length).toBeGreaterThan(90);
    for (const { sku, vcpu, memoryGiB } of custom) {
      const [, cpus, mib] = /^db-custom-(\d+)-(\d+)$/.exec(sku)?.map(Number) ?? [];
      expect([cpus, mib]).toEqual([vcpu, memoryGiB * 1024]);
      expect(vcpu === 1 || vcpu % 2 === 0).toBe(true);
      expect(memoryGiB * 1024).toBeGreaterThanOrEqual(3840);
      expect((memoryGiB * 1024) % 256).toBe(0);
      expect(memoryGiB / vcpu).toBeGreaterThanOrEqual(0.9);
      expect(memoryGiB / vcpu).toBeLessThanOrEqual(6.5);
    }
  });

  it('uses shared-core tiers only without a standby', () => {
    expect(select(google.databases, { memoryGiB: 1 })?.sku).toBe('db-g1-small');
    expect(select(google.databases, { memoryGiB: 1, needs: ['highAvailability'] })?.sku).toBe('db-custom-1-3840');
  });

  it('sizes Memorystore in whole GB, and chooses a larger size if it costs less', () => {
    expect(google.caches.skus.map(({ sku }) => sku)).toEqual(Array.from({ length: 300 }, (_, gb) => String(gb + 1)));
    expect(select(google.caches, { memoryGiB: 3 })?.sku).toBe('5');
    expect(select(google.cachesWithStandby, { memoryGiB: 3 })?.sku).toBe('3');
    expect(select(google.caches, { memoryGiB: 26 })?.sku).toBe('26');
    expect(select(google.cachesWithStandby, { memoryGiB: 1, needs: ['readReplicas'] })?.sku).toBe('5');
    expect(select(google.caches, { memoryGiB: 1, needs: ['sharding'] })).toBeUndefined();
    expect(select(google.clusterNodes, { memoryGiB: 6, needs: ['sharding'] })?.sku).toBe('HIGHMEM_MEDIUM');
  });
});

describe('Azure', () => {
  /** The validator of provider azurerm 4.55. */
  const SERVER =
    /^((B_Standard_B((1|2|4|8|12|16|20)ms|2s))|(GP_Standard_D(((2|4|8|16|32|48|64)s_v3)|((2|4|8|16|32|48|64)ds_v4)|((2|4|8|16|32|48|64|96)ds_v5)|((2|4|8|16|32|48|64|96)ads_v5)))|(MO_Standard_E((((2|4|8|16|20|32|48|64)s)_v3)|((2|4|6|8|16|20|32|48|64)ds_v4)|((2|4|8|16|20|32|48|64|96)ds_v5)|((2|4|8|16|32|48|64|96)ads_v5))))$/;
  const REDIS =
    /^(Balanced_B(0|1|3|5|10|20|50|100|150|250|350|500|700|1000)|MemoryOptimized_M(10|20|50|100|150|250|350|500|700|1000|1500|2000)|ComputeOptimized_X(3|5|10|20|50|100|150|250|350|500|700))$/;

  it('names servers and caches that the provider accepts', () => {
    for (const { sku } of azurerm.databases.skus) expect(sku).toMatch(SERVER);
    for (const { sku } of azurerm.caches.skus) expect(sku).toMatch(REDIS);
  });

  it('uses no burstable servers with a standby or replica', () => {
    expect(select(azurerm.databases, { ...NAMED_SIZES.medium })?.sku).toBe('B_Standard_B2ms');
    for (const needs of [['highAvailability'], ['readReplicas']] as const) {
      expect(select(azurerm.databases, { ...NAMED_SIZES.medium, needs })?.sku).toBe('GP_Standard_D2ds_v5');
    }
  });

  it('gives system pools at least 4 vCPU that are not burstable', () => {
    for (const size of sizes) {
      const sku = select(azurerm.nodes, { ...NAMED_SIZES[size], ...x86, needs: ['systemPool'] });
      expect(sku?.vcpu).toBeGreaterThanOrEqual(4);
      expect(sku?.burstable).toBe(false);
    }
  });

  it('uses a size with a local disk for an ephemeral OS disk, and no burstable one for spot', () => {
    const medium = { ...NAMED_SIZES.medium, ...x86 };
    expect(select(azurerm.nodes, medium)?.sku).toBe('Standard_B2s_v2');
    expect(select(azurerm.nodes, { ...medium, needs: ['spot'] })?.sku).toBe('Standard_D2as_v5');
    expect(select(azurerm.nodes, { ...medium, needs: ['ephemeralDisk'] })?.sku).toBe('Standard_D2ads_v5');
  });

  it('does not count the fifth of a cache that Azure reserves, and offers no geo-replication on B1', () => {
    expect(select(azurerm.caches, { memoryGiB: 3 })?.sku).toBe('Balanced_B5');
    expect(select(azurerm.caches, { memoryGiB: 0.5 })?.sku).toBe('Balanced_B1');
    expect(select(azurerm.caches, { memoryGiB: 0.5, needs: ['replication'] })?.sku).toBe('Balanced_B3');
  });
});
