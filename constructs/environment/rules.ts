/** Rules on an environment as a whole: names that clash, what needs a cluster, what needs a secondary region. */
import { ADDONS } from '../addons';
import type { RuleTable } from '../../core/rules/rule';
import { recordsIn } from '../registry';
import type { Environment } from './schema';

export const usesSecondary = (e: Environment): string[] => [
  ...('cidr' in e.network && e.network.secondaryCidr ? ['network.secondaryCidr'] : []),
  ...Object.entries(e.databases).flatMap(([id, db]) => [
    ...(db.backups.copyToSecondaryRegion ? [`databases.${id}.backups.copyToSecondaryRegion`] : []),
    ...Object.entries(db.readReplicas)
      .filter(([, replica]) => replica.region === 'secondary')
      .map(([name]) => `databases.${id}.readReplicas.${name}`),
  ]),
  ...Object.entries(e.objectStores).flatMap(([id, store]) =>
    store.replication ? [`objectStores.${id}.replication`] : [],
  ),
];

/** Names of constructs that every environment has. */
const RESERVED_IDS = [
  ...['network', 'cluster', 'foundation', 'output', 'secrets'],
  // What CDKTF and the providers are called in a stack.
  ...['backend', 'aws', 'aws-secondary', 'google', 'azurerm', 'random', 'time'],
];

/** The same in the stack of what runs in the cluster. */
const RESERVED_IN_CLUSTER = ['cloud', 'namespaces', 'storage', 'output', ...Object.values(ADDONS).map(({ id }) => id)];

/** Records whose names share a stack, or the cloud's secret store. */
const IN_CLOUD = recordsIn('cloud');

/** Namespaces have a place of their own there. */
const IN_CLUSTER = recordsIn('cluster').filter((record) => record !== 'namespaces');

/** Records that hold something which is in the cluster. */
const needingCluster = (e: Environment): string[] =>
  (['addons', ...recordsIn('cluster')] as const).filter((record) => Object.keys(e[record]).length > 0);

/** Rules over the environment as a whole; the context is one target. */
export const environmentRules: RuleTable<
  Environment,
  { region: string; secondaryRegion?: string | undefined; cloud: string }
> = [
  {
    code: 'whole',
    property: '',
    check: (e, { secondaryRegion, cloud }) =>
      secondaryRegion === undefined &&
      usesSecondary(e).length > 0 &&
      `targets.${cloud}.secondaryRegion is required: ${usesSecondary(e).join(', ')} need it`,
  },
  {
    code: 'whole-2',
    property: '',
    check: (_, { region, secondaryRegion, cloud }) =>
      region === secondaryRegion &&
      `targets.${cloud}.secondaryRegion must be another region than region, got ${region} twice`,
  },
  {
    code: 'cluster',
    property: 'cluster',
    check: (e) =>
      e.cluster === undefined &&
      needingCluster(e).length > 0 &&
      `is required: without a cluster there is nowhere for ${needingCluster(e).join(', ')}`,
    standsOn: () => ['cluster'],
  },
  {
    code: 'network-secondary-cidr',
    property: 'network.secondaryCidr',
    check: (e) =>
      !('cidr' in e.network && e.network.secondaryCidr) &&
      Object.values(e.databases).some((db) =>
        Object.values(db.readReplicas).some(({ region }) => region === 'secondary'),
      ) &&
      'is required: a read replica in the secondary region needs a network there',
  },
  ...(
    [
      [IN_CLOUD, RESERVED_IDS],
      [IN_CLUSTER, RESERVED_IN_CLUSTER],
    ] as const
  ).map(([records, reserved]) => ({
    code: 'whole-3',
    property: '',
    check: (e: Environment) =>
      duplicateIds(e, records, reserved).length > 0 &&
      `${records.slice(0, -1).join(', ')} and ${records.at(-1)} must have names of their own, none of ${reserved.join(', ')} or identity-…; got ${duplicateIds(e, records, reserved).join(', ')}`,
  })),
];

function duplicateIds(e: Environment, records: readonly (keyof Environment)[], reserved: readonly string[]): string[] {
  const ids = records.flatMap((record) => Object.keys(e[record] as object));
  return [
    ...new Set(
      ids.filter((id, index) => reserved.includes(id) || id.startsWith('identity-') || ids.indexOf(id) !== index),
    ),
  ];
}
