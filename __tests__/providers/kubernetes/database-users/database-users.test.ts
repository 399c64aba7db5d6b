/** Users of databases: their secrets in each cloud's store, the pod that keeps them, and who waits for it. */
import type { EnvironmentInput } from '../../../../constructs/environment/schema';
import { CLOUDS, on } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { type Attributes, problemsOf, synth } from '../../../helpers/synth';

const workload = {
  namespace: 'shop',
  image: 'registry.example.com/api:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  secretEnv: {
    USER: { from: 'postgres', user: 'web-app', key: 'username' },
    URL: { from: 'postgres', user: 'web-app', template: '{username}:{password}@{host}?sslmode={sslmode}' },
  },
  access: [{ secret: 'postgres', user: 'web-app', read: true }],
};
const users = { 'web-app': { rights: 'read-write', schemas: ['public', 'sales'] }, reports: { rights: 'read' } };
const withUsers = (change: object = {}): EnvironmentInput =>
  baseWith({
    addons: { externalSecrets: {} },
    databases: { postgres: { users } },
    workloads: { api: workload },
    ...change,
  });

const SECRETS = {
  aws: { type: 'aws_secretsmanager_secret', argument: 'name', name: 'acme/test/postgres/users/web-app' },
  google: {
    type: 'google_secret_manager_secret',
    argument: 'secret_id',
    name: 'acme-test-postgres-users-web-app',
  },
  azurerm: { type: 'azurerm_key_vault_secret', argument: 'name', name: 'acme-test-postgres-users-web-app' },
} as const;

describe.each(CLOUDS)('users on %s', (cloud) => {
  const { type, argument, name } = SECRETS[cloud];
  const first = Object.values(synth(on(cloud, withUsers())))[0]!;
  const made = platformOn(cloud, on(cloud, withUsers()));

  it('have a secret each', () => {
    const all = first.addresses().filter((address) => address.includes('postgres_users'));
    expect(all.filter((address) => address.startsWith(`${type}.`))).toEqual([
      `${type}.postgres_users_reports`,
      `${type}.postgres_users_web_app`,
    ]);
    expect(first.resource(`${type}.postgres_users_web_app`)[argument]).toBe(name);
    expect(Object.keys(first.outputs)).toContain('postgres_user_secrets');
  });

  it('are kept by a pod that reads the secret that the first stack makes', () => {
    const { data } = made.manifest('ExternalSecret', 'acme-users-postgres').spec as { data: Attributes[] };
    expect(data.map(({ remoteRef }) => remoteRef.key)).toContain(name);
    expect(JSON.parse(made.manifest('ConfigMap', 'acme-users-postgres').data['wanted.json'] as string)).toEqual([
      { role: 'web_app', rights: 'read-write', schemas: ['public', 'sales'] },
      { role: 'reports', rights: 'read', schemas: ['public'] },
    ]);
    expect(made.manifest('Deployment', 'acme-users-postgres').metadata.namespace).toBe('acme-database-users');
  });

  it('are called by nobody, and call the database only', () => {
    const { ingress, egress, policyTypes } = made.manifest('NetworkPolicy', 'acme-users-postgres').spec;
    expect({ ingress, policyTypes }).toEqual({ ingress: undefined, policyTypes: ['Ingress', 'Egress'] });
    expect((egress as Attributes[]).slice(1).flatMap(({ ports }) => ports)).toEqual([{ protocol: 'TCP', port: 5432 }]);
  });

  it('are there before whatever signs in as one', () => {
    expect(made.resource('helm_release.api_deployment').depends_on).toContain(
      'helm_release.database_users_postgres_deployment',
    );
    const { data } = made.manifest('ExternalSecret', 'acme-api-secrets').spec as { data: Attributes[] };
    expect(data.map(({ remoteRef }) => remoteRef.key)).toContain(name);
  });
});

