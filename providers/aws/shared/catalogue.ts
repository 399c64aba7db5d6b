/**
 * Machine types of AWS, at on-demand list prices of us-east-1.
 *
 * Prices: EC2 from the AWS Price List of 2026-07-20 (through Karpenter's generated table); RDS for PostgreSQL,
 * Single-AZ, of 2026-09-29 to 2026-10-01; ElastiCache for Redis OSS of 2026-10-02. Within a family EC2 and RDS charge
 * in proportion to vCPUs, so the price of one vCPU describes a family. ElastiCache does too, except for rounding:
 * exactly known prices are `listed`.
 *
 * Families: those that every commercial region offers, so that one choice holds in all of them. Therefore no t3a, m6a,
 * c6a or r6a, which are cheaper where they exist, and no eighth generation. Users name any other type by `sku`.
 */
import type { Architecture, Catalogue, Family, Feature, Sku } from '../../../core/sizing/catalogue';
import { family } from '../../../core/sizing/catalogue';

const region = 'us-east-1';

const SMALL_SIZES: Readonly<Record<number, string>> = { 1: 'medium', 2: 'large', 4: 'xlarge' };

/** EC2's size for a number of vCPUs, outside the burstable families: `large` has 2, `xlarge` 4, `2xlarge` 8. */
const size = (vcpu: number): string => SMALL_SIZES[vcpu] ?? `${vcpu / 4}xlarge`;

const GRAVITON = [2, 4, 8, 16, 32, 48, 64];
const INTEL_6 = [2, 4, 8, 16, 32, 48, 64, 96, 128];
const INTEL_7 = [2, 4, 8, 16, 32, 48, 64, 96, 192];

type Series = [
  name: string,
  architecture: Architecture,
  vcpus: readonly number[],
  memory: Family['memory'],
  usdPerVcpu: number,
];

const series = (
  prefix: string,
  [name, architecture, vcpus, memory, usdPerVcpu]: Series,
  rest: Partial<Family> = {},
): Sku[] =>
  family({
    name: (vcpu) => `${prefix}${name}.${size(vcpu)}`,
    generation: Number(name.match(/\d/)),
    architecture,
    vcpus,
    memory,
    usdPerVcpu,
    ...rest,
  });

/** A burstable size, because these do not grow in proportion, with its prices on Intel (t3) and on Graviton (t4g). */
type Burstable = [size: string, vcpu: number, memoryGiB: number, t3: number, t4g: number];

const burstable = (prefix: string, rows: readonly Burstable[], lacks: readonly Feature[] = []): Sku[] =>
  rows.flatMap(([name, vcpu, memoryGiB, t3, t4g]) => {
    const facts = { vcpu, memoryGiB, burstable: true, ...(lacks.length > 0 && { lacks }) };
    return [
      { sku: `${prefix}t3.${name}`, ...facts, architecture: 'x86_64', generation: 3, usdPerHour: t3 },
      { sku: `${prefix}t4g.${name}`, ...facts, architecture: 'arm64', generation: 4, usdPerHour: t4g },
    ];
  });

/** None of the node types has a local disk. */
const noLocalDisk = { lacks: ['ephemeralDisk'] } as const;

/** EC2, from `small` on, because nano and micro hold four pods and the cluster's own DaemonSets leave no room there. */
export const nodes: Catalogue = {
  region,
  asOf: '2026-07-20',
  skus: [
    ...burstable(
      '',
      [
        ['small', 2, 2, 0.0208, 0.0168],
        ['medium', 2, 4, 0.0416, 0.0336],
        ['large', 2, 8, 0.0832, 0.0672],
        ['xlarge', 4, 16, 0.1664, 0.1344],
        ['2xlarge', 8, 32, 0.3328, 0.2688],
      ],
      noLocalDisk.lacks,
    ),
    ...series('', ['m6i', 'x86_64', INTEL_6, 4, 0.048], noLocalDisk),
    ...series('', ['m7i', 'x86_64', INTEL_7, 4, 0.0504], noLocalDisk),
    ...series('', ['m6g', 'arm64', [1, ...GRAVITON], 4, 0.0385], noLocalDisk),
    ...series('', ['m7g', 'arm64', [1, ...GRAVITON], 4, 0.0408], noLocalDisk),
    ...series('', ['c6i', 'x86_64', INTEL_6, 2, 0.0425], noLocalDisk),
    ...series('', ['c7i', 'x86_64', INTEL_7, 2, 0.044625], noLocalDisk),
    ...series('', ['c6g', 'arm64', [1, ...GRAVITON], 2, 0.034], noLocalDisk),
    ...series('', ['c7g', 'arm64', [1, ...GRAVITON], 2, 0.03625], noLocalDisk),
    ...series('', ['r6i', 'x86_64', INTEL_6, 8, 0.063], noLocalDisk),
    ...series('', ['r7i', 'x86_64', INTEL_7, 8, 0.06615], noLocalDisk),
    ...series('', ['r6g', 'arm64', [1, ...GRAVITON], 8, 0.0504], noLocalDisk),
    ...series('', ['r7g', 'arm64', [1, ...GRAVITON], 8, 0.05355], noLocalDisk),
  ],
};

