/** Secrets of the environment and of connections on Google: their resources and arguments. */
import { bare, infrastructureOf, workload } from '../../../helpers/google/helper';
import type { Attributes } from '../../../helpers/synth';

const from = (...ids: string[]) =>
  workload({ secretEnv: Object.fromEntries(ids.map((id) => [id.toUpperCase(), { from: id, key: 'host' }])) });

describe('secrets that people fill in', () => {
  const stack = infrastructureOf({
    ...bare,
    secrets: { chat: { description: 'Chat, for ${alerts}', username: 'bot', rotationDays: 30 }, key: {} },
  });

  it('are secrets of Secret Manager under one key', () => {
    expect(stack.addresses().filter((address) => address.includes('.secrets'))).toEqual([
      'google_secret_manager_secret.secrets_app_chat',
      'google_secret_manager_secret.secrets_app_key',
      'google_secret_manager_secret_version.secrets_app_chat_version',
      'google_secret_manager_secret_version.secrets_app_key_version',
      'time_rotating.secrets_app_chat_rotation',
    ]);
    for (const id of ['chat', 'key']) {
      const secret = stack.resource(`google_secret_manager_secret.secrets_app_${id}`);
      expect(secret.secret_id).toBe(`acme-test-secrets-app-${id}`);
      expect(secret.replication.user_managed.replicas).toEqual([
        {
          location: 'us-central1',
          customer_managed_encryption: { kms_key_name: '${google_kms_crypto_key.keys_secrets.id}' },
        },
      ]);
      expect(secret.depends_on).toContain('google_kms_crypto_key_iam_member.keys_secrets_users_gcp_sa_secretmanager');
    }
  });

  it('cannot be deleted with what people put there, unless they are not protected', () => {
    const { secrets_app_key: key, ...others } = infrastructureOf({
      secrets: { key: {}, temporary: { deletionProtection: false } },
      ...from('postgres'),
    }).json.resource.google_secret_manager_secret;
    expect(key).toMatchObject({ deletion_protection: true, lifecycle: { prevent_destroy: true } });
    expect(Object.keys(others)).toEqual(
      expect.arrayContaining(['postgres_credentials', 'secrets_app_temporary', 'secrets_connection_postgres']),
    );
    for (const { deletion_protection: isProtected, lifecycle } of Object.values<Attributes>(others))
      expect([isProtected, lifecycle]).toEqual([false, undefined]);
  });

  it('contain a generated password that is not in the state, until somebody replaces it', () => {
    expect(stack.resource('google_secret_manager_secret_version.secrets_app_chat_version')).toMatchObject({
      secret_data_wo:
        '${jsonencode({"username" = "bot", "password" = ephemeral.random_password.secrets_app_chat_generated.result})}',
      secret_data_wo_version: '${time_rotating.secrets_app_chat_rotation.unix}',
    });
    expect(stack.resource('google_secret_manager_secret_version.secrets_app_key_version')).toMatchObject({
      secret_data_wo: expect.stringContaining('"username" = "key"') as string,
      secret_data_wo_version: 1,
    });
    expect(stack.resource('time_rotating.secrets_app_chat_rotation').rotation_days).toBe(30);
  });

  it('say what they are for', () => {
    const purposeOf = (id: string) => stack.resource(`google_secret_manager_secret.secrets_app_${id}`).annotations;
    expect(purposeOf('chat')).toEqual({ purpose: 'Credentials of Chat, for $${alerts}' });
    expect(purposeOf('key')).toEqual({ purpose: 'Credentials of key' });
  });

  it('are not read, so that a plan needs no right to see them', () => {
    expect(Object.keys(stack.json.ephemeral)).toEqual(['random_password']);
  });

  it('are outputs of the stack, by reference', () => {
    expect(stack.outputs).toMatchObject({ secrets_chat: '${google_secret_manager_secret.secrets_app_chat.id}' });
  });

  it('enable the APIs, and tell how to create the agent first', () => {
    const apis = stack.all('google_project_service').map(({ service }) => service);
    expect(apis).toEqual(expect.arrayContaining(['cloudkms.googleapis.com', 'secretmanager.googleapis.com']));
    expect(stack.outputs.foundation_prepare_command).toContain('--service=secretmanager.googleapis.com');
  });

  it('are missing if the environment has none', () => {
    expect(infrastructureOf(bare).text).not.toMatch(/\bsecrets_/);
  });
});