describe('the exporter', () => {
  it('has a user of its own, as often replaced as the owner', () => {
    const input = withUsers({
      addons: { externalSecrets: {}, monitoring: {}, reloader: {} },
      databases: { postgres: { users: null, credentials: { rotationDays: 30 } } },
      workloads: null,
    });
    const stack = Object.values(synth(on('aws', input)))[0]!;
    expect(stack.resource('time_rotating.postgres_users_exporter_rotation').rotation_days).toBe(30);
    const wanted = platformOn('aws', on('aws', input)).manifest('ConfigMap', 'acme-users-postgres').data['wanted.json'];
    expect(JSON.parse(wanted as string)).toEqual([{ role: 'exporter', rights: 'monitor', schemas: [] }]);
  });
});

describe('refused are', () => {
  const of = (all: object, more: object = {}) =>
    withUsers({ databases: { postgres: { users: all } }, workloads: null, ...more });
  it.each<[string, EnvironmentInput, string]>([
    [
      'users without External Secrets',
      withUsers({ addons: null, workloads: null }),
      'users requires addons.externalSecrets',
    ],
    [
      'the owner’s name',
      of({ acme: { rights: 'read' } }),
      'users.acme.name must be another role than the owner, got "acme"',
    ],
    ['a reserved name', of({ app: { rights: 'read', name: 'rdsadmin' } }), 'got "rdsadmin"'],
    [
      'a name twice',
      of({ app: { rights: 'read', name: 'x' }, x: { rights: 'read' } }),
      'must be a role of its own, got "x", which is that of users.x',
    ],
    [
      'schemas for monitor',
      of({ app: { rights: 'monitor', schemas: ['public'] } }),
      'must be left out with rights "monitor"',
    ],
    [
      'a schema of PostgreSQL',
      of({ app: { rights: 'read', schemas: ['pg_catalog'] } }),
      'not those of PostgreSQL itself, got pg_catalog',
    ],
    [
      'another right for the exporter',
      of({ exporter: { rights: 'read' } }, { addons: { externalSecrets: {}, monitoring: {} } }),
      'users.exporter.rights must be "monitor", got "read"',
    ],
    [
      'the namespace of the pod',
      of({ app: { rights: 'read' } }, { namespaces: { 'acme-database-users': {} } }),
      'need the namespace acme-database-users',
    ],
    [
      'a secret that is another’s, too',
      of(
        { 'x-credentials': { rights: 'read' } },
        {
          databases: {
            postgres: { users: { 'x-credentials': { rights: 'read' } } },
            'postgres-users-x': {
              version: '17',
              size: 'large',
              storage: { sizeGiB: 100 },
              database: 'acme',
              owner: 'acme',
            },
          },
        },
      ),
      'must have another name: "postgres-users-x-credentials" is something else in the secret store, too',
    ],
    [
      'a password that nobody is told of',
      withUsers({
        databases: { postgres: { users: { 'web-app': { rights: 'read', credentials: { rotationDays: 30 } } } } },
      }),
      'users.web-app.credentials.rotationDays requires addons.reloader, which restarts workloads.api',
    ],
    [
      'a user that is not there',
      withUsers({
        workloads: { api: { ...workload, secretEnv: { A: { from: 'postgres', user: 'app', key: 'password' } } } },
      }),
      'must name a user of database "postgres" (web-app, reports), got "app"',
    ],
    [
      'a user of what has none',
      withUsers({
        workloads: { api: { ...workload, secretEnv: { A: { from: 'token', user: 'web-app', key: 'password' } } } },
      }),
      'must be left out: "token" is no database, and has no users; got "web-app"',
    ],
  ])('%s', (_, input, message) => {
    expect(problemsOf(on('aws', input)).join('\n')).toContain(message);
  });
});

it('a renamed user keeps its role and its secret', () => {
  const input = withUsers({
    databases: {
      postgres: { users: { 'web-app': null, reports: null, site: { rights: 'read', formerly: ['web-app'] } } },
    },
    workloads: null,
  });
  const stack = Object.values(synth(on('aws', input)))[0]!;
  expect(stack.resource('aws_secretsmanager_secret.postgres_users_site').name).toBe('acme/test/postgres/users/web-app');
  expect(JSON.stringify(stack.json.moved)).toContain('postgres_users_web_app');
});
