import fc from 'fast-check';

import type { Catalogue, Requirement, Sku } from '../../../core/sizing/catalogue';
import {
  cacheRequirement,
  family,
  machineRequirement,
  NAMED_CACHE_SIZES,
  NAMED_SIZES,
  nearest,
  select,
} from '../../../core/sizing/catalogue';

const sku = (name: string, facts: Partial<Sku> = {}): Sku => ({
  sku: name,
  vcpu: 2,
  memoryGiB: 8,
  architecture: 'x86_64',
  burstable: false,
  generation: 1,
  usdPerHour: 1,
  ...facts,
});

const catalogue = (...skus: Sku[]): Catalogue => ({ region: 'test', asOf: '2026-01-01', skus });

const arbitrarySku = fc.record({
  sku: fc.string({ minLength: 1, maxLength: 4 }),
  vcpu: fc.integer({ min: 1, max: 8 }),
  memoryGiB: fc.integer({ min: 1, max: 32 }),
  architecture: fc.constantFrom('x86_64' as const, 'arm64' as const),
  burstable: fc.boolean(),
  generation: fc.integer({ min: 1, max: 3 }),
  usdPerHour: fc.integer({ min: 1, max: 5 }),
  lacks: fc.subarray(['spot', 'highAvailability'] as const),
});
const arbitraryCatalogue = fc
  .uniqueArray(arbitrarySku, { selector: (row) => row.sku, maxLength: 12 })
  .map((skus) => catalogue(...skus));

const arbitraryRequirement = fc.record(
  {
    memoryGiB: fc.integer({ min: 1, max: 40 }),
    vcpu: fc.integer({ min: 1, max: 10 }),
    architecture: fc.constantFrom('x86_64' as const, 'arm64' as const),
    burstable: fc.boolean(),
    needs: fc.subarray(['spot', 'highAvailability'] as const),
  },
  { requiredKeys: ['memoryGiB'] },
);

/** The rule in other words than the code's. */
const satisfies = (row: Sku, asked: Omit<Requirement, 'sku'>): boolean =>
  row.memoryGiB >= asked.memoryGiB &&
  (asked.vcpu === undefined || row.vcpu >= asked.vcpu) &&
  (asked.architecture === undefined || row.architecture === asked.architecture) &&
  !(row.burstable && (asked.burstable === false || (asked.burstable === undefined && asked.vcpu !== undefined))) &&
  !(asked.needs ?? []).some((feature) => row.lacks?.includes(feature));

describe('select', () => {
  it('chooses the cheapest SKU that satisfies, whenever there is one', () => {
    fc.assert(
      fc.property(arbitraryCatalogue, arbitraryRequirement, (offered, asked) => {
        const fitting = offered.skus.filter((row) => satisfies(row, asked));
        const chosen = select(offered, asked as Omit<Requirement, 'sku'>);
        expect(chosen === undefined).toBe(fitting.length === 0);
        if (chosen) {
          expect(fitting).toContain(chosen);
          expect(chosen.usdPerHour).toBe(Math.min(...fitting.map((row) => row.usdPerHour)));
        }
      }),
    );
  });

  it('does not depend on the order of the catalogue', () => {
    fc.assert(
      fc.property(arbitraryCatalogue, arbitraryRequirement, (offered, asked) => {
        const reversed = { ...offered, skus: [...offered.skus].reverse() };
        expect(select(reversed, asked as Requirement)).toEqual(select(offered, asked as Requirement));
      }),
    );
  });

  it.each<[why: string, skus: Sku[], chosen: string]>([
    ['the newer generation', [sku('a', { generation: 5 }), sku('b', { generation: 6 })], 'b'],
    ['then the smaller memory', [sku('a', { memoryGiB: 16 }), sku('b')], 'b'],
    ['then the name', [sku('b'), sku('a')], 'a'],
    ['the price before the generation', [sku('a', { usdPerHour: 0.9 }), sku('b', { generation: 9 })], 'a'],
  ])('prefers between equal prices %s', (_, skus, chosen) => {
    expect(select(catalogue(...skus), { vcpu: 2, memoryGiB: 8 })?.sku).toBe(chosen);
  });

  it('chooses a burstable SKU when allowed, or when no CPU is required', () => {
    const offered = catalogue(sku('burstable', { burstable: true, usdPerHour: 0.5 }), sku('steady'));
    expect(select(offered, { vcpu: 2, memoryGiB: 8 })?.sku).toBe('steady');
    expect(select(offered, { vcpu: 2, memoryGiB: 8, burstable: true })?.sku).toBe('burstable');
    expect(select(offered, { memoryGiB: 8 })?.sku).toBe('burstable');
    expect(select(offered, { memoryGiB: 8, burstable: false })?.sku).toBe('steady');
  });

  it('never refuses an override, be it small or unknown', () => {
    const small = sku('small', { memoryGiB: 1 });
    const offered = catalogue(small, sku('large'));
    expect(select(offered, { memoryGiB: 8, sku: 'small' })).toBe(small);
    expect(select(offered, { memoryGiB: 8, sku: 'x1e.32xlarge' })).toEqual({ sku: 'x1e.32xlarge' });
  });
});

