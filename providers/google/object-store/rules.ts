/** Limits of a bucket on Google: values that are not available, or fail only at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import type { RuleTable } from '../../../core/rules/rule';
import { keyRules } from '../encryption-key/rules';
import { lifecycleRules } from './object-store';

type Rules = RuleTable<ObjectStoreProps, CloudRuleContext<GoogleTarget>>;

/** The provider's limit, 2^31 - 1 seconds, in whole days. */
const MAX_LOCK_DAYS = 24_855;
/** Rules per bucket: cloud.google.com/storage/quotas#buckets */
const MAX_LIFECYCLE_RULES = 100;
/** What no bucket's name may hold, with close misspellings: cloud.google.com/storage/docs/buckets#naming */
const GOOGLE = /g[o0]{2}g[l1i]e|^goog/;

export const rules: Rules = [
  ...keyRules<ObjectStoreProps>('the bucket'),
  {
    code: 'bucket-name',
    property: '',
    check: (_, { id, environment: { system, environment } }) => {
      const [match] = GOOGLE.exec(`${system}-${environment}-${id}`) ?? [];
      return (
        match !== undefined &&
        `needs a name without "${match}", which Cloud Storage refuses in the names of buckets: these are made of the system, the environment and the bucket, ${system}-${environment}-${id}. Name one of them otherwise`
      );
    },
  },
  {
    code: 'lock-with-versioning',
    property: 'retentionLock',
    check: ({ retentionLock, versioning }, { id }) =>
      retentionLock !== undefined &&
      versioning &&
      `requires versioning false: Cloud Storage either locks a bucket's objects or keeps their old versions, not both. Say so for Google alone: differences.google.objectStores.${id} { versioning: false, lifecycle: {} }`,
  },
  {
    code: 'lock-days-max',
    property: 'retentionLock.days',
    check: ({ retentionLock }) =>
      retentionLock !== undefined &&
      retentionLock.days > MAX_LOCK_DAYS &&
      `must be at most ${MAX_LOCK_DAYS}, got ${retentionLock.days}`,
  },
  {
    code: 'lifecycle-rules-max',
    property: 'lifecycle',
    check: (p) => {
      // One of Cloud Storage's rules is for unfinished uploads.
      const count = lifecycleRules(p).length - 1;
      const max = MAX_LIFECYCLE_RULES - 1;
      return (
        count > max &&
        `must result in at most ${max} rules of Cloud Storage, one for each transition and expiry, got ${count}`
      );
    },
  },
];
