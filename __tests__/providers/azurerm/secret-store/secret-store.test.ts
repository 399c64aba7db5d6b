/** Secrets of the environment's own, and where databases and caches are to be found, on Azure. */
import { base, problemsOf, synth } from '../../../helpers/azurerm/environment';
import { inside, insideWith } from '../../../helpers/azurerm/inside';

const stack = synth(inside);
const secretOf = (id: string) => stack.resource(`azurerm_key_vault_secret.${id}`);

test('a vault, a secret for each, with what keeps and renews it', () => {
  expect(stack.addresses.filter((address) => address.includes('.secrets_'))).toEqual([
    'azurerm_key_vault_secret.secrets_plain',
    'azurerm_key_vault_secret.secrets_postgres_connection',
    'azurerm_key_vault_secret.secrets_redis_connection',
    'azurerm_key_vault_secret.secrets_token',
    'time_rotating.secrets_token_rotation',
  ]);
  const alone = synth({ ...base, secrets: { token: {} } });
  expect(alone.addresses).toEqual(
    expect.arrayContaining(['azurerm_key_vault.foundation_vault', 'azurerm_key_vault_secret.secrets_token']),
  );
});

test('a generated password is written and never told, and left alone where nobody wants it renewed', () => {
  const value = (username: string, id: string) =>
    `\${jsonencode({"username" = "${username}", "password" = ephemeral.random_password.${id}_generated.result})}`;
  expect(secretOf('secrets_token')).toMatchObject({
    name: 'acme-test-secrets-token',
    value_wo: value('signer', 'secrets_token'),
    value_wo_version: '${time_rotating.secrets_token_rotation.unix}',
    tags: { Purpose: 'Signs links', Project: 'acme' },
  });
  expect(stack.resource('time_rotating.secrets_token_rotation')).toEqual({ rotation_days: 30 });
  expect(secretOf('secrets_plain')).toMatchObject({
    value_wo: value('plain', 'secrets_plain'),
    value_wo_version: 1,
    tags: { Purpose: 'plain' },
  });
  expect(secretOf('secrets_token')).not.toHaveProperty('value');
});

test('what a connection is made of follows the server', () => {
  expect(secretOf('secrets_postgres_connection')).toMatchObject({
    name: 'acme-test-postgres-connection',
    value_wo:
      '${jsonencode({"host" = azurerm_postgresql_flexible_server.postgres.fqdn, "port" = 5432, "tls" = true, "ca" = "", "database" = "acme"})}',
    content_type: 'application/json',
    depends_on: expect.arrayContaining(['time_sleep.foundation_vault_operator']),
  });
  expect(secretOf('secrets_redis_connection').value_wo).toBe(
    '${jsonencode({"host" = azurerm_managed_redis.redis.hostname, "port" = 10000, "tls" = true, "ca" = ""})}',
  );
  const unread = synth(insideWith({ workloads: { web: { secretEnv: null } } }));
  expect(unread.addresses.filter((address) => address.endsWith('_connection'))).toEqual([]);
});

test('outputs are URLs, as of databases', () => {
  expect(stack.json.output.secrets_token.value).toBe('${azurerm_key_vault_secret.secrets_token.versionless_id}');
  expect(stack.json.output.postgres_secret.value).toBe(
    '${azurerm_key_vault_secret.postgres_credentials.versionless_id}',
  );
});

test('every secret says what it opens', () => {
  expect(secretOf('postgres_credentials').tags.Purpose).toBe('PostgreSQL server "postgres"');
});

test('a name that the vault gives to a connection is refused', () => {
  expect(problemsOf(insideWith({ secrets: { 'postgres-connection': {} } }))).toContain(
    'secrets.postgres-connection must have another name: "postgres-connection" is where "postgres" is to be found, in the same vault',
  );
});
