/** Rules of what stands by, a pilot light or a warm standby: what an environment must say for it, and what it must leave out without one. */
import { overlaps } from '../../core/cidr';
import { isPlain } from '../../core/patch';
import { compact } from '../../core/records';
import { forEach, type RuleTable } from '../../core/rules/rule';
import { isManaged } from './managed';
import { counted, hasStandby, isReplicated } from './recovery';
import type { Environment } from './schema';

interface Context {
  readonly cloud: string;
  readonly secondaryRegion?: string | undefined;
}

type StandbyProps = Pick<Environment, 'recovery' | 'network' | 'cluster' | 'databases'>;

/** What must be said where something stands by, and where nothing does must not be. */
const ONLY_WITH_IT = ['cidr', 'differences'] as const;

/** Databases of which nothing says what they begin with, by the path at which it is said. */
function unsaid({ recovery, databases }: StandbyProps): [path: string, id: string][] {
  if (!recovery || !hasStandby(recovery) || recovery.active !== 'secondary' || isReplicated(recovery)) return [];
  const said = recovery.differences['databases'];
  return counted(databases, recovery)
    .filter(([id]) => !(isPlain(said) && isPlain(said[id]) && 'restore' in said[id]))
    .map(([id]) => [`recovery.differences.databases.${id}.restore`, id]);
}

export const standbyRules: RuleTable<StandbyProps, Context> = [
  {
    code: 'standby-without-region',
    property: 'recovery.mode',
    check: ({ recovery }, { cloud, secondaryRegion }) =>
      recovery !== undefined &&
      hasStandby(recovery) &&
      secondaryRegion === undefined &&
      `needs targets.${cloud}.secondaryRegion, in which it stands by`,
  },
  {
    code: 'standby-of-existing',
    property: 'recovery.mode',
    check: ({ recovery, network, cluster }) => {
      const existing = compact([!isManaged(network) && 'network', cluster && !isManaged(cluster) && 'cluster']);
      return (
        recovery !== undefined &&
        hasStandby(recovery) &&
        existing.length > 0 &&
        `must be "restore" where ${existing.join(' and ')} exist${existing.length > 1 ? '' : 's'} already: what is made in the second region is like what the environment makes`
      );
    },
    standsOn: () => ['network', 'cluster'],
  },
  {
    code: 'standby-without-cluster',
    property: 'recovery.mode',
    check: ({ recovery, cluster }) =>
      recovery !== undefined &&
      hasStandby(recovery) &&
      cluster === undefined &&
      'must be "restore" without a cluster: a network alone is made in minutes',
    standsOn: () => ['cluster'],
  },
  {
    code: 'standby-without-cidr',
    property: 'recovery.cidr',
    check: ({ recovery }) =>
      recovery !== undefined &&
      hasStandby(recovery) &&
      recovery.cidr === undefined &&
      `is required with mode "${recovery.mode}": the range of the network in the second region, apart from that of the first`,
  },
  {
    code: 'standby-cidr-overlap',
    property: 'recovery.cidr',
    check: ({ recovery, network }) => {
      if (recovery?.cidr === undefined || !isManaged(network)) return false;
      const { cidr } = recovery;
      const taken = compact([network.cidr, network.secondaryCidr]).filter((range) => overlaps(range, cidr));
      return (
        taken.length > 0 &&
        `must not overlap ${taken.join(' and ')}, got ${cidr}: the networks may be joined when data goes back`
      );
    },
    standsOn: () => ['network'],
  },
  {
    code: 'standby-missing',
    property: 'recovery',
    check: ({ recovery }) => {
      if (!recovery || hasStandby(recovery)) return false;
      const given = compact([
        ...ONLY_WITH_IT.map((key) => Object.keys(recovery[key] ?? {}).length > 0 && key),
        recovery.active === 'secondary' && 'active',
        recovery.databases === 'replicated' && 'databases',
      ]);
      return (
        given.length > 0 &&
        `has ${given.join(', ')} for what stands by: set mode to "pilot-light" or "warm-standby", or leave them out`
      );
    },
  },
  {
    code: 'standby-without-replicas',
    property: 'recovery.databases',
    check: ({ recovery, databases }) =>
      recovery !== undefined &&
      isReplicated(recovery) &&
      counted(databases, recovery).length === 0 &&
      'must be "restored" where no database counts: there is nothing to replicate. Leave it out',
    standsOn: () => ['databases'],
  },
  {
    code: 'standby-warm-without-databases',
    property: 'recovery.databases',
    check: ({ recovery, databases }) =>
      recovery?.mode === 'warm-standby' &&
      !isReplicated(recovery) &&
      counted(databases, recovery).length > 0 &&
      'must be "replicated" with mode "warm-standby": what stands by without its databases is a pilot light',
    standsOn: () => ['databases'],
  },
  forEach(unsaid, [
    {
      code: 'standby-begins-empty',
      property: '',
      check: (id) =>
        `is required while the second region is active: databases.${id} would begin empty. Say what it begins with, 'done' when that has been restored, or false`,
    },
  ]),
];
