/**
 * Proof that keys belong to the environment: on every cloud there is one for each kind of use, whether something uses it
 * or not, by an address and a name that no entry changes; and a right to let go of a key lasts as long as its user.
 */
import { KEY_KINDS, type KeyKind } from '../../constructs/encryption-key';
import { providers } from '../../providers';
import { type CloudName, CLOUDS, on, whole, wholeWith } from '../helpers/environments';
import { problemsOf, type Stack, synth } from '../helpers/synth';

const TYPES = { aws: 'aws_kms_key', google: 'google_kms_crypto_key', azurerm: 'azurerm_key_vault_key' };
const COPIED: readonly KeyKind[] = ['databases', 'stores'];

const stackOn = (cloud: CloudName, change: object = {}): Stack =>
  synth(on(cloud, wholeWith(change)))[`acme-test-${cloud}`]!;

const keysIn = (cloud: CloudName, stack: Stack): string[] =>
  stack.addresses().filter((address) => address.startsWith(`${TYPES[cloud]}.`));

const addressesOf = (cloud: CloudName, kinds: readonly KeyKind[]): string[] =>
  kinds
    .flatMap((kind) => [kind, ...(COPIED.includes(kind) ? [`${kind}_secondary`] : [])])
    .map((id) => `${TYPES[cloud]}.keys_${id}`)
    .sort();

/** Everything by a key of the cloud. */
const leftToCloud = {
  cluster: { encryptionKey: 'cloud' },
  databases: { postgres: { encryptionKey: 'cloud' } },
  caches: { redis: { encryptionKey: 'cloud' } },
  objectStores: { files: { encryptionKey: 'cloud' } },
};
const nothing = { cluster: null, databases: null, caches: null, objectStores: null };

