/** How the hosts of a profile of Front Door come to ask a policy. */
import type { CdnFrontdoorSecurityPolicyConfig } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-security-policy';

import type { Host } from './host';

export interface GuardProps {
  readonly profileId: string;
  readonly policyId: string;
  readonly hosts: readonly Host[];
}

export const guardOf = ({ profileId, policyId, hosts }: GuardProps): CdnFrontdoorSecurityPolicyConfig => ({
  name: 'firewall',
  cdnFrontdoorProfileId: profileId,
  securityPolicies: {
    firewall: {
      cdnFrontdoorFirewallPolicyId: policyId,
      association: {
        domain: hosts.map(({ domain }) => ({ cdnFrontdoorDomainId: domain.id })),
        patternsToMatch: ['/*'],
      },
    },
  },
});
