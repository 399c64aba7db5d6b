/**
 * SKUs of Google Cloud with on-demand list prices in us-central1, without sustained-use discounts.
 *
 * Prices: Compute Engine from the Cloud Billing Catalog of 2026-08-03, taken from Karpenter's generated table; Cloud
 * SQL and Memorystore for Redis of 2026-09-29; Memorystore Cluster of 2025-07-07. All prices are proportional to vCPUs
 * or memory, so a family is described by its price per unit.
 *
 * Families: e2 and n2, which every region offers and which boot from any persistent disk; not n2d, c3, n4 and t2a,
 * which some regions lack. c4a is included although some regions lack it, because most regions offer no other arm64
 * machines; it boots only from Hyperdisk. All other types are available through `sku`.
 */
import type { Architecture, Catalogue, Feature, Sku } from '../../../core/sizing/catalogue';
import { dollars, family } from '../../../core/sizing/catalogue';

const region = 'us-central1';

const E2 = [2, 4, 8, 16];
const N2 = [2, 4, 8, 16, 32, 48, 64, 80, 96];
const C4A = [1, 2, 4, 8, 16, 32, 48, 64, 72];

const machines = (
  name: string,
  architecture: Architecture,
  vcpus: readonly number[],
  memory: number,
  usdPerVcpu: number,
): Sku[] =>
  family({
    name: (vcpu) => `${name}-${vcpu}`,
    generation: Number(name.match(/\d/)),
    lacks: ['ephemeralDisk'],
    architecture,
    vcpus,
    memory,
    usdPerVcpu,
  });

/** Shared cores: two vCPUs that can burst to full use, and sustain a quarter (small) or half (medium) of it. */
const sharedCore = (sku: string, memoryGiB: number, usdPerHour: number): Sku => ({
  ...{ sku, vcpu: 2, memoryGiB, architecture: 'x86_64', burstable: true, generation: 2, usdPerHour },
  lacks: ['ephemeralDisk'],
});

/** Nodes start at e2-small, because an e2-micro has too little memory for GKE's agents. */
export const nodes: Catalogue = {
  region,
  asOf: '2026-08-03',
  skus: [
    sharedCore('e2-small', 2, 0.016752855),
    sharedCore('e2-medium', 4, 0.03350571),
    ...machines('e2-standard', 'x86_64', [...E2, 32], 4, 0.03350571),
    ...machines('e2-highmem', 'x86_64', E2, 8, 0.04519983),
    ...machines('e2-highcpu', 'x86_64', [...E2, 32], 1, 0.02473512),
    ...machines('n2-standard', 'x86_64', [...N2, 128], 4, 0.048559),
    ...machines('n2-highmem', 'x86_64', N2, 8, 0.065507),
    ...machines('n2-highcpu', 'x86_64', N2, 1, 0.035848),
    ...machines('c4a-standard', 'arm64', C4A, 4, 0.0449),
    ...machines('c4a-highmem', 'arm64', C4A, 8, 0.05894),
    ...machines('c4a-highcpu', 'arm64', C4A, 2, 0.03788),
  ],
};

/** Cloud SQL Enterprise, zonal. Regional availability costs twice as much. */
const SQL_USD_PER_VCPU = 0.0413;
const SQL_USD_PER_GIB = 0.007;

const SQL_VCPUS = [1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96];

/** GiB per vCPU. Cloud SQL accepts 0.9 to 6.5, in steps of 256 MiB; its console proposes 3.75. */
const SQL_RATIOS = [1, 2, 3, 3.75, 4, 5, 6.5];
const SQL_MIN_MIB = 3840;

const customTiers = SQL_VCPUS.flatMap((vcpu) =>
  SQL_RATIOS.filter((ratio) => vcpu * ratio * 1024 >= SQL_MIN_MIB).map((ratio): Sku => ({
    sku: `db-custom-${vcpu}-${vcpu * ratio * 1024}`,
    vcpu,
    memoryGiB: vcpu * ratio,
    architecture: 'x86_64',
    burstable: false,
    generation: 1,
    usdPerHour: dollars(vcpu * SQL_USD_PER_VCPU + vcpu * ratio * SQL_USD_PER_GIB),
  })),
);

