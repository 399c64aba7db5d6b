/**
 * Versions are majors (minors for Kubernetes), with one spelling for every cloud; a dated table per cloud translates them,
 * warns of versions near their end of support and refuses those past it. Tables are data:
 * `providers/<cloud>/shared/versions.ts`.
 *
 * There is no clock here: the table's own date decides which versions have ended, so that the same commit always synthesizes
 * the same. Updating a table is a change that can be reviewed.
 */

/** One version that a cloud offers, or offered. */
export interface VersionRow {
  /** Neutral spelling: `1.35` for Kubernetes, `17` for PostgreSQL, `7` for Redis, `8` for Valkey. */
  readonly version: string;
  /** The cloud's own spelling, as its API takes it. */
  readonly engineVersion: string;
  /** ISO date on which standard support ends on this cloud; absent while none is announced. */
  readonly endOfLife?: string;
  /** ISO date on which paid extended support ends; absent where there is none. */
  readonly endOfExtendedSupport?: string;
}

/** The versions of one engine on one cloud, as of a day. */
export interface VersionTable<T extends VersionRow = VersionRow> {
  /** ISO date of the last check against the vendor, by which versions are near their end or past it. */
  readonly asOf: string;
  readonly versions: readonly T[];
}

/** The row of a version, or the alternative to name in the refusal. */
export type Resolution<T extends VersionRow = VersionRow> =
  | { readonly ok: true; readonly value: T; readonly warning?: string }
  | {
      readonly ok: false;
      /** The closest version that the cloud offers; absent when it offers none. */
      readonly nearest?: string;
      /** ISO date on which the requested version ended; absent when the cloud never listed it. */
      readonly ended?: string;
    };

export interface ResolveOptions {
  /** Whether extended support is paid for. @default false */
  readonly extendedSupport?: boolean;
}

/** Days before the end of support from which a version is warned of: a quarter, in which to plan the upgrade. */
export const WARNING_DAYS = 90;

/** Translates a neutral version, or finds the one to use instead. */
export function resolveVersion<T extends VersionRow>(
  table: VersionTable<T>,
  requested: string,
  { extendedSupport = false }: ResolveOptions = {},
): Resolution<T> {
  const endOf = (row: T) => (extendedSupport && row.endOfExtendedSupport) || row.endOfLife;
  const daysLeft = (row: T) => daysBetween(table.asOf, endOf(row));

  const value = table.versions.find((row) => row.version === requested);
  if (value && daysLeft(value) >= 0) {
    const days = daysLeft(value);
    const warning = `version ${requested} reaches its end of support on ${endOf(value)}, ${days} days after ${table.asOf}`;
    return days <= WARNING_DAYS ? { ok: true, value, warning } : { ok: true, value };
  }

  const ended = value && endOf(value);
  // A version that is itself about to end is advised only when there is no other.
  const offered = (atLeast: number) =>
    table.versions.filter((row) => daysLeft(row) >= atLeast).map((row) => row.version);
  const nearest = closest(requested, offered(WARNING_DAYS + 1)) ?? closest(requested, offered(0));
  return { ok: false, ...(nearest !== undefined && { nearest }), ...(ended !== undefined && { ended }) };
}

/** The closest version; of two equally close, the newer: an upgrade is a smaller surprise than a downgrade. */
function closest(requested: string, offered: readonly string[]): string | undefined {
  const distance = (version: string) => Math.abs(ordinal(version) - ordinal(requested));
  return [...offered].sort((a, b) => distance(a) - distance(b) || ordinal(b) - ordinal(a))[0];
}

/** A number that orders versions: `1.9` before `1.10`, and any minor of 1 before 2. */
function ordinal(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1000 + minor;
}

/** Whole days from one ISO date to another; infinite without an end. */
function daysBetween(from: string, to: string | undefined): number {
  return to === undefined ? Infinity : Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
