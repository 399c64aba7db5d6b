import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { type CloudName, CLOUDS, on, whole, wholeWith } from '../../helpers/environments';
import { everything } from '../../helpers/everything';
import { hclDifferences } from '../../helpers/hcl';
import { type Attributes, type Stack, synth, synthHcl } from '../../helpers/synth';

/** Infrastructure and platform. */
function stacksOn(cloud: CloudName, input: EnvironmentInput): Stack[] {
  const all = synth(on(cloud, input));
  const first = `${input.system}-${input.environment}-${cloud}`;
  return [first, `${first}-platform`].flatMap((name) => all[name] ?? []);
}

/** Keys of an instance set. */
const keysOf = (stack: Stack, name: 'protected' | 'unprotected'): string[] => {
  const { for_each: each } = stack.resource(`terraform_data.${name}`);
  return JSON.parse(/^\$\{toset\((.*)\)\}$/.exec(each as string)?.[1] ?? 'null') as string[];
};

const without = (key: string): string => key.replace(/ \(.*\)$/, '');

type Section =
  'databases' | 'caches' | 'objectStores' | 'secrets' | 'kafkaClusters' | 'clickHouseClusters' | 'searchClusters';

/** Paths of entries of an environment. */
const named = (input: EnvironmentInput, ...sections: readonly Section[]): string[] =>
  sections.flatMap((section) => Object.keys(input[section] ?? {}).map((id) => `${section}.${id}`));

const unprotected = { deletionProtection: false };

/** Types of servers and clusters, or on Azure of what locks them. */
const REPLACEABLE: Readonly<Record<CloudName, readonly string[]>> = {
  aws: ['aws_db_instance', 'aws_elasticache_replication_group', 'aws_eks_cluster'],
  google: ['google_sql_database_instance', 'google_redis_instance', 'google_container_cluster'],
  azurerm: ['azurerm_postgresql_flexible_server', 'azurerm_managed_redis', 'azurerm_kubernetes_cluster'],
};

