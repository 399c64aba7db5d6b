/** What there is one of in the account on each cloud, which production has: "Compliance". */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';

const email = `operations@${DOMAIN}`;

export const notifications = { security: { email } } satisfies EnvironmentInput['notifications'];

export const account = {
  auditTrail: { alerts: ['security'] },
  compliance: { frameworks: ['cis', 'gdpr', 'pci', 'soc2'] },
} satisfies EnvironmentInput['account'];
