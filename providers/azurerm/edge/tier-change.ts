/** What becomes of a profile whose firewall gets Azure's own rules, or loses them. */
import { refusedByProtection } from '../../../core/changes';

/** Azure upgrades a profile, but Terraform would replace it, and with it what is in it. */
export const TIER_CHANGE = refusedByProtection(
  'from a firewall with managedRules to none with any, or back, the profile of Front Door would be replaced, because it is Premium with them alone; other changes are in place',
  'take webFirewall out and apply, upgrade the profile by `Update-AzFrontDoorCdnProfile -ProfileUpgradeParameter @{}` of PowerShell, which interrupts nothing, name the firewall with managedRules and apply; nothing leads back to Standard but another load balancer',
  'https://learn.microsoft.com/azure/frontdoor/tier-upgrade-powershell',
);
