/**
 * Proof: no password is replaced unasked, and where one is, or where it is a server's, everything in the cluster that has it is
 * told within a minute.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { type CloudName, CLOUDS, on } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { base, baseWith, platformOn } from '../helpers/platform';
import { type Attributes, problemsOf, type Stack, synth, warningsOf } from '../helpers/synth';

const workload = (from: string) => ({
  namespace: 'shop',
  image: 'registry.example.com/api:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  secretEnv: { PASSWORD: { from, key: 'password' } },
});
const addons = { externalSecrets: {} };
const rotated = { credentials: { rotationDays: 30 } };
const first = (cloud: CloudName, input: EnvironmentInput): Stack => Object.values(synth(on(cloud, input)))[0]!;

/** Where the password of a server is, and what it is given to. */
const PASSWORDS: Readonly<
  Record<
    CloudName,
    { readonly secret: string; readonly version: string; readonly server: string; readonly given: string }
  >
> = {
  aws: {
    secret: 'aws_secretsmanager_secret_version.postgres_credentials_version',
    version: 'secret_string_wo_version',
    server: 'aws_db_instance.postgres',
    given: 'password_wo_version',
  },
  google: {
    secret: 'google_secret_manager_secret_version.postgres_credentials_version',
    version: 'secret_data_wo_version',
    server: 'google_sql_user.postgres_owner',
    given: 'password_wo_version',
  },
  azurerm: {
    secret: 'azurerm_key_vault_secret.postgres_credentials',
    version: 'value_wo_version',
    server: 'azurerm_postgresql_flexible_server.postgres',
    given: 'administrator_password_wo_version',
  },
};

describe.each(CLOUDS)('%s', (cloud) => {
  const { secret, version, server, given } = PASSWORDS[cloud];

  it('replaces no password by default, not even when rotation ends', () => {
    const stack = first(cloud, base);
    expect(stack.counts()).not.toHaveProperty('time_rotating');
    expect(stack.resource(secret)).toMatchObject({ [version]: 1 });
    expect((stack.resource(secret).lifecycle as Attributes).ignore_changes).toEqual([version]);
    // It is given what the store holds, whichever number says when.
    expect(stack.resource(server)).toMatchObject({ [given]: 1 });
  });

  it('replaces one where it is asked to', () => {
    const stack = first(cloud, baseWith({ databases: { postgres: rotated } }));
    const revision = '${time_rotating.postgres_credentials_rotation.unix}';
    expect(stack.resource('time_rotating.postgres_credentials_rotation').rotation_days).toBe(30);
    expect(stack.resource(secret)).toMatchObject({ [version]: revision });
    expect((stack.resource(secret).lifecycle as Attributes | undefined)?.ignore_changes).toBeUndefined();
    expect(stack.resource(server)).toMatchObject({ [given]: revision });
  });

  it('keeps the credentials where they are when the first read replica comes', () => {
    const ofCredentials = (stack: Stack) =>
      Object.fromEntries(
        stack
          .addresses()
          .filter((address) => address.includes('credentials'))
          .map((address) => [address, stack.resource(address)]),
      );
    const [before, after] = [base, baseWith({ databases: { postgres: { readReplicas: { near: {} } } } })].map((input) =>
      first(cloud, input),
    ) as [Stack, Stack];
    expect(Object.keys(ofCredentials(before)).length).toBeGreaterThan(0);
    expect(ofCredentials(after)).toEqual(ofCredentials(before));
    expect(after.outputs.postgres_secret).toEqual(before.outputs.postgres_secret);
    const withoutChecks = ({ lifecycle: _, ...given }: Attributes) => given;
    expect(withoutChecks(after.resource(server))).toEqual(withoutChecks(before.resource(server)));
  });

  it('looks at passwords that are replaced, and at those of servers, every minute', () => {
    const input = patch(everything, {
      databases: { postgres: rotated },
      secrets: { token: { rotationDays: 30 }, repository: { rotationDays: 30 }, slack: { rotationDays: 30 } },
      addons: { argoCd: { repositories: { apps: { url: 'https://github.com/example/a.git', secret: 'repository' } } } },
    }) as EnvironmentInput;
    const all = platformOn(cloud, input).manifests.filter(({ kind }) => kind === 'ExternalSecret');
    const every = (interval: string) =>
      all
        .filter(({ spec }) => (spec as Attributes).refreshInterval === interval)
        .map(({ metadata }) => metadata.name)
        .sort();
    expect(every('1m')).toEqual([
      // On the other clouds its exporter signs in as its own identity.
      ...(cloud === 'aws' ? ['acme-exporter-carts-secrets'] : []),
      'acme-exporter-postgres-secrets',
      'acme-exporter-redis-secrets',
      'acme-exporter-sessions-secrets',
      'acme-shop-secrets',
      'acme-users-postgres',
      'acme-worker-queue',
      'alertmanager-receivers',
      'datadog',
      'registry-admin',
      'repository-apps',
    ]);
  });
});

