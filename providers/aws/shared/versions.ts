/**
 * Versions that AWS offers, checked on 2026-11-21.
 *
 * Sources: endoflife.date `amazon-eks`, `amazon-rds-postgresql`, `amazon-elasticache-redis` (2026-08-22), which follow
 * AWS's own calendars. AWS has announced no end for ElastiCache for Redis OSS 7 or for Valkey.
 */
import type { VersionRow, VersionTable } from '../../../core/sizing/versions';

/** RDS and ElastiCache require a parameter group of the family that belongs to the engine's version. */
export interface AwsVersionRow extends VersionRow {
  readonly parameterFamily: string;
}

const asOf = '2026-11-21';

/**
 * EKS accepts the minor version only and chooses the patch. Extended support costs six times the standard control
 * plane.
 */
export const kubernetes: VersionTable = {
  asOf,
  versions: [
    { version: '1.36', engineVersion: '1.36', endOfLife: '2027-08-02', endOfExtendedSupport: '2028-08-02' },
    { version: '1.35', engineVersion: '1.35', endOfLife: '2027-03-27', endOfExtendedSupport: '2028-03-27' },
    { version: '1.34', engineVersion: '1.34', endOfLife: '2026-12-02', endOfExtendedSupport: '2027-12-02' },
    { version: '1.33', engineVersion: '1.33', endOfLife: '2026-07-29', endOfExtendedSupport: '2027-07-29' },
    { version: '1.32', engineVersion: '1.32', endOfLife: '2026-03-23', endOfExtendedSupport: '2027-03-23' },
    { version: '1.31', engineVersion: '1.31', endOfLife: '2025-11-26', endOfExtendedSupport: '2026-11-26' },
    { version: '1.30', engineVersion: '1.30', endOfLife: '2025-07-23', endOfExtendedSupport: '2026-07-23' },
  ],
};

/**
 * RDS accepts the major version only while it may upgrade minor versions itself. Extended support is left out, because
 * it is charged per vCPU-hour; instances disable it.
 */
export const postgres: VersionTable<AwsVersionRow> = {
  asOf,
  versions: [
    { version: '18', engineVersion: '18', parameterFamily: 'postgres18', endOfLife: '2031-02-28' },
    { version: '17', engineVersion: '17', parameterFamily: 'postgres17', endOfLife: '2030-02-28' },
    { version: '16', engineVersion: '16', parameterFamily: 'postgres16', endOfLife: '2029-02-28' },
    { version: '15', engineVersion: '15', parameterFamily: 'postgres15', endOfLife: '2028-02-29' },
    { version: '14', engineVersion: '14', parameterFamily: 'postgres14', endOfLife: '2027-02-28' },
    { version: '13', engineVersion: '13', parameterFamily: 'postgres13', endOfLife: '2026-02-28' },
  ],
};

/** ElastiCache for Redis OSS. The provider refuses `7` and `7.1.0`: it requires major and minor version. */
export const redis: VersionTable<AwsVersionRow> = {
  asOf,
  versions: [
    { version: '7', engineVersion: '7.1', parameterFamily: 'redis7' },
    { version: '6', engineVersion: '6.2', parameterFamily: 'redis6.x', endOfLife: '2027-01-31' },
    { version: '5', engineVersion: '5.0.6', parameterFamily: 'redis5.0', endOfLife: '2026-01-31' },
  ],
};

/**
 * ElastiCache for Valkey, by major and minor version too. Version 9 is left out until another cloud offers it, because
 * an environment with it would run on one cloud only.
 */
export const valkey: VersionTable<AwsVersionRow> = {
  asOf,
  versions: [
    { version: '8', engineVersion: '8.1', parameterFamily: 'valkey8' },
    { version: '7', engineVersion: '7.2', parameterFamily: 'valkey7' },
  ],
};
