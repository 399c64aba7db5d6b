/**
 * Which Front Door is sold: Azure's own rules are in Premium alone, and the profile is of the same kind as the policy that guards
 * it. learn.microsoft.com/azure/web-application-firewall/afds/afds-overview
 */
import type { WebFirewallProps } from '../../../constructs/web-firewall';

export type Sku = 'Standard_AzureFrontDoor' | 'Premium_AzureFrontDoor';

export const skuFor = (firewall: Pick<WebFirewallProps, 'managedRules'> | undefined): Sku =>
  firewall && firewall.managedRules.length > 0 ? 'Premium_AzureFrontDoor' : 'Standard_AzureFrontDoor';
