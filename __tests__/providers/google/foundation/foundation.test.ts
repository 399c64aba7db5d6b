/** The foundation on Google, and what all constructs share: APIs, labels, keys, secrets, names. */
import { nameFor } from '../../../../core/names';
import { names } from '../../../../providers/google/shared/names';
import { labelsOf } from '../../../../providers/google/shared/provider';
import { on, wholeWith } from '../../../helpers/environments';
import { type Stack, synth } from '../../../helpers/synth';

const stackOf = (change: object = {}): Stack => Object.values(synth(on('google', wholeWith(change))))[0]!;
const nothing = { cluster: null, databases: null, caches: null, objectStores: null };

describe('the APIs', () => {
  const apisOf = (change: object) =>
    stackOf(change)
      .all('google_project_service')
      .map(({ service }) => service.replace('.googleapis.com', ''))
      .sort();

  it('are those that the environment needs', () => {
    expect(apisOf(nothing)).toEqual(['cloudkms', 'compute', 'dns', 'logging', 'servicenetworking']);
    expect(apisOf({ ...nothing, objectStores: { files: {} } })).toEqual(expect.arrayContaining(['compute', 'storage']));
    expect(apisOf({})).toEqual([
      'cloudkms',
      'compute',
      'container',
      'dns',
      'iam',
      'iamcredentials',
      'logging',
      'memorystore',
      'monitoring',
      'networkconnectivity',
      'redis',
      'secretmanager',
      'serviceconsumermanagement',
      'servicenetworking',
      'sqladmin',
      'storage',
    ]);
  });

  it('stay enabled when the environment is destroyed, and are waited for before anything else', () => {
    const stack = stackOf();
    for (const api of stack.all('google_project_service')) expect(api.disable_on_destroy).toBe(false);
    expect(stack.resource('time_sleep.foundation_propagation')).toMatchObject({
      create_duration: '60s',
      triggers: { apis: expect.stringContaining('sqladmin') as string },
      depends_on: expect.arrayContaining(['google_project_service.foundation_sqladmin']) as string[],
    });
    for (const address of [
      'google_compute_network.network',
      'google_kms_key_ring.foundation_key_ring',
      'google_sql_database_instance.postgres',
      'google_redis_instance.redis',
      'google_secret_manager_secret.postgres_credentials',
    ]) {
      expect(stack.resource(address).depends_on).toContain('time_sleep.foundation_propagation');
    }
  });

  it('that create service agents late come with a command that creates them early', () => {
    expect(stackOf().outputs.foundation_prepare_command).toBe(
      ['memorystore', 'redis', 'secretmanager', 'sqladmin']
        .map((api) => `gcloud beta services identity create --service=${api}.googleapis.com --project=acme-test`)
        .join(' && '),
    );
    expect(stackOf(nothing).outputs).not.toHaveProperty('foundation_prepare_command');
  });
});

describe('the provider', () => {
  const { json } = stackOf({ costCenter: 'R+D one', tags: { DataClass: 'Very secret' } });

  it('labels everything, in the spelling of Google', () => {
    expect(json.provider.google).toEqual([
      {
        project: 'acme-test',
        region: 'us-central1',
        default_labels: {
          environment: 'test',
          project: 'acme',
          'managed-by': 'terraform',
          'cost-center': 'r-d-one',
          'data-class': 'very-secret',
        },
      },
    ]);
    expect(labelsOf({ HTTPSOnly: 'A'.repeat(80) })).toEqual({ 'https-only': 'a'.repeat(63) });
  });

  it('has a version that supports everything emitted', () => {
    expect(json.terraform.required_providers.google.version).toBe('>= 6.50.0, < 7.7.0');
  });
});

