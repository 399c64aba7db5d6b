/**
 * Sizes are requirements, which the SKUs of a cloud's catalogue meet or do not. The cheapest SKU that satisfies a
 * requirement wins, never a smaller one. Catalogues are data: `providers/<cloud>/shared/catalogue.ts`.
 */

/** Instruction set of a machine. */
export type Architecture = 'x86_64' | 'arm64';

/** One machine type, database class or cache node that a cloud sells. */
export interface Sku {
  /** The cloud's own name, as its API takes it. */
  readonly sku: string;
  readonly vcpu: number;
  /** Memory in GiB; for caches, usable data memory after the service's overhead. */
  readonly memoryGiB: number;
  readonly architecture: Architecture;
  /** True when sustained CPU is a fraction of the vCPU, by credits or by sharing with others. */
  readonly burstable: boolean;
  /** The family's generation, as the vendor counts: 3 for t3, 5 for Dsv5. The newer wins between equal prices. */
  readonly generation: number;
  /** On-demand list price in US dollars an hour in the catalogue's reference region, one node, no standby. */
  readonly usdPerHour: number;
  /** Abilities that this SKU lacks, in the neutral vocabulary. */
  readonly lacks?: readonly Feature[];
}

/** Abilities that a requirement may ask for and some SKUs lack. */
export type Feature =
  | 'highAvailability'
  | 'readReplicas'
  | 'systemPool'
  | 'spot'
  | 'ephemeralDisk'
  | 'replication'
  | 'persistence'
  | 'sharding';

/** SKUs of one kind, with the origin of their prices. */
export interface Catalogue {
  /** The region whose list prices are recorded. */
  readonly region: string;
  /** ISO date of the newest price. */
  readonly asOf: string;
  readonly skus: readonly Sku[];
}

/** Requirements of a construct for a SKU: minima, never exact sizes. */
export interface Requirement {
  readonly vcpu?: number | undefined;
  readonly memoryGiB: number;
  /** Instruction set. @default - the cheaper one */
  readonly architecture?: Architecture | undefined;
  /**
   * Whether SKUs qualify whose sustained CPU is a fraction of the vCPU.
   * @default - false; true without `vcpu`, because a requirement of memory alone (a cache) asks for no sustained CPU
   */
  readonly burstable?: boolean | undefined;
  /** Abilities that the SKU must not lack. */
  readonly needs?: readonly Feature[] | undefined;
  /** The cloud's own name, taken as it is: an override may be small or unknown. */
  readonly sku?: string | undefined;
}

/** The catalogue's row; for an override that the catalogue does not know, only the name. */
export type Selection = Pick<Sku, 'sku'> & Partial<Sku>;

/** Shorthand for requirements on machines and databases. The two smallest are small enough to share CPU. */
export const NAMED_SIZES = {
  small: { vcpu: 2, memoryGiB: 4, burstable: true },
  medium: { vcpu: 2, memoryGiB: 8, burstable: true },
  large: { vcpu: 4, memoryGiB: 16 },
  xlarge: { vcpu: 8, memoryGiB: 32 },
  '2xlarge': { vcpu: 16, memoryGiB: 64 },
} as const satisfies Record<string, Requirement>;

/** Shorthand for requirements on caches: memory for data on each primary. */
export const NAMED_CACHE_SIZES = {
  small: { memoryGiB: 1 },
  medium: { memoryGiB: 3 },
  large: { memoryGiB: 6 },
  xlarge: { memoryGiB: 12 },
  '2xlarge': { memoryGiB: 26 },
} as const satisfies Record<NamedSize, Requirement>;

export type NamedSize = keyof typeof NAMED_SIZES;

/** The requirement that a size of a machine or database stands for. */
export const machineRequirement = <R extends Requirement>(size: NamedSize | R): Requirement =>
  typeof size === 'string' ? NAMED_SIZES[size] : size;

/** The requirement that a size of a cache stands for. */
export const cacheRequirement = <R extends Requirement>(size: NamedSize | R): Requirement =>
  typeof size === 'string' ? NAMED_CACHE_SIZES[size] : size;

/** Prices that differ by less are equal: the difference comes from rounding. */
const CENT_OF_A_CENT = 1e-6;

/**
 * The cheapest SKU that satisfies a requirement, or undefined when the cloud sells none. Between equal prices the newer
 * generation wins, then the smaller memory, then the name, so that the order of the table does not matter.
 */
