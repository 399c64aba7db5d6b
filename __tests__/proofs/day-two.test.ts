/**
 * Changes that people make to environments that run do no harm that nobody announced.
 *
 * No change replaces a resource, but for those that are announced here and in docs/guides/profiles.md: no argument that
 * replaces holds a value which may change. And what a change takes away goes after that which still uses it has let go:
 * Terraform destroys a resource before it updates those that referred to it, unless the resource has
 * `create_before_destroy`.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { changedArguments } from '../helpers/changes';
import { changes, isRefused, kept } from '../helpers/day-two';
import { type CloudName, CLOUDS, on } from '../helpers/environments';
import replaces from '../helpers/replaced-by.json';
import { type Attributes, problemsOf, type Stack, synth } from '../helpers/synth';

/** Arguments whose change replaces a resource, by its type, as the providers themselves answer: aws 5.100, google 6.50, azurerm 4.55. */
const REPLACES: Readonly<Record<string, readonly string[]>> = replaces;

/** `type.id: argument` of what a change replaces, and nothing is lost by it or a page says what is. */
const ANNOUNCED: Readonly<Record<CloudName, Readonly<Record<string, readonly string[]>>>> = {
  aws: {
    // Its successor is created first; pods move as in an upgrade.
    'zones 2 to 3': [
      'aws_eks_node_group.cluster_pool_jobs: subnet_ids',
      'aws_eks_node_group.cluster_pool_main: subnet_ids',
    ],
    'zones 3 to 2': [
      'aws_eks_node_group.cluster_pool_jobs: subnet_ids',
      'aws_eks_node_group.cluster_pool_main: subnet_ids',
    ],
    'pool spot': [
      'aws_eks_node_group.cluster_pool_jobs: capacity_type',
      'aws_eks_node_group.cluster_pool_jobs: instance_types',
    ],
    // The next family's group is created beside the old one, which goes when the server has let go of it.
    'database version': [
      'aws_db_parameter_group.postgres_parameters: family',
      'aws_db_parameter_group.postgres_parameters: name',
    ],
    'cache engine': [
      'aws_elasticache_parameter_group.redis_parameters: family',
      'aws_elasticache_parameter_group.redis_parameters: name',
    ],
    'cache version': [
      'aws_elasticache_parameter_group.redis_parameters: family',
      'aws_elasticache_parameter_group.redis_parameters: name',
    ],
  },
  google: {
    // The next password is another version; readers are told.
    'database rotation': ['google_secret_manager_secret_version.postgres_credentials_version: secret_data_wo_version'],
    'pool spot': ['google_container_node_pool.cluster_pool_jobs: node_config.spot'],
    'cache replicas to none': ['google_redis_instance.redis: tier'],
    'cache replicas from none': ['google_redis_instance.single: tier'],
  },
  azurerm: {
    // A pool's name holds what would replace it, so that its successor is created first.
    'pool size': ['main_1', 'main_2'].map((pool) => `azurerm_kubernetes_cluster_node_pool.cluster_pool_${pool}: name`),
    'pool disk': ['main_1', 'main_2'].map((pool) => `azurerm_kubernetes_cluster_node_pool.cluster_pool_${pool}: name`),
    'pool spot': ['jobs_1', 'jobs_2'].flatMap((pool) =>
      ['eviction_policy', 'name', 'priority', 'spot_max_price'].map(
        (argument) => `azurerm_kubernetes_cluster_node_pool.cluster_pool_${pool}: ${argument}`,
      ),
    ),
    'cache size': ['azurerm_managed_redis.redis: sku_name'],
    'cache shards': ['azurerm_managed_redis.redis: sku_name'],
    'cache replicas to none': ['azurerm_managed_redis.redis: high_availability_enabled'],
    'cache replicas from none': ['azurerm_managed_redis.single: high_availability_enabled'],
  },
};

/** What may go before its users let go of it: `type` of the resource, and why. */
const HARMLESS: Readonly<Record<CloudName, Readonly<Record<string, string>>>> = {
  aws: { terraform_data: 'is in no cloud', time_rotating: 'is in no cloud' },
  google: { terraform_data: 'is in no cloud', time_rotating: 'is in no cloud' },
  azurerm: {
    terraform_data: 'is in no cloud',
    time_rotating: 'is in no cloud',
    azurerm_nat_gateway: 'its associations are replaced, and the old ones go before it',
  },
};