/**
 * RDS for PostgreSQL, one instance. Multi-AZ costs twice as much before rounding, and every class supports it.
 * Exactly known: t3 and t4g up to large; m6i, m6g and r6g large; m7g large to 8xlarge. Larger ones are in proportion.
 * Not in the price list: r6i, which has the price of r5 as m6i has that of m5; r7g, whose large is listed at 0.239.
 */
export const databases: Catalogue = {
  region,
  asOf: '2026-10-01',
  skus: [
    ...burstable('db.', [
      ['micro', 2, 1, 0.018, 0.016],
      ['small', 2, 2, 0.036, 0.032],
      ['medium', 2, 4, 0.072, 0.065],
      ['large', 2, 8, 0.145, 0.129],
      ['xlarge', 4, 16, 0.29, 0.258],
      ['2xlarge', 8, 32, 0.58, 0.516],
    ]),
    ...series('db.', ['m6i', 'x86_64', INTEL_6, 4, 0.089]),
    ...series('db.', ['m6g', 'arm64', GRAVITON, 4, 0.0795]),
    ...series('db.', ['m7g', 'arm64', GRAVITON, 4, 0.08425], { listed: { 2: 0.168 } }),
    ...series('db.', ['r6i', 'x86_64', INTEL_6, 8, 0.125]),
    ...series('db.', ['r6g', 'arm64', GRAVITON, 8, 0.1125]),
    ...series('db.', ['r7g', 'arm64', GRAVITON, 8, 0.1195]),
  ],
};

/** Usable memory in GiB that AWS publishes for cache nodes, by vCPUs, after the service's overhead. */
const GENERAL = { 2: 6.38, 4: 12.93, 8: 26.04, 16: 52.26, 32: 103.68, 48: 157.12, 64: 209.55, 96: 314.32 };
const MEMORY = { 2: 13.07, 4: 26.32, 8: 52.82, 16: 105.81, 32: 209.55, 48: 317.77, 64: 419.09, 96: 635.61 };
const INTEL_5 = [2, 4, 8, 16, 48, 96];

/**
 * ElastiCache, one node. `memoryGiB` is the memory published for the node type. A quarter of it may be reserved for
 * snapshots (`reserved-memory-percent`), which is a setting and not part of the node type. Prices are those of Redis
 * OSS: Valkey costs four fifths on every node type, so the cheapest node is the same for both. Nodes of the t families
 * cannot join a global datastore. r5 large to 2xlarge, m5, and the larger Graviton nodes are in proportion to known
 * prices.
 */
export const caches: Catalogue = {
  region,
  asOf: '2026-10-02',
  skus: [
    ...burstable(
      'cache.',
      [
        ['micro', 2, 0.5, 0.017, 0.016],
        ['small', 2, 1.37, 0.034, 0.032],
        ['medium', 2, 3.09, 0.068, 0.065],
      ],
      ['replication'],
    ),
    ...series('cache.', ['m5', 'x86_64', INTEL_5, GENERAL, 0.078]),
    ...series('cache.', ['m6g', 'arm64', GRAVITON, GENERAL, 3.557 / 48], { listed: { 2: 0.149, 4: 0.297, 8: 0.593 } }),
    ...series('cache.', ['m7g', 'arm64', GRAVITON, GENERAL, 0.07875], { listed: { 2: 0.158 } }),
    ...series('cache.', ['r5', 'x86_64', INTEL_5, MEMORY, 0.10775]),
    ...series('cache.', ['r6g', 'arm64', GRAVITON, MEMORY, 0.10275], { listed: { 2: 0.206 } }),
    ...series('cache.', ['r7g', 'arm64', GRAVITON, MEMORY, 0.10925], { listed: { 2: 0.219 } }),
  ],
};
