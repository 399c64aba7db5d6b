/**
 * Versions that Azure offers, checked on 2026-11-21.
 *
 * Sources: endoflife.date `azure-kubernetes-service`, `azure-database-for-postgresql` (2026-08-22), which follow
 * Microsoft's own calendars; Azure Managed Redis from its overview.
 */
import { COMMUNITY_END_OF_LIFE } from '../../../constructs/managed-postgres/community-support';
import type { VersionTable } from '../../../core/sizing/versions';

const asOf = '2026-11-21';

/**
 * AKS accepts a minor version as an alias of its newest patch. Extended support is AKS' long-term support, which
 * requires the Premium tier.
 */
export const kubernetes: VersionTable = {
  asOf,
  versions: [
    { version: '1.36', engineVersion: '1.36', endOfLife: '2027-06-30', endOfExtendedSupport: '2028-06-30' },
    { version: '1.35', engineVersion: '1.35', endOfLife: '2027-03-31', endOfExtendedSupport: '2028-03-31' },
    { version: '1.34', engineVersion: '1.34', endOfLife: '2026-11-30', endOfExtendedSupport: '2027-11-30' },
    { version: '1.33', engineVersion: '1.33', endOfLife: '2026-07-31', endOfExtendedSupport: '2027-07-31' },
    { version: '1.32', engineVersion: '1.32', endOfLife: '2026-03-31', endOfExtendedSupport: '2027-03-31' },
    { version: '1.31', engineVersion: '1.31', endOfLife: '2025-11-01', endOfExtendedSupport: '2026-11-30' },
    { version: '1.30', engineVersion: '1.30', endOfLife: '2025-08-22', endOfExtendedSupport: '2026-07-31' },
  ],
};

/** Flexible Server. The provider still accepts 11–14, which Azure has ended. */
export const postgres: VersionTable = {
  asOf,
  versions: [
    { version: '18', engineVersion: '18', endOfLife: COMMUNITY_END_OF_LIFE['18'] },
    { version: '17', engineVersion: '17', endOfLife: COMMUNITY_END_OF_LIFE['17'] },
    { version: '16', engineVersion: '16', endOfLife: COMMUNITY_END_OF_LIFE['16'] },
    { version: '15', engineVersion: '15', endOfLife: COMMUNITY_END_OF_LIFE['15'] },
    { version: '14', engineVersion: '14', endOfLife: COMMUNITY_END_OF_LIFE['14'] },
    { version: '13', engineVersion: '13', endOfLife: '2026-07-31' },
  ],
};

/** Azure Managed Redis runs one version and has no argument for it: `engineVersion` is never emitted. */
export const redis: VersionTable = { asOf, versions: [{ version: '7', engineVersion: '7.4' }] };

/** Azure Managed Redis is Redis Enterprise; Azure sells no managed Valkey. */
export const valkey: VersionTable = { asOf, versions: [] };