/** Whether a resource's arguments refer to another. What it merely waits for by `depends_on` it does not use. */
const refersTo = ({ depends_on: _, ...resource }: Attributes, address: string): boolean =>
  new RegExp(`${address.replace('.', '\\.')}\\b`).test(JSON.stringify(resource));

/** Whether Terraform destroys it last: by itself, or because something that depends on it has to be destroyed last. */
function goesLast(address: string, stack: Stack): boolean {
  if (stack.resource(address).lifecycle?.create_before_destroy === true) return true;
  return stack
    .addresses()
    .some((user) => user !== address && refersTo(stack.resource(user), address) && goesLast(user, stack));
}

const ignored = ({ lifecycle }: Attributes): readonly string[] => lifecycle?.ignore_changes ?? [];

function replacedBy([address, before, after]: readonly [string, Attributes, Attributes]): string[] {
  const [type] = address.split('.') as [string];
  const changed = changedArguments({ [type]: { it: before } }, { [type]: { it: after } });
  return (REPLACES[type] ?? [])
    .filter((argument) => changed.has(`${type}.${argument}`) && !ignored(after).includes(argument))
    .map((argument) => `${address}: ${argument}`);
}

function takenEarly(cloud: CloudName, before: Stack, after: Stack): string[] {
  return before
    .addresses()
    .filter((address) => !after.addresses().includes(address))
    .filter((address) => !(address.split('.')[0]! in HARMLESS[cloud]) && !goesLast(address, before))
    .flatMap((address) =>
      kept(before, after)
        // What is in Terraform only, uses nothing.
        .filter(([user, resource]) => !/^(time_sleep|terraform_data)\./.test(user) && refersTo(resource, address))
        .map(([user]) => `${address}, used by ${user}`),
    );
}

/** Arguments of Azure's resources that name what they are inside of: roles and settings of logs are inside what they are for. */
const OUTER = [
  ...['scope', 'target_resource_id', 'storage_account_id', 'storage_container_resource_manager_id', 'server_id'],
  ...['kubernetes_cluster_id', 'source_storage_account_id', 'destination_storage_account_id'],
];

function isInside(address: string, outer: string, stack: Stack): boolean {
  // A parameter is never deleted, but set to its default.
  if (address.startsWith('azurerm_postgresql_flexible_server_configuration.')) return false;
  return OUTER.some((argument) => {
    const [, next] = /^\$\{(azurerm_\w+\.\w+)\./.exec(String(stack.resource(address)[argument])) ?? [];
    return next === outer || (next !== undefined && isInside(next, outer, stack));
  });
}

/** What Azure would refuse to delete, because a lock that stays does not go before it. */
function keptByLock(before: Stack, after: Stack): string[] {
  const replaced = new Set(
    kept(before, after)
      .flatMap(replacedBy)
      .map((one) => one.split(':')[0]),
  );
  const going = before.addresses().filter((one) => !after.addresses().includes(one) || replaced.has(one));
  return kept(before, after)
    .filter(([address]) => address.startsWith('azurerm_management_lock.'))
    .flatMap(([lock, { scope, depends_on: parts }]) => {
      const outer = (scope as string).replace(/^\$\{(.*)\.id\}$/, '$1');
      return going
        .filter((one) => isInside(one, outer, before) && !(parts as string[]).includes(one))
        .map((one) => `${one}, under ${lock}`);
    });
}

/** Most changes start where the others do. */
const synthesized = new Map<string, Stack>();

function infrastructureOf(cloud: CloudName, input: EnvironmentInput): Stack {
  const key = JSON.stringify(input);
  const stack = synthesized.get(key) ?? synth(input)[`acme-test-${cloud}`]!;
  synthesized.set(key, stack);
  return stack;
}

describe.each(CLOUDS)('on %s', (cloud) => {
  it.each(changes)('$name replaces nothing unannounced, and takes nothing away that is in use', (change) => {
    const [from, to] = [on(cloud, change.before), on(cloud, change.after)];
    if (isRefused(problemsOf(from)) || isRefused(problemsOf(to))) return;
    const [before, after] = [from, to].map((input) => infrastructureOf(cloud, input)) as [Stack, Stack];
    expect({
      replaced: kept(before, after).flatMap(replacedBy),
      takenEarly: takenEarly(cloud, before, after),
      keptByLock: keptByLock(before, after),
    }).toEqual({ replaced: ANNOUNCED[cloud][change.name] ?? [], takenEarly: [], keptByLock: [] });
  });
});
