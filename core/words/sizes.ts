/** Sizes as requirements: named, or as vCPU and memory. */
import { z } from 'zod';

import { byCloud } from './clouds';

/** Named sizes, shorthand for a requirement. */
export const namedSize = z.enum(['small', 'medium', 'large', 'xlarge', '2xlarge']);

/** A requirement on a machine: the cheapest SKU that satisfies it is chosen, never a smaller one. */
export const machineSize = z.union([
  namedSize,
  z.strictObject({
    /** Minimum number of virtual CPUs. */
    vcpu: z.int().min(1).max(416),
    /** Minimum memory, in GiB. */
    memoryGiB: z.number().min(0.5).max(24_576),
    /**
     * Whether SKUs qualify whose sustained CPU is a fraction of the vCPU.
     * @default false
     */
    burstable: z.boolean().optional(),
    /**
     * Instruction set.
     * @default - the cheaper one
     */
    architecture: z.enum(['x86_64', 'arm64']).optional(),
  }),
]);

export type MachineSize = z.output<typeof machineSize>;

/** A requirement on a cache: memory for data on each primary. */
export const cacheSize = z.union([
  namedSize,
  z.strictObject({
    /** Minimum memory for data, in GiB, on each shard's primary. */
    memoryGiB: z.number().min(0.5).max(1024),
    /** Instruction set, where the cloud offers a choice. @default - the cheaper one */
    architecture: z.enum(['x86_64', 'arm64']).optional(),
  }),
]);

/** The cloud's own SKU, per cloud, instead of the catalogue's choice. */
export const skuOverride = byCloud(z.string().min(1));
