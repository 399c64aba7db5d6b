/** What a bucket cannot be on Google: what passes plan and dies at apply, or cannot be had. */
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
    property: 'retentionLock',
    when: (p) => p.retentionLock !== undefined && p.versioning,
    say: (_, { id }) =>
      `must come with versioning false: Cloud Storage keeps a bucket's objects from change or keeps their old versions, not both. Say so for Google alone: differences.google.objectStores.${id} { versioning: false, lifecycle: {} }`,
  },
  {
    property: 'retentionLock.days',
    when: (p) => p.retentionLock !== undefined && p.retentionLock.days > MOST_LOCKED_DAYS,
    say: (p) => `must be at most ${MOST_LOCKED_DAYS}, got ${p.retentionLock?.days}`,
  },
  {
    property: 'lifecycle',
    when: (p) => lifecycleRules(p).length > MOST_LIFECYCLE_RULES,
    say: (p) =>
      `must come to at most ${MOST_LIFECYCLE_RULES - 1} rules of Cloud Storage, one for each transition and expiry, got ${lifecycleRules(p).length - 1}`,
  },
];

export const warnings: Rules = [];
