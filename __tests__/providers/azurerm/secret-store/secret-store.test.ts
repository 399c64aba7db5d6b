/** The environment's secrets and connections on Azure. */
import { base, problemsOf, synth } from '../../../helpers/azurerm/environment';
import { inside, insideWith } from '../../../helpers/azurerm/inside';

const stack = synth(inside);
const secretOf = (id: string) => stack.resource(`azurerm_key_vault_secret.${id}`);

test('one vault, with a Key Vault secret for each secret and connection', () => {
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

test('what people put there is not lost, unless it is not protected', () => {
  const stack = synth({ ...base, secrets: { token: {}, temporary: { deletionProtection: false } } });
  const lifecycleOf = (id: string) => stack.resource(`azurerm_key_vault_secret.${id}`).lifecycle;
  expect(lifecycleOf('secrets_token')).toMatchObject({ prevent_destroy: true });
  expect(lifecycleOf('secrets_temporary')).not.toHaveProperty('prevent_destroy');
});

test('a generated password is write-only, and stays unless rotationDays is set', () => {
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

test('a connection refers to the server', () => {
  expect(secretOf('secrets_postgres_connection')).toMatchObject({
    name: 'acme-test-postgres-connection',
    value_wo: expect.stringMatching(
      /^\$\{jsonencode\(\{"host" = azurerm_postgresql_flexible_server\.postgres\.fqdn, "port" = 5432, "tls" = true, "ca" = "-----BEGIN CERTIFICATE-----.+", "sslmode" = "verify-full", "database" = "acme"\}\)\}$/s,
    ),
    content_type: 'application/json',
    depends_on: expect.arrayContaining(['time_sleep.foundation_vault_operators']),
  });
  expect(secretOf('secrets_redis_connection').value_wo).toBe(
    '${jsonencode({"host" = azurerm_managed_redis.redis.hostname, "port" = 10000, "tls" = true, "ca" = ""})}',
  );
  const unread = synth(insideWith({ workloads: { web: { secretEnv: null } } }));
  expect(unread.addresses.filter((address) => address.endsWith('_connection'))).toEqual([]);
});

test('outputs are URLs, as for databases', () => {
  expect(stack.json.output.secrets_token.value).toBe('${azurerm_key_vault_secret.secrets_token.versionless_id}');
  expect(stack.json.output.postgres_secret.value).toBe(
    '${azurerm_key_vault_secret.postgres_credentials.versionless_id}',
  );
});

test('every secret has a tag with its purpose', () => {
  expect(secretOf('postgres_credentials').tags.Purpose).toBe('PostgreSQL server "postgres"');
});

test('the name of a connection is refused', () => {
  expect(problemsOf(insideWith({ secrets: { 'postgres-connection': {} } }))).toContain(
    'secrets.postgres-connection must have another name: "postgres-connection" is the connection of "postgres" in the same vault',
  );
});