describe('nearest', () => {
  const offered = catalogue(
    sku('wide', { vcpu: 16, memoryGiB: 32, usdPerHour: 4 }),
    sku('deep', { vcpu: 4, memoryGiB: 128, usdPerHour: 4 }),
    sku('arm', { vcpu: 64, memoryGiB: 64, architecture: 'arm64', usdPerHour: 9 }),
  );

  it.each<[asked: Requirement, closest: string]>([
    [{ vcpu: 32, memoryGiB: 8, architecture: 'x86_64' }, 'wide'],
    [{ vcpu: 2, memoryGiB: 512, architecture: 'x86_64' }, 'deep'],
    [{ vcpu: 128, memoryGiB: 8 }, 'arm'],
  ])('names the largest in the dimension that is short: %j', (asked, closest) => {
    expect(select(offered, asked)).toBeUndefined();
    expect(nearest(offered, asked)?.sku).toBe(closest);
  });

  it('considers every SKU when none is of the required kind', () => {
    expect(nearest(catalogue(sku('x86')), { memoryGiB: 8, architecture: 'arm64' })?.sku).toBe('x86');
  });

  it('is undefined for an empty catalogue', () => {
    expect(nearest(catalogue(), { memoryGiB: 8 })).toBeUndefined();
  });
});

describe('named sizes', () => {
  it('stand for requirements; requirements stay as they are', () => {
    expect(machineRequirement('medium')).toBe(NAMED_SIZES.medium);
    expect(cacheRequirement('medium')).toBe(NAMED_CACHE_SIZES.medium);
    const own = { vcpu: 3, memoryGiB: 5 };
    expect(machineRequirement(own)).toBe(own);
    expect(cacheRequirement(own)).toBe(own);
  });
});

describe('family', () => {
  const facts = { name: (vcpu: number) => `f${vcpu}`, architecture: 'arm64', generation: 7 } as const;

  it('multiplies memory and price by the vCPUs, except for listed prices', () => {
    const rows = family({ ...facts, vcpus: [2, 6], memory: 4, usdPerVcpu: 0.1, listed: { 2: 0.199 } });
    expect(rows).toEqual([
      { sku: 'f2', vcpu: 2, memoryGiB: 8, usdPerHour: 0.199, burstable: false, architecture: 'arm64', generation: 7 },
      { sku: 'f6', vcpu: 6, memoryGiB: 24, usdPerHour: 0.6, burstable: false, architecture: 'arm64', generation: 7 },
    ]);
  });

  it('does not guess a memory that is missing from a table', () => {
    expect(() => family({ ...facts, vcpus: [2], memory: {}, usdPerVcpu: 1 })).toThrow('f2: no memory given for 2 vCPU');
  });
});
