/** Signing in to a cache as an identity: who asks for it gets it, on every cloud, and nothing else. */
import { rightsOf } from '../../app/rights/rights';
import { providers } from '../../providers';
import { type CloudName, CLOUDS, on } from '../helpers/environments';
import { baseWith, type PlatformOn, platformOn } from '../helpers/platform';
import { worker } from '../helpers/shop';
import { type Attributes, type Stack, synth, warningsOf } from '../helpers/synth';

const connect = [{ cache: 'redis', connect: true }];

/** An environment with a cache for identities, and workloads that ask for rights. */
const environmentWith = (workloads: object, change: object = {}) =>
  baseWith({
    caches: { redis: { authentication: 'identity' } },
    addons: { externalSecrets: {} },
    workloads,
    ...change,
  });
const stackOn = (cloud: CloudName, workloads: object, change: object = {}): Stack =>
  synth(on(cloud, environmentWith(workloads, change)))[`acme-test-${cloud}`]!;
const webOn = (cloud: CloudName, web: object = {}): PlatformOn =>
  platformOn(cloud, environmentWith({ web: { ...worker, access: connect, ...web } }));

interface OnCloud {
  /** What the right to sign in adds to the stack. */
  readonly adds: readonly string[];
  /** The right, as it is told. */
  readonly right: object;
  readonly username: string;
  readonly login: string;
}

const PODS = 'pods shop/acme-web';

const ON: Readonly<Record<CloudName, OnCloud>> = {
  aws: {
    adds: [
      'aws_eks_pod_identity_association.identity_web',
      'aws_iam_role.identity_web_role',
      'aws_iam_role_policy.identity_web_role_policy',
    ],
    right: {
      who: PODS,
      may: ['elasticache:Connect'],
      on: ['aws_elasticache_replication_group.redis', 'aws_elasticache_user.redis_users_identity_user'],
    },
    username: 'acme-test-redis-app',
    login: 'acme-test-redis',
  },
  google: {
    adds: ['google_service_account_iam_member.identity_web_cache_redis'],
    right: {
      who: PODS,
      as: 'google_service_account.redis_users',
      may: ['roles/redis.dbConnectionUser'],
      on: ['acme-test'],
      when: 'resource.name.endsWith("/locations/us-central1/clusters/acme-test-redis")',
    },
    username: 'default',
    login: 'acme-test-cache-redis@acme-test.iam.gserviceaccount.com',
  },
  azurerm: {
    adds: [
      'azurerm_federated_identity_credential.identity_web_credential',
      'azurerm_managed_redis_access_policy_assignment.identity_web_cache_redis',
      'azurerm_user_assigned_identity.identity_web',
    ],
    right: {
      who: PODS,
      as: 'azurerm_user_assigned_identity.identity_web',
      may: ['sign in, every command'],
      on: ['azurerm_managed_redis.redis'],
    },
    username: '${data.azurerm_user_assigned_identity.cloud_identity_web.principal_id}',
    login: 'https://redis.azure.com/.default',
  },
};

/** Data of the ExternalSecret of `web`, and what it fetches. */
function secretsOf(platform: PlatformOn): { readonly data: Attributes; readonly fetched: readonly string[] } {
  const { spec } = platform.manifest('ExternalSecret', 'acme-web-secrets');
  return {
    data: spec.target.template.data as Attributes,
    fetched: (spec.data as Attributes[]).map(({ secretKey }) => secretKey as string),
  };
}

