/** What a change of each property of a Cdn does to what exists, on Azure. */
import type { CdnProps } from '../../../constructs/cdn';
import * as neutral from '../../../constructs/cdn/changes';
import { type ChangesOf, unavailable } from '../../../core/changes';
import { TIER_CHANGE_OF_CDN } from '../edge/tier-change';

export const changes: ChangesOf<CdnProps> = {
  ...neutral.changes,
  webFirewall: TIER_CHANGE_OF_CDN,
  'origin.notFound': unavailable,
  'caching.cookies': unavailable,
  'paths.*.cookies': unavailable,
};
