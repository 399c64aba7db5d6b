/**
 * The versions that Google Cloud offers, checked on 2026-11-21.
 *
 * Sources: endoflife.date `google-kubernetes-engine` (2026-08-22), which follows GKE's release schedule; the
 * documentation of provider google 6.50 for the spellings of Cloud SQL and Memorystore.
 */
import { COMMUNITY_END_OF_LIFE } from '../../../constructs/managed-postgres/community-support';
import type { VersionTable } from '../../../core/sizing/versions';

const asOf = '2026-11-21';

/**
 * Standard support ends on the dates of the Regular channel. The Extended channel keeps a minor for 24 months after its
 * release on Regular, from which its dates are calculated.
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

/**
 * Cloud SQL: the community's dates, because Cloud SQL ends no major earlier. The provider accepts any string, so a
 * wrong spelling fails only at apply.
 */
export const postgres: VersionTable = {
  asOf,
  versions: [
    { version: '18', engineVersion: 'POSTGRES_18', endOfLife: COMMUNITY_END_OF_LIFE['18'] },
    { version: '17', engineVersion: 'POSTGRES_17', endOfLife: COMMUNITY_END_OF_LIFE['17'] },
    { version: '16', engineVersion: 'POSTGRES_16', endOfLife: COMMUNITY_END_OF_LIFE['16'] },
    { version: '15', engineVersion: 'POSTGRES_15', endOfLife: COMMUNITY_END_OF_LIFE['15'] },
  ],
};

/** Memorystore for Redis, which has announced no end of support. */
export const redis: VersionTable = {
  asOf,
  versions: [
    { version: '7', engineVersion: 'REDIS_7_2' },
    { version: '6', engineVersion: 'REDIS_6_X' },
  ],
};

/** Memorystore for Valkey, which authenticates only by IAM and has announced no end of support. */
export const valkey: VersionTable = {
  asOf,
  versions: [
    { version: '8', engineVersion: 'VALKEY_8_0' },
    { version: '7', engineVersion: 'VALKEY_7_2' },
  ],
};