/** No high availability, because the service level agreement excludes shared cores. */
const sharedTier = (sku: string, memoryGiB: number, usdPerHour: number): Sku => ({
  ...{ sku, vcpu: 1, memoryGiB, architecture: 'x86_64', burstable: true, generation: 1, usdPerHour },
  lacks: ['highAvailability'],
});

/** Tiers of the edition Enterprise. Those of Enterprise Plus (`db-perf-optimized-N-*`) are available through `sku`. */
export const databases: Catalogue = {
  region,
  asOf: '2026-09-29',
  skus: [sharedTier('db-f1-micro', 0.6, 0.0105), sharedTier('db-g1-small', 1.7, 0.035), ...customTiers],
};

/**
 * Memorystore for Redis is sized in whole GB, so `sku` is `memory_size_gb`. The price per GB falls with the capacity
 * tier and applies to the whole instance: on the Basic tier, 5 GB cost less than 4. `upTo` is the tier's last GB.
 */
const CAPACITY_TIERS = [
  { upTo: 4, basic: 0.049, standard: 0.064 },
  { upTo: 10, basic: 0.027, standard: 0.054 },
  { upTo: 35, basic: 0.023, standard: 0.046 },
  { upTo: 100, basic: 0.019, standard: 0.035 },
  { upTo: 300, basic: 0.016, standard: 0.03 },
] as const;

/** Memorystore for Redis has neither shards nor replication to another region, and read replicas need 5 GB. */
const redisLacks = (gib: number): readonly Feature[] =>
  gib < 5 ? ['sharding', 'replication', 'readReplicas'] : ['sharding', 'replication'];

/**
 * `memoryGiB` is the instance's size, all of which is available to data by default. Google does not publish the number
 * of vCPUs; Redis uses one.
 */
const redisInstances = (tier: 'basic' | 'standard'): Sku[] =>
  CAPACITY_TIERS.flatMap(({ upTo, ...usdPerGib }, index) => {
    const from = (CAPACITY_TIERS[index - 1]?.upTo ?? 0) + 1;
    return Array.from({ length: upTo - from + 1 }, (_, offset): Sku => {
      const gib = from + offset;
      return {
        sku: String(gib),
        vcpu: 1,
        memoryGiB: gib,
        architecture: 'x86_64',
        burstable: false,
        generation: 1,
        usdPerHour: dollars(gib * usdPerGib[tier]),
        lacks: redisLacks(gib),
      };
    });
  });

/** Tier BASIC: one node. */
export const caches: Catalogue = { region, asOf: '2026-09-29', skus: redisInstances('basic') };

/**
 * Tier STANDARD_HA: primary and standby together. A separate catalogue, because the prices of the tiers' steps differ:
 * for 3 GB, the cheapest SKU is 5 GB on BASIC and 3 GB here.
 */
export const cachesWithStandby: Catalogue = { region, asOf: '2026-09-29', skus: redisInstances('standard') };

/** `memoryGiB` is the writable capacity, 80 % of the node. The service level agreement excludes SHARED_CORE_NANO. */
const clusterNode = (
  sku: string,
  vcpu: number,
  memoryGiB: number,
  usdPerHour: number,
  rest: Partial<Sku> = {},
): Sku => ({
  ...{ sku, vcpu, memoryGiB, architecture: 'x86_64', burstable: false, generation: 1, usdPerHour },
  lacks: ['replication'],
  ...rest,
});

/** Node types of Memorystore for Redis Cluster and Memorystore for Valkey: one node of one shard. */
export const clusterNodes: Catalogue = {
  region,
  asOf: '2025-07-07',
  skus: [
    clusterNode('SHARED_CORE_NANO', 1, 1.12, 0.0318, { burstable: true, lacks: ['replication', 'highAvailability'] }),
    clusterNode('STANDARD_SMALL', 2, 5.2, 0.1425),
    clusterNode('HIGHMEM_MEDIUM', 2, 10.4, 0.1923),
    clusterNode('HIGHMEM_XLARGE', 8, 46.4, 0.8581),
  ],
};
