/**
 * Which environments may make zones in one account. Platform and edge stacks find a zone by its domain, and Route 53 makes several
 * of one. Google and Azure find zones by names, which each environment has of its own.
 */
import type { Neighbour } from '../../../constructs/cloud';
import { placeOf } from '../../../constructs/environment/place';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { forEach, type RuleTable } from '../../../core/rules/rule';

type OnAws = Neighbour<AwsTarget>;

export const neighbourRules: RuleTable<OnAws, OnAws> = [
  forEach(madeIn, [
    {
      code: 'domain-shared',
      property: 'domain',
      check: (domain, other, { target: { account } }) =>
        account === other.target.account &&
        madeIn(other).some(([, its]) => its === domain) &&
        `must be another domain than ${domain}, of which ${placeOf(other)} makes a zone in the account ${account}: a zone is found by its domain there, and two are found. Take a domain below it, with parent, or name the other's zone as existing.aws`,
    },
  ]),
];

function madeIn({ environment: { dnsZones } }: OnAws): [path: string, domain: string][] {
  return Object.entries(dnsZones).flatMap(([id, { domain, existing }]) =>
    existing ? [] : [[`dnsZones.${id}`, domain]],
  );
}
