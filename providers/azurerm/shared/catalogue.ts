/**
 * Sizes that Azure sells, at pay-as-you-go list prices of eastus.
 *
 * Prices: virtual machines (Linux) from the Azure Retail Prices of 2026-06-18 (by way of Karpenter's generated table),
 * D2as_v5 of 2026-09-29; Flexible Server and Azure Managed Redis of 2026-05-03 to 2026-10-02. Within a family Azure
 * charges in proportion to vCPUs, so a family is its price for one vCPU. The generated table holds Windows prices for
 * some sizes (D2as_v5 at 0.178, B8s_v2 at 0.37): families here are taken from its Linux rows (D4as_v5, E8as_v5 …).
 *
 * Families: the fifth generation, which most regions offer; a new subscription may have to request quota. Sizes with
 * only `s` boot from a managed disk; `d` stands for a disk in the host, for an ephemeral OS disk. Azure retires Fsv2
 * and the first B series on 2028-11-15: Fsv2 is left out, and the B sizes are listed together with newer ones of the
 * same price, which win. Any other size is available through `sku`.
 */
import type { Catalogue, Family, Feature, Sku } from '../../../core/sizing/catalogue';
import { dollars, family } from '../../../core/sizing/catalogue';

const region = 'eastus';

const D = [2, 4, 8, 16, 32, 48, 64, 96];
/** Without E96, whose 672 GiB are less than 8 per vCPU. */
const E = [2, 4, 8, 16, 20, 32, 48, 64];
/** Without D64ps and E32ps or larger, which have less memory per vCPU. */
const D_AMPERE = [2, 4, 8, 16, 32, 48];
const E_AMPERE = [2, 4, 8, 16, 20];

/** The system pool of AKS requires at least 4 vCPU that are not burstable. */
const MIN_SYSTEM_VCPU = 4;
/** Sizes with a disk in the host, by the `d` in their names: `D4ads`. */
const HOST_DISK = /\dl?a?p?ds_/;

const machines = (
  name: (vcpu: number) => string,
  vcpus: readonly number[],
  memory: number,
  usdPerVcpu: number,
  rest: Partial<Family> = {},
): Sku[] =>
  family({
    name: (vcpu) => `Standard_${name(vcpu)}_v5`,
    architecture: 'x86_64',
    generation: 5,
    vcpus,
    memory,
    usdPerVcpu,
    ...rest,
  }).map((sku) => {
    const lacks: Feature[] = [];
    if (!HOST_DISK.test(sku.sku)) lacks.push('ephemeralDisk');
    if (sku.vcpu < MIN_SYSTEM_VCPU) lacks.push('systemPool');
    return lacks.length > 0 ? { ...sku, lacks } : sku;
  });

const arm64 = { architecture: 'arm64' } as const;

/** B sizes are not available as spot machines or for AKS' system pods; their disk in the host holds no OS. */
const burstableNode = (name: string, vcpu: number, memoryGiB: number, usdPerHour: number, generation = 1): Sku => ({
  ...{ sku: `Standard_${name}`, vcpu, memoryGiB, architecture: 'x86_64', burstable: true, generation, usdPerHour },
  lacks: ['systemPool', 'spot', 'ephemeralDisk'],
});

/** Nodes start at 2 vCPU: AKS refuses machines with one. */
export const nodes: Catalogue = {
  region,
  asOf: '2026-09-29',
  skus: [
    burstableNode('B2s', 2, 4, 0.0416),
    burstableNode('B2ms', 2, 8, 0.0832),
    burstableNode('B4ms', 4, 16, 0.166),
    burstableNode('B8ms', 8, 32, 0.333),
    burstableNode('B2ls_v2', 2, 4, 0.0416, 2),
    burstableNode('B2s_v2', 2, 8, 0.0832, 2),
    burstableNode('B4s_v2', 4, 16, 0.166, 2),
    burstableNode('B8s_v2', 8, 32, 0.333, 2),
    burstableNode('B16s_v2', 16, 64, 0.666, 2),
    ...machines((n) => `D${n}as`, D, 4, 0.043),
    ...machines((n) => `D${n}s`, D, 4, 0.048),
    ...machines((n) => `D${n}ads`, D, 4, 0.0515),
    ...machines((n) => `D${n}ds`, D, 4, 0.0565),
    ...machines((n) => `D${n}ls`, D, 2, 0.0425),
    ...machines((n) => `D${n}lds`, D, 2, 0.048),
    ...machines((n) => `E${n}as`, E, 8, 0.0565),
    ...machines((n) => `E${n}s`, E, 8, 0.063),
    ...machines((n) => `E${n}ads`, E, 8, 0.0655),
    ...machines((n) => `E${n}ds`, E, 8, 0.072),
    ...machines((n) => `D${n}ps`, D_AMPERE, 4, 0.0385, arm64),
    ...machines((n) => `D${n}pds`, D_AMPERE, 4, 0.0452, arm64),
    ...machines((n) => `E${n}ps`, E_AMPERE, 8, 0.0504, arm64),
    ...machines((n) => `E${n}pds`, E_AMPERE, 8, 0.0576, arm64),
  ],
};

