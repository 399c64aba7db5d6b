/** Rules on an environment as a whole: clashing names, and properties that need a cluster or a secondary region. */
import { compact } from '../../core/records';
import type { RuleTable } from '../../core/rules/rule';
import { CLOUD_NAMES } from '../../core/words/clouds';
import type { Operators } from '../../core/words/principals';
import { ADDONS } from '../addons';
import { drillRules } from '../drill/rules';
import { isTestedThere } from '../managed-postgres/backups';
import { recordsIn } from '../registry';
import { hasEdge } from './edge';
import { isManaged } from './managed';
import { mirrorRules } from './mirror';
import { recoveryRules, type RegionLoss } from './recovery';
import { recoveryTimeRules } from './recovery-time';
import { BEGINNINGS, hasBeginning, renamingRules } from './renaming-rules';
import type { Environment } from './schema';
import { standbyRules } from './standby-rules';

/** Paths of the properties that need the target's secondary region. */
export const usesSecondary = ({ network, databases, objectStores, recovery }: Environment): string[] =>
  compact([
    isManaged(network) && network.secondaryCidr !== undefined && 'network.secondaryCidr',
    ...Object.entries(databases).flatMap(([id, db]) => [
      db.backups.copyToSecondaryRegion && `databases.${id}.backups.copyToSecondaryRegion`,
      db.backups.copies !== undefined && `databases.${id}.backups.copies`,
      isTestedThere(db) && `databases.${id}.backups.restoreTest.regions`,
      ...secondaryReplicasOf(db).map((name) => `databases.${id}.readReplicas.${name}`),
    ]),
    ...Object.entries(objectStores).map(([id, { replication }]) => replication && `objectStores.${id}.replication`),
    recovery?.drill && 'recovery.drill',
  ]);

const secondaryReplicasOf = ({ readReplicas }: Environment['databases'][string]): string[] =>
  Object.entries(readReplicas).flatMap(([name, { region }]) => (region === 'secondary' ? [name] : []));

/**
 * Names in the infrastructure stack that are taken: of constructs that every environment has, and of CDKTF and its
 * providers.
 */
const RESERVED_IDS = [
  ...['account', 'network', 'cluster', 'foundation', 'keys', 'output', 'secrets', 'load-balancer', 'alarms', 'drill'],
  ...['backend', 'aws', 'aws-secondary', 'google', 'azurerm', 'random', 'time'],
];

/** Names in the platform stack that are taken. */
const RESERVED_IN_CLUSTER = [
  'cloud',
  'namespaces',
  'storage',
  'output',
  'database-users',
  ...Object.values(ADDONS).map(({ id }) => id),
];

/** Records whose names share the infrastructure stack, or the cloud's secret store. */
const IN_CLOUD = recordsIn('cloud');

/** Records whose names share the platform stack; namespaces have a scope of their own there. */
const IN_CLUSTER = recordsIn('cluster').filter((record) => record !== 'namespaces');

/** Non-empty records whose entries need a cluster. */
export const needingCluster = (environment: Environment): string[] =>
  (['addons', ...recordsIn('cluster')] as const).filter((record) => Object.keys(environment[record]).length > 0);

interface TargetContext {
  readonly region: string;
  readonly secondaryRegion?: string | undefined;
  readonly operators: Operators;
  readonly cloud: string;
  readonly backupCopies: RegionLoss;
}

/** Principals with two sets of rights. */
const inBoth = ({ apply, plan }: Operators): string[] => plan.filter((principal) => apply.includes(principal));

