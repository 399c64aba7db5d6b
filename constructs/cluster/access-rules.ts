/** Rules of who may do what in a cluster: those of every cloud, and those that ask each cloud's own words. */
import { repeated } from '../../core/records';
import { forEach, type Rule, type RuleContext, type RuleTable, type Verdict } from '../../core/rules/rule';
import type { CloudName } from '../../core/words/clouds';
import { PRINCIPALS } from '../../core/words/principals';
import { addonsOf } from '../addons';
import { unknownNames } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import type { Target } from '../environment/targets';
import { entriesByMember } from './access';
import type { ClusterProps } from './schema';

type Access = ClusterProps['access'][string];
interface Context {
  readonly environment: Environment;
}
type CloudContext<T extends Target> = RuleContext<Environment, T>;

/** Namespaces of the environment and of its add-ons. */
const namespacesOf = (environment: Environment): string[] => [
  ...new Set([...Object.keys(environment.namespaces), ...addonsOf(environment).map(({ namespace }) => namespace)]),
];

/** Refuses namespaces that there are not, which would take a binding nowhere. */
export const unknownNamespaces = (names: readonly string[], environment: Environment): Verdict =>
  unknownNames('namespaces of the environment or its add-ons', names, namespacesOf(environment));

const each = ({ access }: ClusterProps) =>
  Object.entries(access).map(([name, entry]) => [`access.${name}`, entry] as const);

export const accessRules: RuleTable<ClusterProps, Context> = [
  forEach<ClusterProps, Access, Context>(each, [
    {
      code: 'access-namespace-unknown',
      property: 'namespaces',
      says: 'must name namespaces of the environment or its add-ons (…), got …',
      check: ({ namespaces = [] }, { environment }) => unknownNamespaces(namespaces, environment),
      standsOn: ({ namespaces = [] }) => ['addons', ...namespaces.map((name) => `namespaces.${name}`)],
    },
    {
      code: 'access-namespace-twice',
      property: 'namespaces',
      check: ({ namespaces = [] }) =>
        repeated(namespaces).length > 0 &&
        `must name each namespace once, got ${repeated(namespaces).join(', ')} twice`,
    },
  ]),
];

export const accessWarnings: RuleTable<ClusterProps, Context> = [
  forEach<ClusterProps, Access, Context>(each, [
    {
      code: 'access-everywhere',
      property: 'role',
      check: ({ role, namespaces }) =>
        role !== 'view' &&
        namespaces === undefined &&
        `is ${role} in every namespace, those of add-ons too, whose service accounts may do more: it comes close to an administrator. Name namespaces, or use cluster.administrators`,
    },
  ]),
];

/** What a cloud's members of an entry may be: not all principals have a name in a cluster. */
interface MemberWords {
  readonly pattern: RegExp;
  readonly form: string;
}

export function memberRules<T extends Target>(
  cloud: CloudName,
  { pattern, form }: MemberWords = PRINCIPALS[cloud],
): RuleTable<ClusterProps, CloudContext<T>> {
  return [
    forEach<ClusterProps, Access, CloudContext<T>>(each, [
      {
        code: 'member-invalid',
        property: `members.${cloud}`,
        says: `must each be ${form}, got …`,
        check: ({ members }) => {
          const others = (members[cloud] ?? []).filter((member) => !pattern.test(member));
          return others.length > 0 && `must each be ${form}, got ${others.join(', ')}`;
        },
      },
      {
        code: 'member-twice',
        property: `members.${cloud}`,
        check: ({ members }) => {
          const twice = repeated(members[cloud] ?? []);
          return twice.length > 0 && `must name each once, got ${twice.join(', ')} twice`;
        },
      },
    ]),
    administersRule<T>(cloud),
  ];
}

/** Whoever administers the cluster may do it all already, and has one entry there. */
const administersRule = <T extends Target>(cloud: CloudName): Rule<ClusterProps, CloudContext<T>> => ({
  code: 'member-administers',
  property: 'access',
  says: `must not name who administers the cluster, got …: leave them out, or take them out of administrators.${cloud} or targets.${cloud}.operators.apply`,
  check: ({ access, administrators }, { target }) => {
    const all = [...(administrators[cloud] ?? []), ...target.operators.apply];
    const named = [...entriesByMember(access, cloud).keys()].filter((member) => all.includes(member));
    return (
      named.length > 0 &&
      `must not name who administers the cluster, got ${named.join(', ')}: leave them out, or take them out of administrators.${cloud} or targets.${cloud}.operators.apply`
    );
  },
});
