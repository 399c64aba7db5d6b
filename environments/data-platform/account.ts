/** What there is one of in the account on each cloud, which production has: the trail, and checks of what it holds. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';

const email = `operations@${DOMAIN}`;

export const notifications = { security: { email } } satisfies EnvironmentInput['notifications'];

export const account = {
  auditTrail: { alerts: ['security'] },
  compliance: { frameworks: ['cis'] },
} satisfies EnvironmentInput['account'];
