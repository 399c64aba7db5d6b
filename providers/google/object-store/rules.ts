/** What a bucket cannot be on Google: what passes plan and dies at apply, or is not available. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import type { RuleTable } from '../../../core/rules/rule';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { lifecycleRules } from './object-store';
import { keyRules } from '../encryption-key/rules';

type Rules = RuleTable<ObjectStoreProps, CloudRuleContext<GoogleTarget>>;

/** The provider's limit, 2^31 - 1 seconds, in whole days. */
const MOST_LOCKED_DAYS = 24_855;
/** Buckets take no more: cloud.google.com/storage/quotas#buckets */
const MOST_LIFECYCLE_RULES = 100;

export const rules: Rules = [
  ...keyRules<ObjectStoreProps>('the bucket'),
  {
    code: 'retention-lock',
    property: 'retentionLock',
    check: (p, { id }) =>
      p.retentionLock !== undefined &&
      p.versioning &&
      `requires versioning false: Cloud Storage keeps a bucket's objects from change or keeps their old versions, not both. Say so for Google alone: differences.google.objectStores.${id} { versioning: false, lifecycle: {} }`,
  },
  {
    code: 'retention-lock-days',
    property: 'retentionLock.days',
    check: (p) =>
      p.retentionLock !== undefined &&
      p.retentionLock.days > MOST_LOCKED_DAYS &&
      `must be at most ${MOST_LOCKED_DAYS}, got ${p.retentionLock?.days}`,
  },
  {
    code: 'lifecycle',
    property: 'lifecycle',
    check: (p) =>
      lifecycleRules(p).length > MOST_LIFECYCLE_RULES &&
      `must come to at most ${MOST_LIFECYCLE_RULES - 1} rules of Cloud Storage, one for each transition and expiry, got ${lifecycleRules(p).length - 1}`,
  },
];
