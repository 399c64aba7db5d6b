/** What a change of each property of a WebFirewall does to what exists, on Azure. */
import type { WebFirewallProps } from '../../../constructs/web-firewall';
import * as neutral from '../../../constructs/web-firewall/changes';
import type { ChangesOf } from '../../../core/changes';
import { TIER_CHANGE } from '../edge/tier-change';

export const changes: ChangesOf<WebFirewallProps> = { ...neutral.changes, managedRules: TIER_CHANGE };