describe.each(CLOUDS)('protection on %s', (cloud) => {
  it('has a key for everything with deletionProtection', () => {
    const [infrastructure, platform] = stacksOn(cloud, everything) as [Stack, Stack];
    const own = ({ split = without } = {}) => keysOf(infrastructure, 'protected').map(split);
    const isVault = (key: string) => /^databases\..*\.backups/.test(key);
    expect(own().filter((key) => !/^keys\.|\.accessLogs$/.test(key) && !isVault(key))).toEqual([
      'cluster',
      ...named(everything, 'databases', 'caches', 'objectStores', 'secrets'),
    ]);
    const vaults = ['databases.postgres.backups', 'databases.postgres.backups.copies'];
    expect(own().filter(isVault)).toEqual(cloud === 'aws' ? vaults : []);
    const inCluster = named(everything, 'kafkaClusters', 'clickHouseClusters', 'searchClusters');
    expect(new Set(inCluster.map((path) => path.split('.')[0])).size).toBe(3);
    expect(keysOf(platform, 'protected').sort()).toEqual(inCluster.sort());
  });

  it('has one for charts and monitoring where they ask for it, and for their releases and namespaces', () => {
    const chart = { repository: 'https://charts.example.com', chart: 'keycloak', version: '1.2.3', namespace: 'tools' };
    const platformWith = (change: object) => {
      const input = wholeWith({
        namespaces: { tools: {} },
        charts: { keycloak: { ...chart, ...change } },
        addons: { externalSecrets: {}, monitoring: change },
      });
      return stacksOn(cloud, input).find(({ id }) => id.endsWith('-platform'))!;
    };
    const paths = ['addons.monitoring', 'charts.keycloak'];
    const addresses = [
      'helm_release.keycloak',
      'helm_release.monitoring',
      'kubernetes_namespace_v1.namespace_tools',
      'kubernetes_namespace_v1.namespace_monitoring',
    ];
    const prevented = (stack: Stack) =>
      addresses.map(
        (address) => (stack.resource(address).lifecycle as Attributes | undefined)?.prevent_destroy as unknown,
      );

    const [bare, kept] = [platformWith({}), platformWith({ deletionProtection: true })];
    expect([keysOf(bare, 'protected'), keysOf(bare, 'unprotected').sort()]).toEqual([[], paths]);
    expect(prevented(bare)).toEqual(addresses.map(() => undefined));
    expect([keysOf(kept, 'protected').sort(), keysOf(kept, 'unprotected')]).toEqual([paths, []]);
    expect(prevented(kept)).toEqual(addresses.map(() => true));
  });

  it('has keys for parts that hold data of their own', () => {
    const input = wholeWith({
      databases: { postgres: { readReplicas: { near: {}, far: { region: 'secondary' } } } },
      network: { secondaryCidr: '10.1.0.0/16' },
      objectStores: { files: { replication: true } },
    });
    const [stack] = stacksOn(cloud, input) as [Stack];
    const keys = keysOf(stack, 'protected');
    expect(keys).toEqual(
      expect.arrayContaining([
        'databases.postgres.readReplicas.near',
        'databases.postgres.readReplicas.far',
        'objectStores.files.replication',
        // On Azure, access logs have no bucket of their own.
        ...(cloud === 'azurerm' ? [] : ['objectStores.files.accessLogs']),
      ]),
    );
  });

  it('refuses to lose the last key, because both resources are always there', () => {
    const bare = { ...whole, keys: unprotected, cluster: undefined, databases: {}, caches: {}, objectStores: {} };
    const [stack] = stacksOn(cloud, bare) as [Stack];
    expect(keysOf(stack, 'protected')).toEqual([]);
    expect(keysOf(stack, 'unprotected').filter((key) => !key.startsWith('keys.'))).toEqual([]);
    expect(stack.resource('terraform_data.protected').lifecycle).toEqual({ prevent_destroy: true });
    expect(stack.resource('terraform_data.unprotected').lifecycle).toBeUndefined();
  });

  it('moves what loses protection, and what gets it', () => {
    const [stack] = stacksOn(cloud, wholeWith({ databases: { postgres: unprotected } })) as [Stack];
    expect(keysOf(stack, 'unprotected')).toEqual(['databases.postgres']);
    expect(keysOf(stack, 'protected')).not.toContain('databases.postgres');
    const address = (name: string, key: string) => `terraform_data.${name}["${key}"]`;
    expect(stack.json.moved).toContainEqual({
      from: address('protected', 'databases.postgres'),
      to: address('unprotected', 'databases.postgres'),
    });
    expect(stack.json.moved).toContainEqual({
      from: address('unprotected', 'objectStores.files'),
      to: address('protected', 'objectStores.files'),
    });
  });

  it('refuses in the plan to replace what holds data, whatever the cloud itself refuses', () => {
    const [stack] = stacksOn(cloud, wholeWith({ databases: { postgres: { readReplicas: { near: {} } } } })) as [Stack];
    const guarded = REPLACEABLE[cloud].flatMap((type) => stack.all(type));
    expect(guarded).toHaveLength(4);
    for (const { lifecycle } of guarded) expect(lifecycle.prevent_destroy).toBe(true);
    const [bare] = stacksOn(cloud, {
      ...wholeWith({ databases: { postgres: unprotected }, caches: { redis: unprotected }, cluster: unprotected }),
      objectStores: {},
    }) as [Stack];
    for (const { lifecycle } of REPLACEABLE[cloud].flatMap((type) => bare.all(type)))
      expect(lifecycle?.prevent_destroy ?? false).toBe(false);
  });

  it('needs no provider of the registry', () => {
    const [stack] = stacksOn(cloud, whole) as [Stack];
    expect(Object.keys(stack.json.terraform.required_providers as object)).not.toContain('terraform');
  });

  it('is the same in HCL', async () => {
    const input = on(cloud, wholeWith({ caches: { redis: unprotected } }));
    const [id, { json }] = Object.entries(synth(input))[0] as [string, Stack];
    const hcl = synthHcl(input)[id] ?? '';
    expect(await hclDifferences(hcl, json, { emptyBlocks: ['features'] })).toEqual([]);
    expect(hcl).toContain('  from = terraform_data.protected["caches.redis');
  });
});

describe('a store for which Google has several services', () => {
  const keyOf = (change: object, name: 'protected' | 'unprotected' = 'protected') => {
    const [stack] = stacksOn('google', wholeWith({ caches: { redis: change } })) as [Stack];
    return keysOf(stack, name).filter((key) => key.startsWith('caches'));
  };

  it('has a key that names the service, so that a change to another one is refused', () => {
    expect(keyOf({})).toEqual(['caches.redis (google_redis_instance)']);
    expect(keyOf({ authentication: 'identity' })).toEqual(['caches.redis (google_redis_cluster)']);
    expect(keyOf({ engine: 'valkey', version: '8', authentication: 'identity' })).toEqual([
      'caches.redis (google_memorystore_instance)',
    ]);
  });

  it('loses protection whichever service it had', () => {
    const [stack] = stacksOn('google', wholeWith({ caches: { redis: unprotected } })) as [Stack];
    const moves = (stack.json.moved as { from: string; to: string }[]).filter(({ from }) => from.includes('caches.'));
    expect(moves.map(({ from }) => from)).toEqual([
      'terraform_data.protected["caches.redis (google_redis_instance)"]',
      'terraform_data.protected["caches.redis (google_redis_cluster)"]',
      'terraform_data.protected["caches.redis (google_memorystore_instance)"]',
    ]);
    expect(moves.every(({ from, to }) => to === from.replace('protected', 'unprotected'))).toBe(true);
  });
});
