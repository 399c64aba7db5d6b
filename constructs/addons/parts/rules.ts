/** Rules and rights that several add-ons share. */
import { forEach, type Rule, type RulesFor, type RuleTable } from '../../../core/rules/rule';
import { kebab } from '../../../core/text';
import type { CloudName } from '../../../core/words/clouds';
import { listed, refersTo } from '../../environment/in-cluster-rules';
import type { Environment } from '../../environment/schema';
import type { AddonFacts } from '../facts';

export interface AddonRuleContext extends Pick<AddonFacts, 'addonNamespaces' | 'exporters'> {
  readonly environment: Environment;
  readonly cloud: CloudName;
}

export type AddonRules<P> = RuleTable<P, AddonRuleContext>;

/** A list whose entries must name namespaces of the environment. */
export const namespaceListRule = <P>(
  property: string,
  namespacesOf: (props: P) => readonly string[],
): RulesFor<P, AddonRuleContext> =>
  forEach<P, string, AddonRuleContext>(
    (props) => namespacesOf(props).map((name, index) => [`${property}.${index}`, name] as const),
    [
      {
        ...refersTo<string>('', 'namespaces', (name) => name),
        code: `${kebab(property.replaceAll('.', '-'))}-unknown`,
      },
    ],
  );

/** Zones of the environment, without which the add-on is useless. */
export const requiresDnsZones = <P>(why: string): Rule<P, AddonRuleContext> => ({
  code: 'requires-dns-zones',
  property: '',
  check: (_, { environment }) => Object.keys(environment.dnsZones).length === 0 && `requires dnsZones, ${why}`,
  standsOn: () => ['dnsZones'],
});

/** The right to write records of all zones. */
export const dnsZoneRights = ({ dnsZones }: Environment) => Object.keys(dnsZones).map((dnsZone) => ({ dnsZone }));

/** A name that must be one of `secrets`. An unknown name is already reported, because add-ons list what they read. */
export const secretRule = <P extends { readonly secret: string }>(): Rule<P, AddonRuleContext> => ({
  code: 'secret-not-own',
  property: 'secret',
  check: ({ secret }, { environment: { secrets, databases, caches } }) =>
    !(secret in secrets) &&
    (secret in databases || secret in caches) &&
    `must name one of the environment's secrets ${listed(Object.keys(secrets))}, got "${secret}", which is a database or cache`,
});