describe('connections of databases and caches', () => {
  const hold = (change: object, ...ids: string[]) => {
    const stack = infrastructureOf({ ...change, ...from(...ids) });
    return (id: string) => stack.resource(`google_secret_manager_secret_version.secrets_connection_${id}_version`);
  };

  it('are secrets, only for those that the cluster uses', () => {
    const stack = infrastructureOf(from('postgres'));
    expect(stack.addresses().filter((address) => address.includes('.secrets_connection'))).toEqual([
      'google_secret_manager_secret.secrets_connection_postgres',
      'google_secret_manager_secret_version.secrets_connection_postgres_version',
    ]);
    expect(stack.resource('google_secret_manager_secret.secrets_connection_postgres')).toMatchObject({
      secret_id: 'acme-test-secrets-connection-postgres',
      annotations: { purpose: 'Where "postgres" is' },
    });
  });

  it('change with the server, by their version, and are not in the state', () => {
    const version = hold({}, 'postgres')('postgres');
    expect(version).toMatchObject({
      secret: '${google_secret_manager_secret.secrets_connection_postgres.id}',
      secret_data_wo:
        '${jsonencode({"host" = google_sql_database_instance.postgres.private_ip_address, "port" = 5432, "tls" = true, "ca" = google_sql_database_instance.postgres.server_ca_cert[0].cert, "sslmode" = "verify-ca", "database" = "acme"})}',
      lifecycle: { create_before_destroy: true },
    });
    expect(version).not.toHaveProperty('secret_data');
    expect(version.secret_data_wo_version).toContain(`sha256(${version.secret_data_wo.slice(2, -1)})`);
  });

  it.each([
    [
      'one primary',
      {},
      '${jsonencode({"host" = google_redis_instance.redis.host, "port" = google_redis_instance.redis.port, "tls" = true, "ca" = join("\\n", [google_redis_instance.redis.server_ca_certs[0].cert])})}',
    ],
    [
      'shards',
      { shards: 3, authentication: 'identity' },
      '${jsonencode({"host" = google_redis_cluster.redis.discovery_endpoints[0].address, "port" = google_redis_cluster.redis.discovery_endpoints[0].port, "tls" = true, "ca" = join("\\n", google_redis_cluster.redis.managed_server_ca[0].ca_certs[0].certificates)})}',
    ],
  ])('contain the address of %s', (_, redis, data) => {
    expect(hold({ caches: { redis } }, 'redis')('redis').secret_data_wo).toBe(data);
  });

  it('contain the address of Valkey', () => {
    const valkey = { engine: 'valkey', version: '8', authentication: 'identity' };
    const { secret_data_wo: data } = hold({ caches: { redis: valkey } }, 'redis')('redis');
    expect(data).toContain('"port" = 6379, "tls" = true');
    expect(data).toContain(
      'join("\\n", google_memorystore_instance.redis.managed_server_ca[0].ca_certs[0].certificates)',
    );
  });

  it('leave every name to the secrets', () => {
    const secrets = { key: {}, app: {}, connection: {}, 'connection-postgres': {} };
    const stack = infrastructureOf({ secrets, ...from('postgres') });
    const named = stack.all('google_secret_manager_secret').map((secret) => secret.secret_id as string);
    expect(new Set(named).size).toBe(named.length);
    expect(named).toEqual(
      expect.arrayContaining(['acme-test-secrets-connection-postgres', 'acme-test-secrets-app-connection-postgres']),
    );
  });
});