/** Rules over the environment as a whole; the context is one target. */
export const environmentRules: RuleTable<Environment, TargetContext> = [
  ...mirrorRules,
  ...recoveryRules,
  ...recoveryTimeRules,
  ...standbyRules,
  ...drillRules,
  {
    code: 'secondary-region-missing',
    property: '',
    check: (environment, { secondaryRegion, cloud }) => {
      const users = usesSecondary(environment);
      return (
        secondaryRegion === undefined &&
        users.length > 0 &&
        `targets.${cloud}.secondaryRegion is required: ${users.join(', ')} need it`
      );
    },
  },
  {
    code: 'secondary-region-same',
    property: '',
    check: (_, { region, secondaryRegion, cloud }) =>
      region === secondaryRegion &&
      `targets.${cloud}.secondaryRegion must be another region than region, got ${region} twice`,
  },
  {
    code: 'operator-twice',
    property: '',
    check: (_, { operators, cloud }) =>
      inBoth(operators).length > 0 &&
      `targets.${cloud}.operators.plan must not repeat who is in apply, got ${inBoth(operators).join(', ')}: who applies plans, too`,
  },
  {
    code: 'cluster-missing',
    property: 'cluster',
    check: (environment) => {
      const records = needingCluster(environment);
      return (
        environment.cluster === undefined &&
        records.length > 0 &&
        `is required: without a cluster there is nowhere for ${records.join(', ')}`
      );
    },
    standsOn: () => ['cluster'],
  },
  {
    code: 'secondary-network-missing',
    property: 'network.secondaryCidr',
    check: ({ network, databases }) =>
      !(isManaged(network) && network.secondaryCidr) &&
      Object.values(databases).some((db) => secondaryReplicasOf(db).length > 0 || isTestedThere(db)) &&
      'is required: a read replica in the secondary region, or a test of restores there, needs a network there',
  },
  {
    code: 'extension-ignored',
    property: 'extend',
    check: ({ extend, targets }) => {
      const targeted = CLOUD_NAMES.filter((cloud) => targets[cloud]);
      const ignored = extend.flatMap(({ cloud }) => (cloud && !targeted.includes(cloud) ? [cloud] : []));
      return (
        ignored.length > 0 &&
        `has code for ${[...new Set(ignored)].join(', ')}, which is not among the targets (${targeted.join(', ')}): it would not run`
      );
    },
  },
  {
    code: 'extension-without-platform',
    property: 'extend',
    check: (environment) =>
      environment.extend.some(({ stack }) => stack === 'platform') &&
      !(environment.cluster && needingCluster(environment).length > 0) &&
      'has code for the platform stack, which there is none of, because nothing runs in the cluster: it would not run',
    standsOn: () => ['cluster'],
  },
  {
    code: 'extension-without-account',
    property: 'extend',
    check: ({ extend, account }) =>
      extend.some(({ stack }) => stack === 'account') &&
      account === undefined &&
      'has code for the account stack, which there is none of without account: it would not run',
    standsOn: () => ['account'],
  },
  {
    code: 'extension-without-edge',
    property: 'extend',
    check: (environment) =>
      environment.extend.some(({ stack }) => stack === 'edge') &&
      !hasEdge(environment) &&
      'has code for the edge stack, which there is none of without loadBalancer or cdns: it would not run',
    standsOn: () => ['cdns', 'loadBalancer'],
  },
  uniqueNames(IN_CLOUD, RESERVED_IDS),
  uniqueNames(IN_CLUSTER, RESERVED_IN_CLUSTER),
  renamingRules({ inCloud: RESERVED_IDS, inCluster: RESERVED_IN_CLUSTER }),
];

/** Names in these records must differ from each other, from reserved ones, and from ids that begin otherwise. */
function uniqueNames(records: readonly (keyof Environment)[], reserved: readonly string[]) {
  return {
    code: 'name-taken',
    property: '',
    check: (environment: Environment) => {
      const ids = records.flatMap((record) => Object.keys(environment[record] as object));
      const isTaken = (id: string, index: number) =>
        reserved.includes(id) || hasBeginning(id) || ids.indexOf(id) !== index;
      const taken = [...new Set(ids.filter(isTaken))];
      return (
        taken.length > 0 &&
        `${records.slice(0, -1).join(', ')} and ${records.at(-1)} must have names of their own, none of ${reserved.join(', ')} or ${BEGINNINGS.map((one) => `${one}…`).join(' or ')}; got ${taken.join(', ')}`
      );
    },
  };
}
