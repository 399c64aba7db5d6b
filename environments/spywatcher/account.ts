/** What there is one of in Spywatcher's account on each cloud, which production has: "Contact Information", "Security". */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';

const email = `security@${DOMAIN}`;

export const notifications = { security: { email } } satisfies EnvironmentInput['notifications'];

export const account = {
  state: {},
  // With `statements`, without which Google drops what databases with `auditing` record.
  auditTrail: { alerts: ['security'], reads: ['secrets', 'statements'] },
  // An example: AWS takes no contact without a telephone number.
  contacts: { security: { email, phone: '+1 555 0100' } },
} satisfies EnvironmentInput['account'];

/** Staging has a project of its own on Google, which drops what databases with `auditing` record, unless it is told to keep it. */
export const stagingOnGoogle = {
  notifications,
  account: { auditTrail: { alerts: ['security'], reads: ['statements'] } },
} satisfies NonNullable<EnvironmentInput['differences']>['google'];

/** Google knows addresses alone. */
export const accountOnGoogle = { contacts: { security: { phone: null } } };
