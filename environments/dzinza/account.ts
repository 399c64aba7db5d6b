/** What there is one of in the account on each cloud, which production has: "Compliance Requirements" and "Contact Information". */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';

const email = `devops@${DOMAIN}`;

export const notifications = { security: { email } } satisfies EnvironmentInput['notifications'];

export const account = {
  auditTrail: { alerts: ['security'] },
  compliance: { frameworks: ['cis', 'gdpr', 'hipaa', 'soc2'] },
  // An example: AWS takes no contact without a telephone number.
  contacts: { security: { email, phone: '+1 555 0100' }, operations: { email, phone: '+1 555 0100' } },
} satisfies EnvironmentInput['account'];

/** Data stays in its regions; on AWS, its organization says so. Google knows addresses of contacts alone. */
export const accountOn = {
  google: {
    compliance: { regions: 'targets' },
    contacts: { security: { phone: null }, operations: { phone: null } },
  },
  azurerm: { compliance: { regions: 'targets' } },
} as const;
