/** Tiers of Cloud SQL: what is required of one, and of which edition it is. */
import type * as neutral from '../../../constructs/managed-postgres';
import { skuRequirement } from '../../../core/sizing/choices';

/** Always set, because from PostgreSQL 16 on the default is Enterprise Plus, which refuses tiers of Enterprise. */
const EDITIONS = {
  standard: { edition: 'ENTERPRISE', maxLogDays: 7 },
  plus: { edition: 'ENTERPRISE_PLUS', maxLogDays: 35 },
} as const;

export const editionOf = (tier: string) => EDITIONS[tier.startsWith('db-perf-optimized-') ? 'plus' : 'standard'];

/** Requirements for the primary's tier. */
export const tierRequirement = ({ size, sku, highAvailability }: neutral.ManagedPostgresProps) =>
  skuRequirement(size, sku?.google, highAvailability ? ['highAvailability'] : []);

/** Requirements for a replica's tier: by default those of the primary. */
export const replicaRequirement = (
  primary: neutral.ManagedPostgresProps,
  { size = primary.size, sku = primary.sku }: neutral.ReadReplicaProps,
) => skuRequirement(size, sku?.google);
