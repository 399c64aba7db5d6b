/** Signing in to a database as an identity: who asks for it is the user, on every cloud, and nobody else. */
import { rightsOf } from '../../app/rights/rights';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { providers } from '../../providers';
import { type CloudName, CLOUDS, on } from '../helpers/environments';
import { baseWith, type PlatformOn, platformOn } from '../helpers/platform';
import { worker } from '../helpers/shop';
import { type Attributes, problemsOf, type Stack, synth, warningsOf } from '../helpers/synth';

const as = (user: string) => ({ database: 'postgres', user, connect: true });
const users = {
  'web-app': { rights: 'read-write', login: 'identity' },
  reports: { rights: 'read', login: 'identity' },
};
const web = { ...worker, access: [as('web-app')] };
const environmentWith = (workloads: object, change: object = {}): EnvironmentInput =>
  baseWith({ databases: { postgres: { users } }, addons: { externalSecrets: {} }, workloads, ...change });
const stackOn = (cloud: CloudName, workloads: object, change: object = {}): Stack =>
  synth(on(cloud, environmentWith(workloads, change)))[`acme-test-${cloud}`]!;
const webOn = (cloud: CloudName, more: object = {}): PlatformOn =>
  platformOn(cloud, environmentWith({ web: { ...web, ...more } }));

const PODS = 'pods shop/acme-web';
const ROLE = 'acme-test-identity-web';
const OBJECT_ID = '${data.azurerm_user_assigned_identity.cloud_identity_web.principal_id}';
const ACCOUNT = 'acme-test-database-po-';

interface OnCloud {
  /** What the right adds to the stack. */
  readonly adds: readonly string[];
  /** The rights, as they are told. */
  readonly rights: readonly object[];
  readonly username: unknown;
  /** As External Secrets is to write it. */
  readonly login: unknown;
  readonly fetched: readonly string[];
  /** What the pod makes of the user. */
  readonly wanted: object;
  /** And of one that nobody is. */
  readonly nobody: object;
}

