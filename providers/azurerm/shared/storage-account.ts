/** Arguments that all storage accounts share. */
import type { RegionRole } from '../../../constructs/environment/targets';
import { REGIONS_WITHOUT_ZONES } from './regions';

/**
 * Three copies, in as many zones where the region has zones. Azure replaces the account to change between the two, so
 * this must not depend on anything that an environment may change later.
 */
export const redundancyIn = (region: string): string => (REGIONS_WITHOUT_ZONES.includes(region) ? 'LRS' : 'ZRS');

/** Days for which deleted objects and containers can be restored: Azure's default. */
const UNDELETE_DAYS = 7;
/** Soft deletion of objects and containers. */
export const RESTORABLE = {
  deleteRetentionPolicy: { days: UNDELETE_DAYS, permanentDeleteEnabled: false },
  containerDeleteRetentionPolicy: { days: UNDELETE_DAYS },
} as const;

/** Accounts accept TLS and identities of the same tenant only; `sharedAccessKeyEnabled` is the one exception. */
export const HARDENED_ACCOUNT = {
  accountKind: 'StorageV2',
  accountTier: 'Standard',
  httpsTrafficOnlyEnabled: true,
  minTlsVersion: 'TLS1_2',
  allowNestedItemsToBePublic: false,
  localUserEnabled: false,
  defaultToOauthAuthentication: true,
  crossTenantReplicationEnabled: false,
} as const;

/** Words of the name of a bucket's account in a region. */
export const accountWords = (store: string, region: RegionRole): string[] =>
  region === 'primary' ? [store] : [store, 'replica'];