describe('keys', () => {
  it('are rotated, restorable after destruction, and protected', () => {
    const stack = stackOf({ keys: { rotationDays: 365, deletionWindowDays: 7 } });
    expect(stack.resource('google_kms_crypto_key.keys_databases')).toMatchObject({
      name: 'acme-test-databases',
      key_ring: '${google_kms_key_ring.foundation_key_ring.id}',
      rotation_period: '31536000s',
      destroy_scheduled_duration: '604800s',
      lifecycle: {
        prevent_destroy: true,
        create_before_destroy: true,
        ignore_changes: ['destroy_scheduled_duration'],
      },
    });
  });

  it('are granted to service agents before anything is encrypted', () => {
    const stack = stackOf();
    const member = (service: string) =>
      `serviceAccount:service-\${data.google_project.foundation_project.number}@${service}.iam.gserviceaccount.com`;
    expect(stack.resource('google_kms_crypto_key_iam_member.keys_databases_users_gcp_sa_cloud_sql')).toMatchObject({
      crypto_key_id: '${google_kms_crypto_key.keys_databases.id}',
      role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
      member: member('gcp-sa-cloud-sql'),
    });
    expect(stack.resource('google_sql_database_instance.postgres').depends_on).toContain(
      'google_kms_crypto_key_iam_member.keys_databases_users_gcp_sa_cloud_sql',
    );
    expect(stack.resource('google_redis_instance.redis').depends_on).toContain(
      'google_kms_crypto_key_iam_member.keys_caches_users_cloud_redis',
    );
  });

  it('that exist are granted once for everything that they encrypt', () => {
    const google = 'projects/acme-keys/locations/us-central1/keyRings/ring/cryptoKeys/key';
    const encryptionKey = { existing: { google } };
    const stack = stackOf({
      databases: { postgres: { encryptionKey } },
      caches: { redis: { encryptionKey } },
      objectStores: { files: { encryptionKey }, more: { encryptionKey } },
    });
    expect(stack.resource('google_sql_database_instance.postgres').encryption_key_name).toBe(google);
    const onKey = stack.all('google_kms_crypto_key_iam_member').filter((grant) => grant.crypto_key_id === google);
    expect(onKey.map((grant) => (grant.member as string).split('@')[1]!.split('.')[0]).sort()).toEqual([
      'cloud-redis',
      'gcp-sa-cloud-sql',
      'gcp-sa-secretmanager',
      'gs-project-accounts',
    ]);
    // Another environment of the project has the same agents, and its grants on the key must not be these.
    for (const grant of onKey) expect(grant.condition.title).toBe('acme-test-google');
    for (const address of ['google_redis_instance.redis', 'google_sql_database_instance.postgres'])
      expect(stack.resource(address).depends_on).toContainEqual(
        expect.stringMatching(/keys_existing_.*secretmanager$/),
      );
  });

  it("can be Google's own", () => {
    const stack = stackOf({ databases: { postgres: { encryptionKey: 'cloud' } } });
    expect(stack.resource('google_sql_database_instance.postgres')).not.toHaveProperty('encryption_key_name');
    expect(
      stack.resource('google_secret_manager_secret.postgres_credentials').replication.user_managed.replicas,
    ).toEqual([{ location: 'us-central1' }]);
  });
});

describe('a secret', () => {
  const stack = stackOf();

  it("is encrypted with the construct's key, in the region", () => {
    expect(stack.resource('google_secret_manager_secret.postgres_credentials')).toMatchObject({
      secret_id: 'acme-test-postgres-credentials',
      version_destroy_ttl: '2592000s',
      replication: {
        user_managed: {
          replicas: [
            {
              location: 'us-central1',
              customer_managed_encryption: { kms_key_name: '${google_kms_crypto_key.keys_databases.id}' },
            },
          ],
        },
      },
      depends_on: expect.arrayContaining([
        'google_kms_crypto_key_iam_member.keys_databases_users_gcp_sa_secretmanager',
      ]) as string[],
    });
  });

  it('is generated, written and read without being in the state', () => {
    const version = stack.resource('google_secret_manager_secret_version.postgres_credentials_version');
    expect(version).toMatchObject({
      secret_data_wo:
        '${jsonencode({"username" = "acme", "password" = ephemeral.random_password.postgres_credentials_generated.result})}',
      secret_data_wo_version: 1,
      lifecycle: { create_before_destroy: true, ignore_changes: ['secret_data_wo_version'] },
    });
    expect(version).not.toHaveProperty('secret_data');
    expect(stack.json.ephemeral.google_secret_manager_secret_version.postgres_credentials_stored).toEqual({
      secret:
        '${element(split("/versions/", google_secret_manager_secret_version.postgres_credentials_version.name), 0)}',
    });
    expect(stack.resource('google_sql_user.postgres_owner')).toMatchObject({
      password_wo:
        '${try(jsondecode(ephemeral.google_secret_manager_secret_version.postgres_credentials_stored.secret_data).password, ephemeral.google_secret_manager_secret_version.postgres_credentials_stored.secret_data)}',
      password_wo_version: 1,
    });
  });
});

describe('names', () => {
  it.each(Object.entries(names))('of %s stay within their limit, however long the parts', (_, limit) => {
    for (const part of ['a', 'abcdefghij-klmnopqrst-uvwxyz01']) {
      const space = { project: part, environment: part, account: 'acme/us-central1', incarnation: 'r2' };
      const name = nameFor(limit, space, 'network', 'private', '1');
      expect(name.length).toBeLessThanOrEqual(limit.max);
      expect(name).toMatch(limit.pattern);
    }
  });
});
