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
    code: 'retention-lock',
    property: 'retentionLock',
    check: (p) => p.retentionLock !== undefined && !p.versioning && 'requires versioning: S3 locks versions',
  },
  {
    code: 'cors',
    property: 'cors',
    check: (p) => p.cors.length > MAX_CORS_RULES && `must be at most ${MAX_CORS_RULES} rules, got ${p.cors.length}`,
  },
  forEach(lifecycle, [
    {
      code: 'transitions',
      property: 'transitions',
      check: (rule) =>
        (infrequent(rule)?.afterDays ?? INFREQUENT_DAYS) < INFREQUENT_DAYS &&
        `must move objects to "infrequent" after at least ${INFREQUENT_DAYS} days, got ${infrequent(rule)?.afterDays}`,
    },
    {
      code: 'transitions-2',
      property: 'transitions',
      check: (rule) => {
        if (!(tooSoon(rule) !== undefined)) return undefined;
        const next = tooSoon(rule)!;
        return `must leave objects in "infrequent" for at least ${INFREQUENT_DAYS} days: "${next.to}" after ${infrequent(rule)!.afterDays + INFREQUENT_DAYS} or later, got ${next.afterDays}`;
      },
    },
  ]),
  forEach(cors, [
    {
      code: 'origins',
      property: 'origins',
      check: ({ origins }) =>
        starred(origins).length > 0 && `must hold at most one * each, got ${starred(origins).join(', ')}`,
    },
    {
      code: 'headers',
      property: 'headers',
      check: ({ headers }) =>
        starred(headers).length > 0 && `must hold at most one * each, got ${starred(headers).join(', ')}`,
    },
    {
      code: 'expose-headers',
      property: 'exposeHeaders',
      check: ({ exposeHeaders }) =>
        exposeHeaders.some((header) => header.includes('*')) &&
        `must be whole names, S3 takes no * here; got ${exposeHeaders.join(', ')}`,
    },
  ]),
];

export const warnings: Rules = [
  forEach(lifecycle, [
    {
      code: 'transitions-3',
      property: 'transitions',
      check: (rule) =>
        leftEarly(rule).length > 0 &&
        leftEarly(rule)
          .map(({ to, days }) => `keep objects in "${to}" for ${days} days, and S3 charges for ${PAID_DAYS[to]}`)
          .join('; '),
    },
  ]),
];
