/** Rules on the rights that each cloud has a name for: the same questions, with each cloud's own words. */
import { repeated } from '../../core/records';
import type { Rule, RuleContext, RuleTable } from '../../core/rules/rule';
import type { CloudName } from '../../core/words/clouds';
import type { State } from '../../core/words/state';
import { entriesByMember } from '../cluster/access';
import { isManaged } from '../environment/managed';
import type { Environment } from '../environment/schema';
import type { Target } from '../environment/targets';
import type { DeployIdentityProps } from './schema';

type Rules = RuleTable<DeployIdentityProps, RuleContext<Environment, Target>>;

export interface PolicyWords {
  readonly cloud: CloudName;
  readonly pattern: RegExp;
  /** What it has to be, after `must each be`. */
  readonly form: string;
  /** Those that let do everything. */
  readonly wide: RegExp;
  /** Where the cloud itself keeps state. */
  readonly state: State['kind'];
}

/** Refuses what the identity gets by itself: a cloud refuses it twice, or takes it away with one of the two. */
export const operatorRule = <T extends Target>(
  cloud: CloudName,
  principalOf: (id: string, environment: Environment, target: T) => string,
): Rule<DeployIdentityProps, RuleContext<Environment, T>> => ({
  code: 'operator-already',
  property: '',
  names: 'oldest',
  says: `must not be in targets.${cloud}.operators or cluster.administrators.${cloud}, got …: it gets the rights of its stacks without being named`,
  check: (_, { environment, target, id }) => {
    const principal = principalOf(id, environment, target);
    const { cluster } = environment;
    const administrators = cluster && isManaged(cluster) ? (cluster.administrators[cloud] ?? []) : [];
    const named = [...target.operators.apply, ...target.operators.plan, ...administrators];
    return (
      named.includes(principal) &&
      `must not be in targets.${cloud}.operators or cluster.administrators.${cloud}, got ${principal}: it gets the rights of its stacks without being named`
    );
  },
});

/** Refuses an entry into the cluster beside the one that the identity gets by itself: EKS takes one of a principal. */
export const memberRule = <T extends Target>(
  cloud: CloudName,
  principalOf: (id: string, environment: Environment, target: T) => string,
): Rule<DeployIdentityProps, RuleContext<Environment, T>> => ({
  code: 'member-already',
  property: '',
  names: 'oldest',
  says: `must not be among the members of cluster.access, got … in …: it enters the cluster without being named. Use deploy, or make another identity`,
  check: ({ plan, apply, deploy }, { environment, target, id }) => {
    const { cluster } = environment;
    const enters = deploy.length > 0 || [...plan, ...apply].includes('platform');
    if (!enters || !cluster || !isManaged(cluster)) return undefined;
    const principal = principalOf(id, environment, target);
    const named = entriesByMember(cluster.access, cloud).get(principal);
    return (
      named &&
      `must not be among the members of cluster.access, got ${principal} in ${named.join(', ')}: it enters the cluster without being named. Use deploy, or make another identity`
    );
  },
});

/** Stacks that it cannot read or change without policies. */
const needing = ({ plan, apply }: DeployIdentityProps): string[] => [
  ...[...plan, ...apply].filter((stack) => stack === 'account' || stack === 'edge'),
  ...apply.filter((stack) => stack === 'infrastructure'),
];

export const policyRules = ({ cloud, pattern, form }: PolicyWords): Rules => [
  {
    code: 'policy-form',
    property: `policies.${cloud}`,
    says: `must each be ${form}, got …`,
    check: ({ policies }) => {
      const others = (policies[cloud] ?? []).filter((policy) => !pattern.test(policy));
      return others.length > 0 && `must each be ${form}, got ${others.join(', ')}`;
    },
  },
  {
    code: 'policy-twice',
    property: `policies.${cloud}`,
    check: ({ policies }) => {
      const twice = repeated(policies[cloud] ?? []);
      return twice.length > 0 && `must name each once, got ${twice.join(', ')} twice`;
    },
  },
  {
    code: 'policies-missing',
    property: `policies.${cloud}`,
    says: `is required: … takes rights beyond reading. \`triptych rights --for apply\` prints them; create them, and name them here, each as ${form}`,
    check: (props) =>
      needing(props).length > 0 &&
      props.policies[cloud] === undefined &&
      `is required: ${needing(props).join(', ')} takes rights beyond reading. \`triptych rights --for apply\` prints them; create them, and name them here, each as ${form}`,
  },
  {
    code: 'policies-unneeded',
    property: `policies.${cloud}`,
    check: (props) =>
      needing(props).length === 0 &&
      props.policies[cloud] !== undefined &&
      'is for identities that plan or apply account or edge, or apply infrastructure: leave it out, because the rest is known',
  },
];

export const policyWarnings = ({ cloud, wide, state }: PolicyWords): Rules => [
  {
    code: 'policies-wide',
    property: `policies.${cloud}`,
    check: ({ policies }) => {
      const all = (policies[cloud] ?? []).filter((policy) => wide.test(policy));
      return (
        all.length > 0 &&
        `lets the pipeline do everything, by ${all.join(', ')}: give it what \`triptych rights --for apply\` prints`
      );
    },
  },
  {
    code: 'state-unopened',
    property: '',
    check: ({ plan, apply }, { environment, target }) => {
      const { kind } = target.state ?? environment.state;
      return (
        plan.length + apply.length > 0 &&
        !['local', 'cloud', state].includes(kind) &&
        `plans or applies, but its identity does not open state of the kind ${kind}, which is in another cloud: give the pipeline rights there, too`
      );
    },
  },
];
