/** What Secrets Manager gets of an environment's secrets, and of where its databases are to be found. */
import { X509Certificate } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rdsRoot } from '../../../../providers/aws/managed-postgres/rds-roots';
import { on } from '../../../helpers/environments';
import { baseWith } from '../../../helpers/platform';
import { synth, type Stack } from '../../../helpers/synth';
import { decoded } from '../../../helpers/aws/expression';

const reader = {
  namespace: 'shop',
  image: 'example/api:1',
  resources: { cpu: '100m', memory: '128Mi' },
  secretEnv: { HOST: { from: 'postgres', key: 'host' }, CACHE: { from: 'redis', key: 'host' } },
};
const stackOf = (change: object = {}): Stack =>
  synth(on('aws', baseWith({ addons: { externalSecrets: {} }, workloads: { api: reader }, ...change })))[
    'acme-test-aws'
  ]!;
const own = (stack: Stack) => stack.addresses().filter((address) => /\.secrets_/.test(address));
const template = (stack: Stack, name: string) =>
  decoded(stack.resource(`aws_cloudformation_stack.secrets_${name}`).template_body as string);
const secret = (stack: Stack, name: string) => template(stack, name).Resources.Secret;

describe('resources', () => {
  it('are one stack a secret and connection, and a key', () => {
    expect(own(stackOf())).toEqual([
      'aws_cloudformation_stack.secrets_postgres_connection',
      'aws_cloudformation_stack.secrets_redis_connection',
      'aws_cloudformation_stack.secrets_token_secret',
      'aws_kms_alias.secrets_key_alias',
      'aws_kms_key.secrets_key',
    ]);
  });

  it('are of those that something reads alone', () => {
    const workloads = { api: { ...reader, secretEnv: { CACHE: { from: 'redis', key: 'host' } } } };
    expect(own(stackOf({ workloads }))).not.toContain('aws_cloudformation_stack.secrets_postgres_connection');
    expect(own(stackOf({ workloads: null, secrets: null, addons: null }))).toEqual([]);
  });

  it('have no password that Terraform knows of', () => {
    expect(stackOf().counts()).not.toHaveProperty('aws_secretsmanager_secret_version');
  });
});

describe('a secret', () => {
  it('is made up by AWS, under the key, and outlives its stack', () => {
    expect(secret(stackOf(), 'token_secret')).toEqual({
      Type: 'AWS::SecretsManager::Secret',
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Name: 'acme/test/token',
        Description: 'token',
        KmsKeyId: 'aws_kms_key.secrets_key.arn',
        GenerateSecretString: {
          SecretStringTemplate: [{ username: 'token' }],
          GenerateStringKey: 'password',
          PasswordLength: 40,
          ExcludePunctuation: true,
          RequireEachIncludedType: true,
        },
      },
    });
  });

  it('says what it is for, and whose it is', () => {
    const { Properties } = secret(
      stackOf({ secrets: { token: { description: 'Chat', username: 'bot' } } }),
      'token_secret',
    );
    expect(Properties.Description).toBe('Chat');
    expect(Properties.GenerateSecretString.SecretStringTemplate).toEqual([{ username: 'bot' }]);
  });

  it('is made up anew after days', () => {
    const stack = stackOf({ secrets: { token: { rotationDays: 30 } } });
    expect(stack.resource('time_rotating.secrets_token_rotation')).toMatchObject({ rotation_days: 30 });
    expect(secret(stack, 'token_secret').Properties.GenerateSecretString.SecretStringTemplate).toEqual([
      { username: 'token', revision: 'time_rotating.secrets_token_rotation.id' },
    ]);
  });

  it('is told of by name', () => {
    expect(stackOf().outputs.secrets_token).toBe('acme/test/token');
    expect(stackOf({ incarnation: '2' }).outputs.secrets_token).toBe('acme/test/token/2');
  });
});

describe('a connection', () => {
  it('holds where the database is, and who signs its certificate; it goes with its stack', () => {
    const { DeletionPolicy, Properties } = secret(stackOf(), 'postgres_connection');
    expect(DeletionPolicy).toBeUndefined();
    expect(Properties).toEqual({
      Name: 'acme/test/postgres/connection',
      Description: 'Where postgres is to be found',
      KmsKeyId: 'aws_kms_key.secrets_key.arn',
      SecretString: [
        {
          host: 'aws_db_instance.postgres.address',
          port: 5432,
          tls: true,
          ca: rdsRoot('us-east-1'),
          database: 'acme',
        },
      ],
    });
  });

  it('holds where the cache is, whose certificate everyone trusts', () => {
    expect(secret(stackOf(), 'redis_connection').Properties.SecretString).toEqual([
      { host: 'aws_elasticache_replication_group.redis.primary_endpoint_address', port: 6379, tls: true, ca: '' },
    ]);
  });
});

describe('roots of RDS', () => {
  const files = readdirSync(join(__dirname, '../../../../providers/aws/managed-postgres/rds-roots'));
  const regions = files.map((file) => file.replace(/\.pem$/, ''));

  it.each(regions)('belong to %s, sign themselves, and last', (region) => {
    const root = new X509Certificate(rdsRoot(region));
    expect(root.subject.split('\n')).toContain(`CN=Amazon RDS ${region} Root CA RSA2048 G1`);
    expect(root.ca && root.verify(root.publicKey)).toBe(true);
    expect(new Date(root.validTo).getUTCFullYear()).toBeGreaterThanOrEqual(2061);
  });

  it('are empty for a region without a file', () => {
    expect(rdsRoot('mars-north-1')).toBe('');
  });
});