describe.each(CLOUDS)('on %s', (cloud) => {
  const { adds, right, username, login } = ON[cloud];
  const stack = stackOn(cloud, { web: { ...worker, access: connect } });

  it('the right adds this, and takes nothing away', () => {
    const without = stackOn(cloud, { web: worker }).addresses();
    expect(stack.addresses().filter((address) => !without.includes(address))).toEqual(adds);
    expect(without.filter((address) => !stack.addresses().includes(address))).toEqual([]);
  });

  it('it is told, and is not wide', () => {
    const environments = [on(cloud, environmentWith({ web: { ...worker, access: connect } }))];
    const [{ rights }] = rightsOf({ ...providers, environments }) as [ReturnType<typeof rightsOf>[number]];
    expect(rights).toContainEqual(expect.objectContaining({ ...right, isWide: false }));
  });

  it('a client learns its user, and with what it gets a token', () => {
    const secretEnv = {
      USER: { from: 'redis', key: 'username' },
      LOGIN: { from: 'redis', key: 'login' },
      URL: { from: 'redis', template: 'rediss://{username|url}@{host}' },
    };
    const { data, fetched } = secretsOf(webOn(cloud, { secretEnv }));
    const escaped = '| urlquery | replace "+" "%20"';
    expect(data).toEqual({
      USER: `{{ "${username}" }}`,
      LOGIN: `{{ "${login}" }}`,
      URL: `rediss://{{ "${username}" ${escaped} }}@{{ index . "redis_host" }}`,
    });
    expect(fetched).toEqual(['redis_host']);
  });

  it('who reads nothing that is stored fetches the host, because External Secrets refuses to fetch nothing', () => {
    const platform = webOn(cloud, { secretEnv: { USER: { from: 'redis', key: 'username' } } });
    expect(secretsOf(platform)).toEqual({ data: { USER: `{{ "${username}" }}` }, fetched: ['redis_host'] });
  });

  it('pods may call the cache, and each of its nodes', () => {
    const { egress } = webOn(cloud).manifest('NetworkPolicy', 'acme-web').spec as Attributes;
    const ports = (egress as Attributes[]).flatMap((rule) => (rule.ports ?? []) as Attributes[]);
    expect(ports).toEqual(
      expect.arrayContaining([
        { protocol: 'TCP', port: { aws: 6379, google: 6379, azurerm: 10_000 }[cloud] },
        { protocol: 'TCP', port: 11_000, endPort: 13_047 },
      ]),
    );
  });

  it('charts have it too', () => {
    const agent = { repository: 'https://charts.example.com', chart: 'agent', version: '1.0.0', namespace: 'shop' };
    const added = stackOn(cloud, {}, { charts: { agent: { ...agent, access: connect } } });
    expect(added.addresses()).toEqual(expect.arrayContaining(adds.map((one) => one.replace('_web', '_agent'))));
  });

  it('a renamed cache keeps it', () => {
    const change = {
      caches: {
        redis: null,
        sessions: { version: '7', size: 'medium', authentication: 'identity', formerly: ['redis'] },
      },
    };
    const access = [{ cache: 'sessions', connect: true }];
    const renamed = stackOn(cloud, { web: { ...worker, access } }, change);
    const names = (one: Stack) =>
      one
        .names()
        .map((line) => line.split(': ')[1])
        .sort();
    expect(names(renamed)).toEqual(names(stack));
    expect(renamed.addresses().join()).not.toContain('redis_users');
  });
});

it('on Azure it can be taken away from a protected store, whose lock covers it', () => {
  const lock = (web: object) =>
    stackOn('azurerm', { web }).resource('azurerm_management_lock.redis_lock').depends_on as string[];
  expect(lock({ ...worker, access: connect })).toContain(ON.azurerm.adds[1]);
  expect(lock(worker)).not.toContain(ON.azurerm.adds[1]);
});

it('on Google, Valkey has a role of its own', () => {
  const cache = { redis: { version: '8', engine: 'valkey', authentication: 'identity' } };
  expect(
    stackOn('google', {}, { caches: cache }).resource('google_project_iam_member.redis_users_connection'),
  ).toMatchObject({
    role: 'roles/memorystore.dbConnectionUser',
    condition: { expression: 'resource.name.endsWith("/locations/us-central1/instances/acme-test-redis")' },
  });
});

it('warns of a cache to which nobody may sign in', () => {
  const said = (web: object) => warningsOf(on('aws', environmentWith({ web })));
  expect(said(worker)).toContainEqual(
    expect.stringContaining(
      'caches.redis.authentication is "identity", and no workload or chart may sign in: add { cache: "redis", connect: true } to access of those that use it',
    ),
  );
  expect(said({ ...worker, access: connect })).toEqual([]);
});
