/** What a change of each property of a LoadBalancer does to what exists, on Azure. */
import * as neutral from '../../../constructs/load-balancer/changes';
import type { LoadBalancerProps } from '../../../constructs/load-balancer/schema';
import { type ChangesOf, inPlace, replaced } from '../../../core/changes';
import { TIER_CHANGE } from '../edge/tier-change';

export const changes: ChangesOf<LoadBalancerProps> = {
  ...neutral.changes,
  zone: replaced(
    "the record of the gateway's own name: Front Door asks for the old name, and requests fail, until the stacks of the platform and the edge are applied, too",
    'https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/dns_a_record',
  ),
  webFirewall: TIER_CHANGE,
  ddosProtection: inPlace('the plan is charged by the month'),
};