describe.each(CLOUDS)('on %s', (cloud) => {
  const kinds = providers.clouds[cloud].keys.kinds;

  it.each<[string, object]>([
    ['there is nothing to encrypt', nothing],
    ['everything is encrypted with them', {}],
    ['everything is encrypted by the cloud', leftToCloud],
    [
      'entries have other names',
      { databases: { postgres: null, orders: whole.databases!.postgres }, objectStores: { files: null, pictures: {} } },
    ],
  ])('there is one key for each kind and region if %s', (_, change) => {
    const stack = stackOn(cloud, change);
    expect(keysIn(cloud, stack)).toEqual(addressesOf(cloud, kinds));
    for (const address of keysIn(cloud, stack)) {
      expect(stack.resource(address).lifecycle).toMatchObject({ prevent_destroy: true, create_before_destroy: true });
      // Where a key has no name of its own, its alias has it.
      const [, id = ''] = address.split('.');
      const { name } = cloud === 'aws' ? stack.resource(`aws_kms_alias.${id}_alias`) : stack.resource(address);
      const kind = id.replace(/^keys_|_secondary$/g, '');
      expect(name).toBe(cloud === 'aws' ? `alias/acme-test-${kind}` : `acme-test-${kind}`);
    }
  });

  it('there is none in a second region without a secondary region', () => {
    const target = { ...whole.targets[cloud], secondaryRegion: undefined };
    const [stack] = Object.values(synth({ ...whole, targets: { [cloud]: target } }));
    expect(keysIn(cloud, stack!)).toEqual(kinds.map((kind) => `${TYPES[cloud]}.keys_${kind}`).sort());
  });

  it.each(KEY_KINDS)('%s: retiring takes that key alone', (kind) => {
    const stack = stackOn(cloud, { ...leftToCloud, keys: { retire: [kind] } });
    expect(keysIn(cloud, stack)).toEqual(
      addressesOf(
        cloud,
        kinds.filter((other) => other !== kind),
      ),
    );
    expect(stack.text).not.toContain(`${TYPES[cloud]}.keys_${kind}`);
  });

  it('a plan that would lose a key is refused, unless its kind is retired', () => {
    const isKey = (instance: string) => instance.startsWith('keys.');
    const instances = (stack: Stack, id: string): string[] =>
      [...JSON.stringify(stack.resource(`terraform_data.${id}`).for_each).matchAll(/\\"([^"\\]+)\\"/g)]
        .map(([, instance]) => instance!)
        .filter(isKey);
    const placesOf = (some: readonly KeyKind[]) =>
      some.flatMap((kind) => [`keys.${kind}`, ...(COPIED.includes(kind) ? [`keys.${kind}-secondary`] : [])]);
    expect(instances(stackOn(cloud), 'protected')).toEqual(placesOf(kinds));
    const retired = stackOn(cloud, { ...leftToCloud, keys: { retire: ['databases'] } });
    expect(instances(retired, 'protected')).toEqual(placesOf(kinds.filter((kind) => kind !== 'databases')));
    expect(instances(retired, 'unprotected')).toEqual(placesOf(['databases']));
  });

  it('keys that are not protected may go with the environment', () => {
    const stack = stackOn(cloud, { keys: { deletionProtection: false } });
    for (const address of keysIn(cloud, stack)) expect(stack.resource(address).lifecycle.prevent_destroy).toBe(false);
  });

  it.each<[KeyKind, string, object]>([
    ['databases', 'databases.postgres', {}],
    ['caches', 'caches.redis', {}],
    ['stores', 'objectStores.files', {}],
    ['cluster', 'cluster', {}],
    [
      'stores',
      'objectStores.files',
      { objectStores: { files: { replication: true, encryptionKey: { existing: existing() } } } },
    ],
    [
      'databases',
      'databases.postgres',
      {
        databases: {
          postgres: { backups: { copyToSecondaryRegion: true }, encryptionKey: { existing: existing() } },
        },
      },
    ],
  ])('a key that is asked for cannot be retired: %s by %s', (kind, asker, change) => {
    expect(problemsOf(on(cloud, wholeWith({ ...change, keys: { retire: [kind] } })))).toEqual([
      expect.stringContaining(
        `keys.retire must not name ${kind}: its key is asked for by ${asker}. Choose another encryptionKey there, or remove it, first`,
      ),
    ]);
  });

  it('the key of secrets can be retired where a vault encrypts them itself', () => {
    const change = { secrets: { token: { description: 'A token' } }, keys: { retire: ['secrets'] } };
    const problems = problemsOf(on(cloud, wholeWith(change)));
    if (cloud === 'azurerm') expect(problems).toEqual([]);
    else expect(problems).toEqual([expect.stringContaining('its key is asked for by secrets.token')]);
  });
});

function existing() {
  return {
    aws: 'arn:aws:kms:us-east-1:123456789012:key/1',
    google: 'projects/p/locations/us-central1/keyRings/r/cryptoKeys/k',
    azurerm: 'https://acme-keys.vault.azure.net/keys/k',
  };
}

