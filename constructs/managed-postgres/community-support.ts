/**
 * Dates on which the PostgreSQL community stops patching each major version: https://www.postgresql.org/support/versioning/.
 * Clouds without earlier or later dates of their own support a version until then.
 */
export const COMMUNITY_END_OF_LIFE = {
  '18': '2030-11-14',
  '17': '2029-11-08',
  '16': '2028-11-09',
  '15': '2027-11-11',
  '14': '2026-11-12',
} as const;
