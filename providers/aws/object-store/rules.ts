/** Limits of S3 that `terraform plan` does not see: breaking them fails at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { LifecycleRule, ObjectStoreProps, StorageClass } from '../../../constructs/object-store/schema';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { keyRule } from '../encryption-key/rules';

type Rules = RuleTable<ObjectStoreProps, CloudRuleContext<AwsTarget>>;

/**
 * S3 moves an object into infrequent access after 30 days at the earliest, and out of it after 30 more:
 * docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const INFREQUENT_DAYS = 30;
/** Minimum days of storage that S3 charges for. */
const CHARGED_DAYS: Readonly<Record<StorageClass, number>> = { infrequent: 30, cold: 90, archive: 180 };
const MAX_CORS_RULES = 100;

const lifecycle = (props: ObjectStoreProps) =>
  Object.entries(props.lifecycle).map(([name, rule]) => [`lifecycle.${name}`, rule] as const);

const cors = (props: ObjectStoreProps) => props.cors.map((rule, index) => [`cors.${index}`, rule] as const);

const toInfrequent = ({ transitions }: LifecycleRule) => transitions.find(({ to }) => to === 'infrequent');

/** Classes that objects leave before the days that S3 charges for are over. */
function leftEarly({ transitions, expireAfterDays }: LifecycleRule): { to: StorageClass; days: number }[] {
  return transitions.flatMap(({ to, afterDays }, index) => {
    const end = transitions[index + 1]?.afterDays ?? expireAfterDays;
    return end !== undefined && end - afterDays < CHARGED_DAYS[to] ? [{ to, days: end - afterDays }] : [];
  });
}

/** Refuses names with more than one `*`. */
const oneStar = (names: readonly string[]): string | false => {
  const starred = names.filter((name) => name.split('*').length > 2);
  return starred.length > 0 && `must hold at most one * each, got ${starred.join(', ')}`;
};

export const rules: Rules = [
  keyRule(),
  {
    code: 'lock-without-versioning',
    property: 'retentionLock',
    check: ({ retentionLock, versioning }) =>
      retentionLock !== undefined && !versioning && 'requires versioning: S3 locks versions',
  },
  {
    code: 'cors-max',
    property: 'cors',
    check: ({ cors: { length } }) =>
      length > MAX_CORS_RULES && `must be at most ${MAX_CORS_RULES} rules, got ${length}`,
  },
  forEach(lifecycle, [
    {
      code: 'infrequent-early',
      property: 'transitions',
      check: (rule) => {
        const infrequent = toInfrequent(rule);
        return (
          infrequent &&
          infrequent.afterDays < INFREQUENT_DAYS &&
          `must move objects to "infrequent" after at least ${INFREQUENT_DAYS} days, got ${infrequent.afterDays}`
        );
      },
    },
    {
      code: 'infrequent-short',
      property: 'transitions',
      check: (rule) => {
        const infrequent = toInfrequent(rule);
        if (!infrequent) return undefined;
        const earliest = infrequent.afterDays + INFREQUENT_DAYS;
        const next = rule.transitions.find(({ to, afterDays }) => to !== 'infrequent' && afterDays < earliest);
        return (
          next &&
          `must leave objects in "infrequent" for at least ${INFREQUENT_DAYS} days: "${next.to}" after ${earliest} or later, got ${next.afterDays}`
        );
      },
    },
  ]),
  forEach(cors, [
    {
      code: 'cors-origin-stars',
      says: 'must hold at most one * each, got …',
      property: 'origins',
      check: ({ origins }) => oneStar(origins),
    },
    {
      code: 'cors-header-stars',
      says: 'must hold at most one * each, got …',
      property: 'headers',
      check: ({ headers }) => oneStar(headers),
    },
    {
      code: 'cors-expose-stars',
      property: 'exposeHeaders',
      check: ({ exposeHeaders }) =>
        exposeHeaders.some((header) => header.includes('*')) &&
        `must be whole names, because S3 allows no * here; got ${exposeHeaders.join(', ')}`,
    },
  ]),
];

export const warnings: Rules = [
  forEach(lifecycle, [
    {
      code: 'minimum-storage-charge',
      says: 'keep objects in … for … days, and S3 charges for …',
      property: 'transitions',
      check: (rule) =>
        leftEarly(rule)
          .map(({ to, days }) => `keep objects in "${to}" for ${days} days, and S3 charges for ${CHARGED_DAYS[to]}`)
          .join('; '),
    },
  ]),
];