const ON: Readonly<Record<CloudName, OnCloud>> = {
  aws: {
    adds: [
      'aws_eks_pod_identity_association.identity_web',
      'aws_iam_role.identity_web_role',
      'aws_iam_role_policy.identity_web_role_policy',
    ],
    rights: [
      {
        who: PODS,
        may: ['rds-db:connect'],
        on: ['arn:aws:rds-db:us-east-1:123456789012:dbuser:aws_db_instance.postgres/web_app'],
      },
    ],
    username: '{{ "web_app" }}',
    login: '{{ printf "%s:%s" (index . "postgres_host") (index . "postgres_port") }}',
    fetched: ['postgres_host', 'postgres_port'],
    wanted: { group: 'rds_iam' },
    nobody: { group: 'rds_iam' },
  },
  google: {
    adds: ['google_service_account_iam_member.identity_web_database_postgres__web_app'],
    rights: [
      {
        who: PODS,
        as: 'google_service_account.postgres_users_web_app',
        may: ['roles/cloudsql.instanceUser'],
        on: ['acme-test'],
        when: 'resource.type == "sqladmin.googleapis.com/Instance" && resource.name == "projects/acme-test/instances/acme-test-postgres"',
      },
    ],
    username: expect.stringMatching(new RegExp(`^\\{\\{ "${ACCOUNT}[0-9a-f]{6}@acme-test\\.iam" \\}\\}$`)),
    login: expect.stringMatching(
      new RegExp(`^\\{\\{ "${ACCOUNT}[0-9a-f]{6}@acme-test\\.iam\\.gserviceaccount\\.com" \\}\\}$`),
    ),
    fetched: ['postgres_host'],
    wanted: { members: [expect.stringMatching(/@acme-test\.iam$/)] },
    nobody: { members: [expect.stringMatching(/@acme-test\.iam$/)] },
  },
  azurerm: {
    adds: [
      'azurerm_federated_identity_credential.identity_web_credential',
      'azurerm_user_assigned_identity.identity_web',
    ],
    rights: [
      {
        who: 'pods acme-database-users/acme-users-postgres',
        as: 'azurerm_user_assigned_identity.identity_database_users_postgres',
        may: ['administer PostgreSQL'],
        on: ['azurerm_postgresql_flexible_server.postgres'],
      },
    ],
    username: `{{ "${ROLE}" }}`,
    login: '{{ "https://ossrdbms-aad.database.windows.net/.default" }}',
    fetched: ['postgres_host'],
    wanted: { members: [ROLE] },
    nobody: { members: [] },
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

const KEEPER = 'acme-users-postgres';
const wantedOn = (platform: PlatformOn): Attributes[] =>
  JSON.parse(platform.manifest('ConfigMap', KEEPER).data['wanted.json'] as string) as Attributes[];
const podOf = (platform: PlatformOn): Attributes => platform.manifest('Deployment', KEEPER).spec.template as Attributes;
const environmentOf = (platform: PlatformOn): Record<string, string> =>
  Object.fromEntries(
    (podOf(platform).spec.containers[0].env as Attributes[]).map(({ name, value }) => [
      name as string,
      value as string,
    ]),
  );

describe.each(CLOUDS)('on %s', (cloud) => {
  const { adds, rights, username, login, fetched, wanted, nobody } = ON[cloud];
  const stack = stackOn(cloud, { web });

  it('the right adds this, and takes nothing away', () => {
    const without = stackOn(cloud, { web: worker }).addresses();
    expect(stack.addresses().filter((address) => !without.includes(address))).toEqual(adds);
    expect(without.filter((address) => !stack.addresses().includes(address))).toEqual([]);
  });

  it('it is told, and is not wide', () => {
    const environments = [on(cloud, environmentWith({ web }))];
    const [{ rights: told }] = rightsOf({ ...providers, environments }) as [ReturnType<typeof rightsOf>[number]];
    for (const right of rights) expect(told).toContainEqual(expect.objectContaining({ ...right, isWide: false }));
  });

  it('there is no secret', () => {
    const secrets = ['aws_secretsmanager_secret', 'google_secret_manager_secret', 'azurerm_key_vault_secret'];
    const isUsers = (address: string) => secrets.some((type) => address.startsWith(`${type}.postgres_users`));
    expect(stack.addresses().filter(isUsers)).toEqual([]);
    const { data } = webOn(cloud).manifest('ExternalSecret', KEEPER).spec as { data: Attributes[] };
    expect(data.map(({ remoteRef }) => remoteRef.property as string).sort()).toEqual([
      'ca',
      'database',
      'host',
      'password',
      'port',
      'sslmode',
      'username',
    ]);
  });

  it('a client learns its role, and with what it gets a token', () => {
    const from = { from: 'postgres', user: 'web-app' };
    const secretEnv = { USER: { ...from, key: 'username' }, LOGIN: { ...from, key: 'login' } };
    expect(secretsOf(webOn(cloud, { secretEnv }))).toEqual({ data: { USER: username, LOGIN: login }, fetched });
  });

  it('the pod lets the identity in as this user, and not as the other', () => {
    const [webApp, reports] = wantedOn(webOn(cloud));
    expect(webApp).toEqual({ role: 'web_app', rights: 'read-write', schemas: ['public'], ...wanted });
    expect(reports).toEqual({ role: 'reports', rights: 'read', schemas: ['public'], ...nobody });
  });

  it('pods may call the database, and start after the user is there', () => {
    const platform = webOn(cloud);
    const { egress } = platform.manifest('NetworkPolicy', 'acme-web').spec as Attributes;
    const ports = (egress as Attributes[]).flatMap((rule) => (rule.ports ?? []) as Attributes[]);
    expect(ports).toContainEqual({ protocol: 'TCP', port: 5432 });
    const { depends_on: before } = platform.resource('helm_release.web_deployment') as { depends_on: string[] };
    expect(before.join()).toContain('database_users_postgres');
  });

  it('charts have it too', () => {
    const agent = { repository: 'https://charts.example.com', chart: 'agent', version: '1.0.0', namespace: 'shop' };
    const added = stackOn(cloud, {}, { charts: { agent: { ...agent, access: web.access } } });
    expect(added.addresses()).toEqual(
      expect.arrayContaining(adds.map((one) => one.replace('identity_web', 'identity_agent'))),
    );
  });

  it('a renamed database and user keep it', () => {
    const change = {
      databases: {
        postgres: null,
        orders: {
          version: '17',
          size: 'large',
          storage: { sizeGiB: 100 },
          database: 'acme',
          owner: 'acme',
          formerly: ['postgres'],
          users: { site: { ...users['web-app'], formerly: ['web-app'] }, reports: users.reports },
        },
      },
    };
    const names = (one: Stack) =>
      one
        .names()
        .map((line) => line.split(': ')[1])
        .sort();
    const renamed = stackOn(cloud, { web: { ...worker, access: [{ ...as('site'), database: 'orders' }] } }, change);
    expect(names(renamed)).toEqual(names(stack));
  });
});

it('on AWS the right is to replicas too, in their regions', () => {
  const change = {
    network: { secondaryCidr: '10.9.0.0/16' },
    databases: { postgres: { users, readReplicas: { near: {}, far: { region: 'secondary' } } } },
  };
  const policy = JSON.stringify(
    stackOn('aws', { web }, change).resource('aws_iam_role_policy.identity_web_role_policy'),
  );
  for (const arn of [
    'us-east-1:123456789012:dbuser:${aws_db_instance.postgres.resource_id}/web_app',
    'us-east-1:123456789012:dbuser:${aws_db_instance.postgres_near.resource_id}/web_app',
    'us-west-2:123456789012:dbuser:${aws_db_instance.postgres_far.resource_id}/web_app',
  ])
    expect(policy).toContain(arn);
});

describe('on Google', () => {
  it('the user is a service account, whose role fits into PostgreSQL’s names', () => {
    const stack = stackOn('google', { web });
    const { account_id: account } = stack.resource('google_service_account.postgres_users_web_app');
    expect(account).toHaveLength(28);
    expect(stack.resource('google_sql_user.postgres_users_web_app_login')).toMatchObject({
      name: `${account as string}@acme-test.iam`,
      type: 'CLOUD_IAM_SERVICE_ACCOUNT',
      deletion_policy: 'ABANDON',
    });
  });

  it('it may sign in to replicas too', () => {
    const change = { databases: { postgres: { users, readReplicas: { near: {} } } } };
    expect(
      stackOn('google', { web }, change).resource('google_project_iam_member.postgres_users_web_app_connection')
        .condition.expression,
    ).toContain('(resource.name == "projects/acme-test/instances/acme-test-postgres" || resource.name == ');
  });
});

describe('on Azure', () => {
  const stack = stackOn('azurerm', { web });
  const administrator =
    'azurerm_postgresql_flexible_server_active_directory_administrator.identity_database_users_postgres_database_postgres';

  it('the pod is an administrator by its identity, once the server is settled', () => {
    expect(stack.resource('azurerm_postgresql_flexible_server.postgres').authentication).toMatchObject({
      active_directory_auth_enabled: true,
      tenant_id: expect.any(String),
    });
    expect(stack.resource(administrator)).toMatchObject({
      object_id: '${azurerm_user_assigned_identity.identity_database_users_postgres.principal_id}',
      principal_name: 'acme-test-identity-database-users-postgres',
      principal_type: 'ServicePrincipal',
      depends_on: expect.arrayContaining(['azurerm_postgresql_flexible_server_database.postgres_database']),
    });
    expect(stack.resource('azurerm_management_lock.postgres_lock').depends_on).toContain(administrator);
  });

  it('it says by object ids who signs in, and runs as its service account', () => {
    const platform = webOn('azurerm');
    expect(environmentOf(platform)).toMatchObject({ ADMINISTRATOR: 'acme-test-identity-database-users-postgres' });
    expect(JSON.parse(environmentOf(platform).LOGINS!)).toEqual([{ role: ROLE, objectId: OBJECT_ID }]);
    const { metadata, spec } = podOf(platform);
    expect(metadata.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
    expect(spec.serviceAccountName).toBe(KEEPER);
    expect(platform.manifest('ServiceAccount', KEEPER).metadata.annotations).toHaveProperty([
      'azure.workload.identity/client-id',
    ]);
    const { egress } = platform.manifest('NetworkPolicy', KEEPER).spec as { egress: Attributes[] };
    expect(egress.flatMap(({ ports }) => ports as Attributes[])).toContainEqual({ protocol: 'TCP', port: 443 });
  });

  it('a workload that is two users has one role', () => {
    const platform = webOn('azurerm', { access: [as('web-app'), as('reports')] });
    expect(wantedOn(platform).map(({ members }) => members as string[])).toEqual([[ROLE], [ROLE]]);
    expect(JSON.parse(environmentOf(platform).LOGINS!)).toHaveLength(1);
  });

  it('without such users there is neither', () => {
    const passwords = { databases: { postgres: { users: { app: { rights: 'read' } } } } };
    const plain = stackOn('azurerm', {}, passwords);
    expect(plain.addresses().filter((address) => /directory_administrator|identity_database/.test(address))).toEqual(
      [],
    );
    expect(plain.resource('azurerm_postgresql_flexible_server.postgres').authentication).toMatchObject({
      active_directory_auth_enabled: false,
    });
    const platform = platformOn('azurerm', environmentWith({}, passwords));
    expect(Object.keys(environmentOf(platform))).toEqual(['CONFIGURATION', 'CREDENTIALS', 'STATE']);
    expect(podOf(platform).spec.serviceAccountName).toBeUndefined();
  });
});

it.each(['aws', 'google'] as const)('on %s the pod has no identity', (cloud) => {
  expect(Object.keys(environmentOf(webOn(cloud)))).toEqual(['CONFIGURATION', 'CREDENTIALS', 'STATE']);
  expect(stackOn(cloud, { web }).addresses().join()).not.toContain('identity_database_users');
});

describe('refused are', () => {
  const value = (key: string, user = 'web-app') => ({ secretEnv: { A: { from: 'postgres', user, key } } });
  const passwords = { databases: { postgres: { users: { 'web-app': { rights: 'read' } } } } };
  it.each<[string, object, string, object?]>([
    [
      'the password of such a user',
      value('password'),
      'secretEnv.A must not use password of "postgres" as "web-app", which has none: add { database: "postgres", user: "web-app", connect: true } to access, and sign in with username and login',
    ],
    [
      'its name without the right',
      { access: [], ...value('username') },
      'secretEnv.A must not use username of "postgres" as "web-app" without the right to sign in: add { database: "postgres", user: "web-app", connect: true } to access',
    ],
    [
      'the login of a user with a password',
      { access: [], ...value('login') },
      'secretEnv.A must use keys of "postgres" as "web-app" (username, password, host, port, tls, ca, sslmode, database), got login',
      passwords,
    ],
    [
      'the secret of such a user',
      { access: [{ secret: 'postgres', user: 'web-app', read: true }] },
      'access.0.user must name a user with a password, got "postgres" as "web-app", whose login is "identity": ask for { database: "postgres", user: "web-app", connect: true } instead',
    ],
    [
      'an unknown database',
      { access: [{ ...as('web-app'), database: 'orders' }] },
      `access.0.database must name one of the environment's databases (postgres), got "orders"`,
    ],
    [
      'an unknown user',
      { access: [as('shop')] },
      'access.0.user must name a user of database "postgres" (web-app, reports), got "shop"',
    ],
    [
      'a user with a password',
      {},
      'access.0.user must name a user whose login is "identity", got "web-app", whose login is "password": give it login "identity", or take its username and password from the secret store instead, as { from: "postgres", user: "web-app", key: "password" }',
      passwords,
    ],
    [
      'a user twice',
      { access: [as('web-app'), as('web-app')] },
      'access must name everything once, got database "postgres" as "web-app" twice',
    ],
    [
      'days of rotation',
      {},
      'users.web-app.credentials.rotationDays must be left out with login "identity": there is no password to replace',
      { databases: { postgres: { users: { 'web-app': { ...users['web-app'], credentials: { rotationDays: 30 } } } } } },
    ],
    [
      'the exporter',
      { access: [as('exporter')] },
      'users.exporter.login must be "password", got "identity": the exporter of addons.monitoring signs in as this user, by password only',
      {
        databases: { postgres: { users: { exporter: { rights: 'monitor', login: 'identity' } } } },
        addons: { externalSecrets: {}, monitoring: {} },
      },
    ],
  ])('%s', (...[, more, message, change]) => {
    expect(problemsOf(on('aws', environmentWith({ web: { ...web, ...more } }, change))).join('\n')).toContain(message);
  });
});

it('warns of a user that nobody may be', () => {
  const said = (access: object[]) => warningsOf(on('aws', environmentWith({ web: { ...web, access } })));
  expect(said([as('web-app')])).toEqual([
    expect.stringContaining(
      'databases.postgres.users.reports.login is "identity", and no workload or chart may sign in: add { database: "postgres", user: "reports", connect: true } to access of those that use it',
    ),
  ]);
  expect(said([as('web-app'), as('reports')])).toEqual([]);
});
