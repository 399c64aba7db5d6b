/** Words that several constructs share: sizes, windows, keys, places. Each is a schema; the types come from it. */
import { z } from 'zod';

/** Ids of systems, environments, constructs and pools: they become parts of names on every cloud. */
export const identifier = z
  .string()
  .regex(/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/, {
    error: 'must be 1–30 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen',
  })
  .refine((id) => !id.includes('--'), { error: 'must not hold two hyphens in a row' });

/** The clouds, by the names of their Terraform providers. */
export const CLOUD_NAMES = ['aws', 'google', 'azurerm'] as const;

/** One value a cloud; what is not said of a cloud is left to the rule that says so. */
export const byCloud = <T extends z.ZodType>(value: T) =>
  z.strictObject({ aws: value.optional(), google: value.optional(), azurerm: value.optional() });

/** Named sizes, shorthand for a requirement. */
export const namedSize = z.enum(['small', 'medium', 'large', 'xlarge', '2xlarge']);

/** A requirement on a machine: the cheapest SKU that satisfies it is taken, never a smaller one. */
export const machineSize = z.union([
  namedSize,
  z.strictObject({
    /** Least number of virtual CPUs. */
    vcpu: z.int().min(1).max(416),
    /** Least memory, in GiB. */
    memoryGiB: z.number().min(0.5).max(24_576),
    /**
     * Whether SKUs may be taken whose sustained CPU is a fraction of the vCPU.
     * @default false
     */
    burstable: z.boolean().optional(),
    /**
     * Instruction set; either when not given.
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
    /** Least memory for data, in GiB, on each shard's primary. */
    memoryGiB: z.number().min(0.5).max(1024),
    /** Instruction set, where the cloud lets one choose. @default - the cheaper one */
    architecture: z.enum(['x86_64', 'arm64']).optional(),
  }),
]);
export type CacheSize = z.output<typeof cacheSize>;

/** The cloud's own SKU, where the catalogue's choice is not wanted. */
export const skuOverride = byCloud(z.string().min(1));

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A time of day, UTC. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day in UTC, "HH:MM"' });

/** A weekly window in which the cloud may patch and restart, UTC. */
export const maintenanceWindow = z.strictObject({
  /** Day of the week on which the window opens. */
  day: z.enum(DAYS),
  /** When the window opens, UTC, `HH:MM`. */
  start: timeOfDay,
  /** How long the window stays open, in hours: 1–24. @default 2 */
  hours: z.int().min(1).max(24).default(2),
});
export type MaintenanceWindow = z.output<typeof maintenanceWindow>;

/**
 * Whose key encrypts: `own`, a key made for this construct alone and rotated; `cloud`, the cloud's default key;
 * or a key that exists, by cloud (AWS: key ARN; Google: crypto key id; Azure: versionless key id).
 */
export const encryptionKey = z.union([
  z.literal('own'),
  z.literal('cloud'),
  z.strictObject({ existing: byCloud(z.string().min(1)) }),
]);
export type EncryptionKeySetting = z.output<typeof encryptionKey>;

/** Where a copy lives: the target's `region` or its `secondaryRegion`. */
export const place = z.enum(['primary', 'secondary']);

/** Plain text handed to a cloud as it is: `${` and `%{` in it stay text. */
export const text = z.string().min(1);

/**
 * The escape hatch of a construct, by cloud: for each of its resources a part of that resource's arguments, merged
 * last. Providers declare which resources there are by augmenting the interface `O`.
 */
export const overridesOf = <O extends object>() =>
  z.custom<O>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
    error: 'must be an object: { aws?: { <resource>: { … } }, google?: …, azurerm?: … }',
  });

export const portNumber = z.int().min(1).max(65_535);

/** A schedule. */
export const cron = z.string().regex(/^(\S+\s+){4}\S+$/, { error: 'must have the five fields of cron: "0 3 * * *"' });

/** Whether a zone of time is known by this name: `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  // The default; the first look at the table of zones takes its time.
  if (name === 'Etc/UTC') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A half-open interval of minutes in a week, for comparing windows. */
export function minutesOfWeek({ day, start, hours }: { day?: (typeof DAYS)[number]; start: string; hours: number }) {
  const [hour, minute] = start.split(':').map(Number) as [number, number];
  const from = hour * 60 + minute;
  const days = day ? [DAYS.indexOf(day)] : DAYS.map((_, index) => index);
  return days.map((index) => ({ from: index * 1440 + from, to: index * 1440 + from + hours * 60 }));
}

/** True when a daily or weekly window meets another in any week. */
export function windowsMeet(a: Parameters<typeof minutesOfWeek>[0], b: Parameters<typeof minutesOfWeek>[0]): boolean {
  const week = 7 * 1440;
  return minutesOfWeek(a).some((x) =>
    minutesOfWeek(b).some((y) => [-week, 0, week].some((shift) => x.from < y.to + shift && y.from + shift < x.to)),
  );
}
