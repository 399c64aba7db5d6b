/** Rules of Cdns on Azure: who writes records, and certificates that are not renewed by themselves. */
import { type CdnProps, isOfBucket } from '../../../constructs/cdn';
import { recordsAsBalancer } from '../../../constructs/cdn/records';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { APEX_RENEWAL, isApex } from '../edge/apex';

type Rules = RuleTable<CdnProps, CloudRuleContext<AzurermTarget>>;

/** Hosts before the gateway are the load balancer's, which says the same of them. */
const eachHost = (props: CdnProps) =>
  isOfBucket(props) ? props.hosts.map((host, index) => [`hosts.${index}`, host] as const) : [];

export const rules: Rules = [recordsAsBalancer];

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
