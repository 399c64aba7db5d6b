/**
 * Rules that Azure keeps: the default rule set, which adds up what a request looks like, and that of bots.
 * learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-drs
 */
import type {
  CdnFrontdoorFirewallPolicyManagedRule,
  CdnFrontdoorFirewallPolicyManagedRuleOverride,
} from '@cdktf/provider-azurerm/lib/cdn-frontdoor-firewall-policy';

import { isCounted, type ManagedRules, type WebFirewallProps } from '../../../constructs/web-firewall';
import { compact } from '../../../core/records';

/** Groups of a rule set, each with the beginning of the ids of its rules; three digits follow. */
type Groups = Readonly<Record<string, string>>;

interface RuleSet {
  readonly type: string;
  readonly version: string;
  /** Any of these turns it on. */
  readonly for: readonly ManagedRules[];
  readonly groups: Groups;
}

const DEFAULT: RuleSet = {
  type: 'Microsoft_DefaultRuleSet',
  version: '2.1',
  for: ['common', 'sql-injection', 'known-exploits'],
  groups: {
    General: '200',
    'METHOD-ENFORCEMENT': '911',
    'PROTOCOL-ENFORCEMENT': '920',
    'PROTOCOL-ATTACK': '921',
    LFI: '930',
    RFI: '931',
    RCE: '932',
    PHP: '933',
    NODEJS: '934',
    XSS: '941',
    SQLI: '942',
    FIX: '943',
    JAVA: '944',
    'MS-ThreatIntel-WebShells': '99005',
    'MS-ThreatIntel-AppSec': '99030',
    'MS-ThreatIntel-SQLI': '99031',
    'MS-ThreatIntel-CVEs': '99001',
  },
};

const BOTS: RuleSet = {
  type: 'Microsoft_BotManagerRuleSet',
  version: '1.1',
  for: ['bots', 'ip-reputation'],
  groups: { BadBots: 'Bot100', GoodBots: 'Bot200', UnknownBots: 'Bot300' },
};

const RULE_SETS = [DEFAULT, BOTS];

const isOn = (set: RuleSet, asked: readonly ManagedRules[]): boolean => asked.some((rules) => set.for.includes(rules));

/** Whether bots are refused by their addresses alone: those that Microsoft has seen attack somebody. */
const isByAddress = (asked: readonly ManagedRules[]): boolean =>
  asked.includes('ip-reputation') && !asked.includes('bots');

/** What of the rules of bots does not go by addresses: whole groups, and bad bots that pretend to be others. */
const OTHER_BOTS = ['GoodBots', 'UnknownBots'];
const FALSIFIED = 'Bot100200';

/** Groups whose rules are on, with the beginnings of the rules' ids. */
export const groupsOf = (asked: readonly ManagedRules[]): Groups =>
  Object.fromEntries(
    RULE_SETS.filter((set) => isOn(set, asked))
      .flatMap(({ groups }) => Object.entries(groups))
      .filter(([group]) => !isByAddress(asked) || !OTHER_BOTS.includes(group)),
  );

type Asked = Pick<WebFirewallProps, 'mode' | 'managedRules' | 'exclusions'>;

/** With what becomes of a request: for the default rule set, of one whose rules add up to five. */
export const managedRules = (props: Asked): CdnFrontdoorFirewallPolicyManagedRule[] =>
  RULE_SETS.filter((set) => isOn(set, props.managedRules)).map((set) => {
    const override = overridesOf(set, props);
    return {
      type: set.type,
      version: set.version,
      action: isCounted(props) ? 'Log' : 'Block',
      ...(override.length > 0 && { override }),
    };
  });

/** Each group once. */
function overridesOf(
  set: RuleSet,
  { managedRules: asked, exclusions }: Asked,
): CdnFrontdoorFirewallPolicyManagedRuleOverride[] {
  const isPartly = set === BOTS && isByAddress(asked);
  const rulesIn = (group: string) => {
    const counted = (exclusions.azurerm?.[group] ?? []).map((id) => ({ ruleId: id, enabled: true, action: 'Log' }));
    const isOff = isPartly && group === 'BadBots' && !counted.some(({ ruleId }) => ruleId === FALSIFIED);
    return [...counted, ...(isOff ? [{ ruleId: FALSIFIED, enabled: false, action: 'Log' }] : [])];
  };
  return compact(
    Object.keys(set.groups).map((ruleGroupName) => {
      // A group without rules is off as a whole.
      if (isPartly && OTHER_BOTS.includes(ruleGroupName)) return { ruleGroupName };
      const rule = rulesIn(ruleGroupName);
      return rule.length > 0 && { ruleGroupName, rule };
    }),
  );
}
