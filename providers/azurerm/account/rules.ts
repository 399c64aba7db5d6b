/** Rules of accounts on Azure: where state is kept, and under which names. */
import type { AccountProps } from '../../../constructs/account';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { Environment } from '../../../constructs/environment/schema';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { nameFor, type NameLimit } from '../../../core/names';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { names } from '../shared/names';

type Context = CloudRuleContext<AzurermTarget>;

const stateOf = ({ environment, target }: Context) => target.state ?? environment.state;

interface StateName {
  readonly property: string;
  readonly name: string;
  readonly limit: NameLimit;
}

/** Names that Azure must accept, because they are made. */
function stateNames({ state }: AccountProps, context: Context): [path: string, element: StateName][] {
  const given = stateOf(context);
  if (state === undefined || given.kind !== 'azurerm') return [];
  const { resourceGroup, storageAccount, container } = given;
  return [
    ['state', { property: 'resourceGroup', name: resourceGroup, limit: names.resourceGroup }],
    ['state', { property: 'storageAccount', name: storageAccount, limit: names.storageAccount }],
    ['state', { property: 'container', name: container, limit: names.storageContainer }],
  ];
}

/** Resource groups that this environment makes, or AKS for it. */
function groupsOf({ system: project, environment, incarnation }: Environment, { subscription, region }: AzurermTarget) {
  const namespace = {
    project,
    environment,
    account: `${subscription}/${region}`,
    ...(incarnation !== undefined && { incarnation }),
  };
  return [
    nameFor(names.resourceGroup, namespace),
    nameFor(names.resourceGroup, { ...namespace, environment: `${environment}-account` }),
    nameFor(names.nodeResourceGroup, namespace, 'cluster', 'nodes'),
  ];
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const rules: RuleTable<AccountProps, Context> = [
  {
    code: 'anomalies-by-email',
    property: 'costAnomalies.notify',
    check: ({ costAnomalies }, { environment: { notifications } }) => {
      const others = costAnomalies?.notify.filter((name) => notifications[name]?.webhook !== undefined) ?? [];
      return (
        others.length > 0 &&
        `must have email on Azure, which sends no such alert to a webhook, got ${others.join(', ')}: name others in differences`
      );
    },
    standsOn: () => ['notifications'],
  },
  {
    code: 'state-elsewhere',
    property: 'state',
    check: ({ state }, context) => {
      const { kind } = stateOf(context);
      return (
        state !== undefined &&
        kind !== 'azurerm' &&
        `is for state in Azure Blob Storage, got state of the kind ${kind}: say { kind: 'azurerm', … } as targets.azurerm.state, or leave account.state out`
      );
    },
  },
  {
    code: 'state-group',
    property: 'state',
    check: ({ state }, context) => {
      const given = stateOf(context);
      const { environment, target } = context;
      return (
        state !== undefined &&
        given.kind === 'azurerm' &&
        groupsOf(environment, target).some((group) => isSame(group, given.resourceGroup)) &&
        `needs a resource group of its own, got ${given.resourceGroup}, which is made for the environment: take another name for resourceGroup of the state`
      );
    },
  },
  forEach(stateNames, [
    {
      code: 'state-name',
      property: '',
      check: ({ property, name, limit: { kind, max, pattern } }) =>
        !pattern.test(name) &&
        `needs a name that Azure takes for a ${kind}, of at most ${max} characters, got ${name}: change ${property} of the state`,
    },
  ]),
];
