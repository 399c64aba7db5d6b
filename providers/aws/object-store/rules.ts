/** What a bucket cannot be on AWS: what passes plan and dies at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { LifecycleRule, ObjectStoreProps, StorageClass } from '../../../constructs/object-store/schema';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { keyRule } from '../encryption-key/rules';

type Rules = RuleTable<ObjectStoreProps, CloudRuleContext<AwsTarget>>;

/**
 * S3 takes an object into infrequent access after 30 days and out of it after 30 more:
 * docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const INFREQUENT_DAYS = 30;
/** Days that the colder classes are paid for at least. */
const PAID_DAYS: Readonly<Record<StorageClass, number>> = { infrequent: 30, cold: 90, archive: 180 };
const MAX_CORS_RULES = 100;

const lifecycle = (p: ObjectStoreProps) =>
  Object.entries(p.lifecycle).map(([name, rule]) => [`lifecycle.${name}`, rule] as const);
const infrequent = ({ transitions }: LifecycleRule) => transitions.find(({ to }) => to === 'infrequent');
/** What comes after infrequent access too early. */
const tooSoon = (rule: LifecycleRule) => {
  const from = infrequent(rule);
  return (
    from &&
    rule.transitions.find(({ to, afterDays }) => to !== 'infrequent' && afterDays < from.afterDays + INFREQUENT_DAYS)
  );
};

/** Classes that objects leave before they are paid off. */
function leftEarly({ transitions, expireAfterDays }: LifecycleRule): { to: StorageClass; days: number }[] {
  return transitions.flatMap(({ to, afterDays }, index) => {
    const end = transitions[index + 1]?.afterDays ?? expireAfterDays;
    return end !== undefined && end - afterDays < PAID_DAYS[to] ? [{ to, days: end - afterDays }] : [];
  });
}

const cors = (p: ObjectStoreProps) => p.cors.map((rule, index) => [`cors.${index}`, rule] as const);
const starred = (texts: readonly string[]) => texts.filter((text) => text.split('*').length > 2);

export const rules: Rules = [
  keyRule(),
  {
    property: 'retentionLock',
    when: (p) => p.retentionLock !== undefined && !p.versioning,
    say: () => 'must come with versioning: S3 locks versions',
  },
  {
    property: 'cors',
    when: (p) => p.cors.length > MAX_CORS_RULES,
    say: (p) => `must be at most ${MAX_CORS_RULES} rules, got ${p.cors.length}`,
  },
  forEach(lifecycle, [
    {
      property: 'transitions',
      when: (rule) => (infrequent(rule)?.afterDays ?? INFREQUENT_DAYS) < INFREQUENT_DAYS,
      say: (rule) =>
        `must move objects to "infrequent" after at least ${INFREQUENT_DAYS} days, got ${infrequent(rule)?.afterDays}`,
    },
    {
      property: 'transitions',
      when: (rule) => tooSoon(rule) !== undefined,
      say: (rule) => {
        const next = tooSoon(rule)!;
        return `must leave objects in "infrequent" for at least ${INFREQUENT_DAYS} days: "${next.to}" after ${infrequent(rule)!.afterDays + INFREQUENT_DAYS} or later, got ${next.afterDays}`;
      },
    },
  ]),
  forEach(cors, [
    {
      property: 'origins',
      when: ({ origins }) => starred(origins).length > 0,
      say: ({ origins }) => `must hold at most one * each, got ${starred(origins).join(', ')}`,
    },
    {
      property: 'headers',
      when: ({ headers }) => starred(headers).length > 0,
      say: ({ headers }) => `must hold at most one * each, got ${starred(headers).join(', ')}`,
    },
    {
      property: 'exposeHeaders',
      when: ({ exposeHeaders }) => exposeHeaders.some((header) => header.includes('*')),
      say: ({ exposeHeaders }) => `must be whole names, S3 takes no * here; got ${exposeHeaders.join(', ')}`,
    },
  ]),
];

export const warnings: Rules = [
  forEach(lifecycle, [
    {
      property: 'transitions',
      when: (rule) => leftEarly(rule).length > 0,
      say: (rule) =>
        leftEarly(rule)
          .map(({ to, days }) => `keep objects in "${to}" for ${days} days, and S3 charges for ${PAID_DAYS[to]}`)
          .join('; '),
    },
  ]),
];