export function select(catalogue: Catalogue, requirement: Requirement & { readonly sku?: undefined }): Sku | undefined;
export function select(catalogue: Catalogue, requirement: Requirement & { readonly sku: string }): Selection;
export function select(catalogue: Catalogue, requirement: Requirement): Selection | undefined;
export function select(catalogue: Catalogue, requirement: Requirement): Selection | undefined {
  const { sku } = requirement;
  if (sku !== undefined) return catalogue.skus.find((row) => row.sku === sku) ?? { sku };
  return cheapest(satisfying(catalogue, requirement));
}

/** Every SKU that satisfies a requirement, in the order of the catalogue. */
export const satisfying = (catalogue: Catalogue, requirement: Requirement): Sku[] =>
  catalogue.skus.filter(
    (row) =>
      isOfKind(row, requirement) && row.memoryGiB >= requirement.memoryGiB && row.vcpu >= (requirement.vcpu ?? 0),
  );

/** A requirement in words: `at least 2 vCPU and 8 GiB, arm64, not burstable, with highAvailability`. */
export function describeRequirement({ vcpu, memoryGiB, architecture, burstable, needs = [] }: Requirement): string {
  const minima = [...(vcpu === undefined ? [] : [`${vcpu} vCPU`]), `${memoryGiB} GiB`].join(' and ');
  return [
    `at least ${minima}`,
    ...(architecture ? [architecture] : []),
    (burstable ?? vcpu === undefined) ? 'burstable or not' : 'not burstable',
    ...needs.map((feature) => `capable of ${feature}`),
  ].join(', ');
}

/**
 * The SKU that comes closest, for the message when `select` finds nothing: the largest in the dimension that is short,
 * among those of the required kind, or among all when none is of that kind.
 */
export function nearest(catalogue: Catalogue, requirement: Requirement): Sku | undefined {
  const ofKind = catalogue.skus.filter((row) => isOfKind(row, requirement));
  const candidates = ofKind.length > 0 ? ofKind : catalogue.skus;
  const met = (row: Sku) =>
    Math.min(1, row.memoryGiB / requirement.memoryGiB, requirement.vcpu ? row.vcpu / requirement.vcpu : 1);
  const best = Math.max(...candidates.map(met));
  return cheapest(candidates.filter((row) => met(row) === best));
}

function isOfKind(row: Sku, { architecture, burstable, needs = [], vcpu }: Requirement): boolean {
  return (
    (architecture === undefined || row.architecture === architecture) &&
    ((burstable ?? vcpu === undefined) || !row.burstable) &&
    needs.every((feature) => !row.lacks?.includes(feature))
  );
}

function cheapest(skus: readonly Sku[]): Sku | undefined {
  const order = (a: Sku, b: Sku) => {
    const price = a.usdPerHour - b.usdPerHour;
    if (Math.abs(price) > CENT_OF_A_CENT) return price;
    return b.generation - a.generation || a.memoryGiB - b.memoryGiB || (a.sku < b.sku ? -1 : 1);
  };
  return skus.length === 0 ? undefined : skus.reduce((best, row) => (order(row, best) < 0 ? row : best));
}

/** A family of SKUs, whose memory and price grow with the vCPUs. */
export interface Family extends Pick<Sku, 'architecture' | 'generation' | 'lacks'> {
  readonly burstable?: boolean;
  readonly name: (vcpu: number) => string;
  readonly vcpus: readonly number[];
  /** GiB per vCPU, or the memory by number of vCPUs where it is not in proportion. */
  readonly memory: number | Readonly<Record<number, number>>;
  /** US dollars per hour and vCPU. */
  readonly usdPerVcpu: number;
  /** List prices by number of vCPUs where rounding makes them differ from the product. */
  readonly listed?: Readonly<Record<number, number>>;
}

/** The SKUs of a family, one per number of vCPUs. */
export function family({ name, vcpus, memory, usdPerVcpu, listed, burstable = false, ...facts }: Family): Sku[] {
  return vcpus.map((vcpu) => {
    const memoryGiB = typeof memory === 'number' ? memory * vcpu : memory[vcpu];
    if (memoryGiB === undefined) throw new Error(`${name(vcpu)}: no memory given for ${vcpu} vCPU`);
    const usdPerHour = listed?.[vcpu] ?? dollars(vcpu * usdPerVcpu);
    return { sku: name(vcpu), vcpu, memoryGiB, burstable, usdPerHour, ...facts };
  });
}

/** Removes the error of binary fractions. */
export const dollars = (usd: number): number => Math.round(usd * 1e6) / 1e6;