const server = (
  prefix: string,
  suffix: string,
  vcpus: readonly number[],
  memory: Family['memory'],
  usdPerVcpu: number,
): Sku[] =>
  family({
    name: (vcpu) => `${prefix}${vcpu}${suffix}`,
    architecture: 'x86_64',
    generation: 5,
    vcpus,
    memory,
    usdPerVcpu,
  });

/** Azure offers neither a standby nor replicas for burstable servers. */
const burstableServer = (sku: string, vcpu: number, memoryGiB: number, usdPerHour: number): Sku => ({
  ...{ sku: `B_Standard_${sku}`, vcpu, memoryGiB, architecture: 'x86_64', burstable: true, generation: 1, usdPerHour },
  lacks: ['highAvailability', 'readReplicas'],
});

/**
 * Flexible Server, one server; a standby costs the same again. Known prices: B1ms, B2s, B2ms, D2ds_v5, D4ds_v5,
 * E2ds_v5; the others are in proportion. Before 4.79 the provider stops at these families: v6 names fail to validate. Left out:
 * `ads_v5`, which costs the same and is offered in fewer regions, and v3, whose capacity Azure no longer extends.
 */
export const databases: Catalogue = {
  region,
  asOf: '2026-10-02',
  skus: [
    burstableServer('B1ms', 1, 2, 0.017),
    burstableServer('B2s', 2, 4, 0.068),
    burstableServer('B2ms', 2, 8, 0.136),
    burstableServer('B4ms', 4, 16, 0.272),
    burstableServer('B8ms', 8, 32, 0.544),
    burstableServer('B12ms', 12, 48, 0.816),
    burstableServer('B16ms', 16, 64, 1.088),
    burstableServer('B20ms', 20, 80, 1.36),
    ...server('GP_Standard_D', 'ds_v5', D, 4, 0.089),
    ...server('MO_Standard_E', 'ds_v5', E, 8, 0.125),
  ],
};

/** Azure Managed Redis reserves a fifth of the advertised size for failover, replication and fragmentation. */
const USABLE = 0.8;

type RedisSize = [size: number, vcpu: number, advertisedGB: number];

const redis = (tier: string, usdPerVcpu: number, sizes: readonly RedisSize[]): Sku[] =>
  sizes.map(([size, vcpu, advertisedGB]) => ({
    sku: `${tier}${size}`,
    vcpu,
    memoryGiB: Math.round(advertisedGB * USABLE * 10) / 10,
    architecture: 'x86_64',
    burstable: false,
    generation: 1,
    usdPerHour: dollars(vcpu * usdPerVcpu),
  }));

/** The smallest sizes all have two vCPUs, and their own prices. B1 shares its CPU and cannot be geo-replicated. */
const smallRedis = (size: number, memoryGiB: number, usdPerHour: number, rest: Partial<Sku> = {}): Sku => ({
  ...{
    sku: `Balanced_B${size}`,
    vcpu: 2,
    memoryGiB,
    architecture: 'x86_64',
    burstable: false,
    generation: 1,
    usdPerHour,
  },
  ...rest,
});

/**
 * Azure Managed Redis, one node; high availability, the default, takes two. `memoryGiB` is the advertised size less the
 * reserved fifth. Known prices: B1, B3, B5, M10 and X10; the others are in proportion to the vCPUs, like the Flash
 * tier's two known prices (A1500 is twice A700). Left out: B0 and X3, whose prices are not known, the Flash tier, which
 * keeps data on disk, and sizes above 480 GB.
 */
export const caches: Catalogue = {
  region,
  asOf: '2026-10-02',
  skus: [
    smallRedis(1, 0.8, 0.032, { burstable: true, lacks: ['replication'] }),
    smallRedis(3, 2.4, 0.065),
    smallRedis(5, 4.8, 0.156),
    ...redis('Balanced_B', 0.078, [
      [10, 4, 12],
      [20, 8, 24],
      [50, 16, 60],
      [100, 32, 120],
      [150, 48, 180],
      [250, 64, 240],
      [350, 96, 360],
      [500, 128, 480],
    ]),
    ...redis('MemoryOptimized_M', 0.108, [
      [10, 2, 12],
      [20, 4, 24],
      [50, 8, 60],
      [100, 16, 120],
      [150, 24, 175],
      [250, 32, 235],
      [350, 48, 360],
      [500, 64, 480],
    ]),
    ...redis('ComputeOptimized_X', 0.072875, [
      [5, 4, 6],
      [10, 8, 12],
      [20, 16, 24],
      [50, 32, 60],
      [100, 64, 120],
      [150, 96, 180],
      [250, 128, 240],
      [350, 192, 360],
    ]),
  ],
};