it('looks at the password of an exporter in a cache every minute where it is replaced with the cache’s own', () => {
  const { manifests } = platformOn('aws', patch(everything, { caches: { redis: rotated } }) as EnvironmentInput);
  const secret = manifests.find(({ metadata }) => metadata.name === 'acme-exporter-redis-secrets');
  expect((secret?.spec as Attributes).refreshInterval).toBe('1m');
});

it.each(CLOUDS)('looks at the password of a server every minute, even if nothing replaces it, on %s', (cloud) => {
  const reading = { api: workload('postgres'), cached: workload('redis'), other: workload('token') };
  const { manifests } = platformOn(cloud, baseWith({ addons, workloads: reading }));
  const intervals = manifests
    .filter(({ kind }) => kind === 'ExternalSecret')
    .map(({ metadata, spec }) => [metadata.name, (spec as Attributes).refreshInterval as string]);
  expect(Object.fromEntries(intervals)).toEqual({
    'acme-api-secrets': '1m',
    'acme-cached-secrets': '1m',
    'acme-other-secrets': '1h',
  });
});

describe('what reads a password that is replaced', () => {
  const TOLD = 'otherwise they keep a password that is no longer valid';
  const refusals = (change: object): string[] =>
    problemsOf(on('aws', baseWith({ addons, ...change }))).filter((problem) => problem.includes(TOLD));

  it.each([
    [
      'a database',
      { databases: { postgres: rotated }, workloads: { api: workload('postgres') } },
      'databases.postgres.credentials.rotationDays',
    ],
    [
      'a cache',
      { caches: { redis: rotated }, workloads: { api: workload('redis') } },
      'caches.redis.credentials.rotationDays',
    ],
    [
      'a secret',
      { secrets: { token: { rotationDays: 30 } }, workloads: { api: workload('token') } },
      'secrets.token.rotationDays',
    ],
  ])('is restarted by Reloader, which %s requires', (_, change, path) => {
    expect(refusals(change)).toEqual([
      `acme/test (aws): ${path} requires addons.reloader, which restarts workloads.api: ${TOLD}`,
    ]);
    expect(refusals({ ...change, addons: { ...addons, reloader: {} } })).toEqual([]);
  });

  it('may be an exporter or a chart', () => {
    const charts = {
      keycloak: {
        ...{ repository: 'oci://registry.example.com/charts', chart: 'keycloak', version: '1.0.0', namespace: 'shop' },
        secrets: { database: { password: { from: 'postgres', key: 'password' } } },
      },
    };
    const databases = { postgres: rotated };
    expect(refusals({ databases, charts, addons: { ...addons, monitoring: {} } })).toEqual([
      `acme/test (aws): databases.postgres.credentials.rotationDays requires addons.reloader, which restarts addons.monitoring, charts.keycloak: ${TOLD}`,
    ]);
    const warnings = (reloader: object) =>
      warningsOf(on('aws', baseWith({ databases, charts, addons: { ...addons, reloader } }))).filter((one) =>
        one.includes('rotationDays'),
      );
    expect(warnings({})).toEqual([
      'acme/test (aws): databases.postgres.credentials.rotationDays reaches the Secrets of charts.keycloak, but their pods are not restarted: set addons.reloader.all, or the annotation reloader.stakater.com/auto: "true" in the values of the chart, unless its software reads the Secret again',
    ]);
    expect(warnings({ all: true })).toEqual([]);
  });

  it('needs no Reloader if there is nothing, or if nothing is replaced', () => {
    expect(refusals({ databases: { postgres: rotated } })).toEqual([]);
    expect(refusals({ workloads: { api: workload('postgres') } })).toEqual([]);
  });
});
