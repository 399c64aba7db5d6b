/** Rules of Cdns on Azure: certificates that are not renewed by themselves. */
import type { CdnProps } from '../../../constructs/cdn';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { forEach, type RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<CdnProps, CloudRuleContext<AzurermTarget>>;

const eachHost = ({ hosts }: CdnProps) => hosts.map((host, index) => [`hosts.${index}`, host] as const);

export const rules: Rules = [];

export const warnings: Rules = [
  forEach(eachHost, [
    {
      code: 'apex-renewal',
      property: '',
      check: (host, { environment: { dnsZones } }) =>
        Object.values(dnsZones).some(({ domain }) => domain === host) &&
        'is the domain of a zone, which no CNAME can lead to Azure: before its certificate ends, after half a year, somebody must have Azure prove the domain again. Take a host below it, such as www',
      standsOn: () => ['dnsZones'],
    },
  ]),
];
