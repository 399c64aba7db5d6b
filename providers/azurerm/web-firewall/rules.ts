/** Rules of web firewalls on Azure: what a policy of Front Door takes, and names of Azure's own rules. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { WebFirewallProps } from '../../../constructs/web-firewall';
import { guardedBy } from '../../../constructs/web-firewall/named';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { skuFor } from '../edge/sku';
import { unknownCountries } from './countries';
import { inUrl, MAX_COUNTRIES, MAX_RULES, MAX_VALUE } from './custom-rules';
import { groupsOf } from './managed-rules';

type Rules = RuleTable<WebFirewallProps, CloudRuleContext<AzurermTarget>>;

/** azure.microsoft.com/pricing/details/frontdoor, in US dollars a month. */
const PREMIUM_MONTH = 330;
const STANDARD_MONTH = 35;

const eachPath = ({ rateLimits }: WebFirewallProps) =>
  Object.entries(rateLimits).flatMap(([id, { paths }]) =>
    paths.map((path, index) => [`rateLimits.${id}.paths.${index}`, path] as const),
  );

const eachCountries = ({ blockedCountries, onlyCountries }: WebFirewallProps) => [
  ['blockedCountries', blockedCountries] as const,
  ['onlyCountries', onlyCountries] as const,
];

/** Excluded rules of groups that are on. */
const eachExcluded = ({ exclusions, managedRules }: WebFirewallProps) =>
  Object.entries(exclusions.azurerm ?? {}).flatMap(([group, ids]) => {
    const beginning = groupsOf(managedRules)[group];
    return beginning === undefined
      ? []
      : ids.map((id, index) => [`exclusions.azurerm.${group}.${index}`, { id, group, beginning }] as const);
  });

/** Rules of a policy that do not come from limits. */
const fixedRules = ({ allowedCidrs, blockedCidrs, blockedCountries, onlyCountries }: WebFirewallProps): number =>
  [allowedCidrs, blockedCidrs, onlyCountries].filter(({ length }) => length > 0).length +
  Math.ceil(blockedCountries.length / MAX_COUNTRIES);

export const rules: Rules = [
  {
    code: 'exclusions-group',
    property: 'exclusions.azurerm',
    check: ({ exclusions, managedRules }) => {
      const groups = Object.keys(groupsOf(managedRules));
      const unknown = Object.keys(exclusions.azurerm ?? {}).filter((group) => !groups.includes(group));
      return (
        unknown.length > 0 &&
        groups.length > 0 &&
        `must name groups that managedRules turn on (${groups.join(', ')}), got ${unknown.join(', ')}`
      );
    },
  },
  forEach(eachExcluded, [
    {
      code: 'exclusions-rule',
      property: '',
      check: ({ id, group, beginning }) =>
        !new RegExp(String.raw`^${beginning}\d{3}$`).test(id) &&
        `must be the id of a rule of ${group}, ${beginning} and three digits, got ${JSON.stringify(id)}: learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-drs`,
    },
  ]),
  forEach(eachCountries, [
    {
      code: 'unknown-country',
      property: '',
      check: (countries) => {
        const unknown = unknownCountries(countries);
        return (
          unknown.length > 0 &&
          `must be countries that Front Door knows, got ${unknown.join(', ')}: learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-geo-filtering`
        );
      },
    },
  ]),
  forEach(eachPath, [
    {
      code: 'path-length',
      property: '',
      check: (path) => {
        const { length } = inUrl(path);
        return (
          length > MAX_VALUE &&
          `must be shorter: Front Door compares ${MAX_VALUE} characters with the URL, and this takes ${length}. Take a beginning of it`
        );
      },
    },
  ]),
  {
    code: 'too-many-limits',
    property: 'rateLimits',
    check: (props) => {
      const most = MAX_RULES - fixedRules(props);
      const { length } = Object.keys(props.rateLimits);
      return (
        length > most &&
        `must be at most ${most}, got ${length}: a policy of Front Door holds ${MAX_RULES} rules, with those of lists. Let limits share paths`
      );
    },
  },
];

export const warnings: Rules = [
  {
    code: 'premium-price',
    property: 'managedRules',
    ofAbsent: true,
    check: (props, { id, environment }) => {
      const { loadBalancer, gatewayCdns, bucketCdns } = guardedBy(id, environment);
      const count = bucketCdns.length + (loadBalancer || gatewayCdns.length > 0 ? 1 : 0);
      const each = count > 1 ? ` for each of ${count} profiles` : '';
      return (
        skuFor(props) === 'Premium_AzureFrontDoor' &&
        `need Front Door Premium, about ${PREMIUM_MONTH} US dollars a month${each} instead of ${STANDARD_MONTH}, and there is no way back to Standard but another load balancer or Cdn. Lists and limits alone are Standard: set managedRules to []`
      );
    },
  },
];
