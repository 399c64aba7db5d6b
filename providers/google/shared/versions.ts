/**
 * What Google Cloud offers, checked on 2026-11-21.
 *
 * Sources: endoflife.date `google-kubernetes-engine` (2026-08-22), which follows GKE's release schedule; Cloud SQL and
 * Memorystore spellings from the documentation of provider google 6.50. Ends of PostgreSQL majors are the community's,
 * the earliest that Cloud SQL's own can be.
 */
import type { VersionTable } from '../../../core/sizing/versions';

const asOf = '2026-11-21';

/**
 * Ends on the Regular channel. The Extended channel keeps a minor for 24 months after it came to Regular; those dates
 * are reckoned from the date of release.
 */
export const kubernetes: VersionTable = {
  asOf,
  versions: [
    { version: '1.36', engineVersion: '1.36', endOfLife: '2027-08-09', endOfExtendedSupport: '2028-06-09' },
    { version: '1.35', engineVersion: '1.35', endOfLife: '2027-04-11', endOfExtendedSupport: '2028-02-11' },
    { version: '1.34', engineVersion: '1.34', endOfLife: '2026-10-01', endOfExtendedSupport: '2027-09-30' },
    { version: '1.33', engineVersion: '1.33', endOfLife: '2026-08-03', endOfExtendedSupport: '2027-06-03' },
    { version: '1.32', engineVersion: '1.32', endOfLife: '2026-04-11', endOfExtendedSupport: '2027-02-11' },
    { version: '1.31', engineVersion: '1.31', endOfLife: '2026-01-16', endOfExtendedSupport: '2026-10-25' },
  ],
};

/** Cloud SQL. The provider lets any string pass, so a wrong one dies at apply. */
export const postgres: VersionTable = {
  asOf,
  versions: [
    { version: '18', engineVersion: 'POSTGRES_18', endOfLife: '2030-11-14' },
    { version: '17', engineVersion: 'POSTGRES_17', endOfLife: '2029-11-08' },
    { version: '16', engineVersion: 'POSTGRES_16', endOfLife: '2028-11-09' },
    { version: '15', engineVersion: 'POSTGRES_15', endOfLife: '2027-11-11' },
  ],
};

/** Memorystore for Redis. No ends announced. */
export const redis: VersionTable = {
  asOf,
  versions: [
    { version: '7', engineVersion: 'REDIS_7_2' },
    { version: '6', engineVersion: 'REDIS_6_X' },
  ],
};

/** Memorystore for Valkey, which authenticates by IAM alone. No ends announced. */
export const valkey: VersionTable = {
  asOf,
  versions: [
    { version: '8', engineVersion: 'VALKEY_8_0' },
    { version: '7', engineVersion: 'VALKEY_7_2' },
  ],
};
