/** What becomes of a profile whose firewall gets Azure's own rules, or loses them. */
import { fixed, refusedByProtection } from '../../../core/changes';

const WAY =
  'take webFirewall out and apply, upgrade the profile by `Update-AzFrontDoorCdnProfile -ProfileUpgradeParameter @{}` of PowerShell, which interrupts nothing, name the firewall with managedRules and apply; nothing leads back to Standard but another';
const SOURCE = 'https://learn.microsoft.com/azure/frontdoor/tier-upgrade-powershell';

/** Azure upgrades a profile, but Terraform would replace it, and with it what is in it. */
export const TIER_CHANGE = refusedByProtection(
  'from a firewall with managedRules to none with any, or back, the profile of Front Door would be replaced, because it is Premium with them alone; other changes are in place',
  `${WAY} load balancer`,
  SOURCE,
);

/** Terraform would make the new profile first, whose name is taken: the apply fails, and nothing is lost. */
export const TIER_CHANGE_OF_CDN = fixed(
  'from a firewall with managedRules to none with any, or back, the profile of Front Door would have to be replaced, because it is Premium with them alone, and Azure refuses a second one of its name; other changes are in place',
  `${WAY} Cdn`,
  SOURCE,
);