describe('rights to let go of a key', () => {
  it.each<[string, string]>([
    ['google_sql_database_instance.postgres', 'keys_databases_users_gcp_sa_cloud_sql'],
    ['google_redis_instance.redis', 'keys_caches_users_cloud_redis'],
    ['google_storage_bucket.files', 'keys_stores_users_gs_project_accounts'],
    ['google_container_cluster.cluster', 'keys_cluster_users_container_engine_robot'],
  ])('of %s on Google stay whatever its key is', (address, id) => {
    for (const change of [{}, leftToCloud]) {
      const stack = stackOn('google', change);
      expect(stack.resource(address).depends_on).toContain(`google_kms_crypto_key_iam_member.${id}`);
      expect(stack.resource(`google_kms_crypto_key_iam_member.${id}`).lifecycle).toEqual({
        create_before_destroy: true,
      });
    }
  });

  it('on Google are given as long as there is anything of the kind', () => {
    const grants = stackOn('google', { caches: null }).all('google_kms_crypto_key_iam_member');
    expect(grants.map(({ crypto_key_id: key }) => key as string)).not.toContain(
      '${google_kms_crypto_key.keys_caches.id}',
    );
    expect(stackOn('google', nothing).counts()).not.toHaveProperty('google_kms_crypto_key_iam_member');
  });

  it.each<[string, string]>([
    ['azurerm_postgresql_flexible_server.postgres', 'postgres'],
    ['azurerm_managed_redis.redis', 'redis'],
    ['azurerm_storage_account.files', 'files'],
  ])('of %s on Azure stay with its identity whatever its key is', (address, id) => {
    for (const change of [{}, leftToCloud]) {
      const stack = stackOn('azurerm', change);
      const grant = `azurerm_role_assignment.${id}_key_user_key`;
      expect(stack.resource(address)).toMatchObject({
        identity: { identity_ids: [`\${azurerm_user_assigned_identity.${id}_key_user.id}`] },
        depends_on: expect.arrayContaining([grant]) as string[],
      });
      expect(stack.resource(grant).lifecycle).toEqual({ create_before_destroy: true });
    }
  });

  it("of the cluster's roles on AWS stay whatever its key is", () => {
    for (const change of [{}, leftToCloud]) {
      const { policy } = stackOn('aws', change).resource('aws_iam_role_policy.cluster_addons_ebs_csi_policy');
      expect(policy).toContain('"Action" = "kms:CreateGrant", "Resource" = aws_kms_key.keys_cluster.arn');
    }
  });
});

describe("policies of AWS's keys", () => {
  const policyOf = (kind: KeyKind) => stackOn('aws').resource(`aws_kms_key.keys_${kind}`).policy as string;

  it('leave rights to the policies of the account', () => {
    for (const kind of KEY_KINDS.filter((one) => one !== 'cluster'))
      expect(policyOf(kind)).toBe(
        '${jsonencode({"Version" = "2012-10-17", "Statement" = [{"Sid" = "Account", "Effect" = "Allow", "Principal" = {"AWS" = "arn:${data.aws_partition.foundation_partition.partition}:iam::123456789012:root"}, "Action" = "kms:*", "Resource" = "*"}]})}',
      );
  });

  it('admit Auto Scaling by a condition, because AWS refuses a principal that does not exist yet', () => {
    const policy = policyOf('cluster');
    const principals = [...policy.matchAll(/"Principal" = (\{[^}]*\}?[^}]*\})/g)].map(([, principal]) => principal);
    expect(principals.join()).not.toContain('AWSServiceRoleForAutoScaling');
    const condition =
      '"StringEquals" = {"kms:CallerAccount" = "123456789012", "aws:PrincipalArn" = "arn:${data.aws_partition.foundation_partition.partition}:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"}';
    expect(policy.split(condition)).toHaveLength(3);
    expect(policy).toContain('"Action" = "kms:CreateGrant", "Resource" = "*"');
    expect(policy).toContain('"Bool" = {"kms:GrantIsForAWSResource" = "true"}');
  });
});

it("Azure's caches follow the rotation of their key: the newest version is read at each run", () => {
  const stack = stackOn('azurerm');
  expect(stack.resource('azurerm_managed_redis.redis').customer_managed_key.key_vault_key_id).toBe(
    '${data.azurerm_key_vault_key.keys_caches_newest.id}',
  );
  expect(stack.json.data.azurerm_key_vault_key.keys_caches_newest).toMatchObject({
    name: '${element(split("/keys/", azurerm_key_vault_key.keys_caches.versionless_id), 1)}',
    key_vault_id: '${azurerm_key_vault_key.keys_caches.key_vault_id}',
  });
});

it("another window leaves Azure's vaults as they are, which Azure would refuse to change", () => {
  expect(stackOn('azurerm').resource('azurerm_key_vault.foundation_vault').lifecycle.ignore_changes).toEqual([
    'soft_delete_retention_days',
  ]);
});
