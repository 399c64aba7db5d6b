/** What there is one of in the account on each cloud, which production has: "Compliance". */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';

const email = `operations@${DOMAIN}`;

export const notifications = { security: { email } } satisfies EnvironmentInput['notifications'];

export const account = {
  // With `statements`, without which Google drops what databases with `auditing` record.
  auditTrail: { alerts: ['security'], reads: ['secrets', 'statements'] },
  compliance: { frameworks: ['cis', 'gdpr', 'pci', 'soc2'] },
} satisfies EnvironmentInput['account'];
