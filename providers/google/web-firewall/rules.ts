/** Rules of web firewalls on Google: what it charges for, names of its sets and signatures, limits that no request would reach. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { limitsOf, type NamedLimit, type WebFirewallProps } from '../../../constructs/web-firewall';
import type { RuleTable } from '../../../core/rules/rule';
import { fees } from '../shared/fees';
import { LONGEST, pathExpression, setExpression, SETS, SIGNATURE } from './expressions';
import { ofAll, withPaths } from './policy-rules';

type Rules = RuleTable<WebFirewallProps, CloudRuleContext<GoogleTarget>>;

const setsOf = ({ managedRules }: WebFirewallProps): string[] => managedRules.flatMap((rules) => SETS[rules]);

const exclusionsOf = ({ exclusions }: WebFirewallProps): [set: string, ids: readonly string[]][] =>
  Object.entries(exclusions.google ?? {});

/** Whether every request of a limit is counted by one that is asked before it. */
const isBehind = (before: NamedLimit, limit: NamedLimit): boolean =>
  before.action === limit.action && limit.paths.every((path) => before.paths.some((prefix) => path.startsWith(prefix)));

/** A limit that counts nothing, and the one that is asked before it. */
function unreached(props: WebFirewallProps): { limit: NamedLimit; before: NamedLimit } | undefined {
  const limits = limitsOf(props);
  for (const asked of [withPaths(limits), ofAll(limits)]) {
    for (const [index, limit] of asked.entries()) {
      const before = asked.slice(0, index).find((one) => isBehind(one, limit));
      if (before) return { limit, before };
    }
  }
  return undefined;
}

/** Rules of the policy that compare more than addresses, which a project may have few of. */
const expressionsIn = (props: WebFirewallProps): number =>
  setsOf(props).length +
  exclusionsOf(props).length +
  withPaths(limitsOf(props)).length +
  [props.blockedCountries, props.onlyCountries].filter(({ length }) => length > 0).length +
  (props.managedRules.includes('ip-reputation') ? 1 : 0);

/**
 * What Google has allowed a project that has not asked for more, in its own message: "Quota 'SECURITY_POLICY_CEVAL_RULES' exceeded.
 * Limit: 20.0 globally". cloud.google.com/armor/quotas names the quota and no number.
 */
const EXPRESSIONS = 20;

export const rules: Rules = [
  {
    code: 'reputation-enterprise',
    property: 'managedRules',
    // cloud.google.com/armor/docs/armor-enterprise-overview
    check: ({ managedRules }, { environment: { loadBalancer } }) =>
      managedRules.includes('ip-reputation') &&
      loadBalancer?.ddosProtection !== 'advanced' &&
      `must not have ip-reputation, which Google gives to projects in Cloud Armor Enterprise alone: set loadBalancer.ddosProtection to advanced ($${fees.armorEnterpriseMonth} a month), or leave it out`,
    standsOn: () => ['loadBalancer'],
  },
  {
    code: 'exclusions-group',
    property: 'exclusions.google',
    check: (props) => {
      const sets = setsOf(props);
      const unknown = exclusionsOf(props)
        .map(([set]) => set)
        .filter((set) => !sets.includes(set));
      return (
        sets.length > 0 &&
        unknown.length > 0 &&
        `must name sets of Google that managedRules stand for (${sets.join(', ')}), got ${unknown.join(', ')}`
      );
    },
  },
  {
    code: 'exclusions-signature',
    property: 'exclusions.google',
    check: (props) => {
      const wrong = exclusionsOf(props).flatMap(([, ids]) => ids.filter((id) => !SIGNATURE.test(id)));
      return (
        wrong.length > 0 &&
        `must have ids of signatures, such as owasp-crs-v042200-id942100-sqli, got ${wrong.join(', ')}: take them from the records, preconfiguredExprIds`
      );
    },
  },
  {
    code: 'exclusions-many',
    property: 'exclusions.google',
    check: (props) => {
      const [set, ids = []] =
        exclusionsOf(props).find(
          ([name, out]) => setExpression(name, 'opt_out_rule_ids', out).length > LONGEST.comparison,
        ) ?? [];
      return (
        set !== undefined &&
        `must have fewer of ${set}: Google takes ${LONGEST.comparison} characters, got ${ids.length} ids, which are more. Leave its rules out of managedRules, or some of the ids`
      );
    },
  },
  {
    code: 'limit-paths-long',
    property: 'rateLimits',
    check: (props) => {
      const long = withPaths(limitsOf(props)).find(({ paths }) => pathExpression(paths).length > LONGEST.expression);
      return (
        long !== undefined &&
        `must have shorter paths in ${long.id}: Google takes ${LONGEST.expression} characters of an expression, got ${pathExpression(long.paths).length}. Name the beginnings of them, or make two limits`
      );
    },
  },
  {
    code: 'limit-unreached',
    property: 'rateLimits',
    check: (props) => {
      const found = unreached(props);
      return (
        found !== undefined &&
        `must not have ${found.limit.id} beside ${found.before.id}, which has the same paths: Google counts a request in the first limit alone that it meets. Keep one of them, or give it other paths`
      );
    },
  },
];

export const warnings: Rules = [
  {
    code: 'expressions-quota',
    property: '',
    check: (props, { target: { project } }) => {
      const count = expressionsIn(props);
      return (
        count > EXPRESSIONS &&
        `has ${count} rules with expressions, and Google lets a project have ${EXPRESSIONS} until it asks for more: see the quota SECURITY_POLICY_CEVAL_RULES of the project ${project}, or have fewer managedRules, exclusions and limits of paths`
      );
    },
  },
];
