/** Rules of Cdns on Azure: certificates that are not renewed by themselves. */
import type { CdnProps } from '../../../constructs/cdn';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { APEX_RENEWAL, isApex } from '../edge/apex';

type Rules = RuleTable<CdnProps, CloudRuleContext<AzurermTarget>>;

const eachHost = ({ hosts }: CdnProps) => hosts.map((host, index) => [`hosts.${index}`, host] as const);

export const rules: Rules = [];

export const warnings: Rules = [
  forEach(eachHost, [
    {
      code: 'apex-renewal',
      property: '',
      check: (host, { environment }) => isApex(host, environment) && `is ${APEX_RENEWAL}`,
      says: `is ${APEX_RENEWAL}`,
      standsOn: () => ['dnsZones'],
    },
  ]),
];
