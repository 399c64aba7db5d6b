/** Policies of roles that may use very much: within what IAM takes, by inline and managed policies. */
import { rightsOf } from '../../../../app/rights/rights';
import type { EnvironmentInput } from '../../../../constructs/environment/schema';
import { providers } from '../../../../providers';
import { decoded } from '../../../helpers/aws/expression';
import { on } from '../../../helpers/environments';
import { baseWith } from '../../../helpers/platform';
import { type Attributes, type Stack, synth } from '../../../helpers/synth';

const ROLE = 'identity_external_secrets_role';

/** An environment in which External Secrets reads secrets of these numbers. */
function reading(...numbers: readonly number[]): EnvironmentInput {
  const ids = numbers.map((number) => `partner-${String(number).padStart(4, '0')}-credentials`);
  return on(
    'aws',
    baseWith({
      secrets: Object.fromEntries(ids.map((id) => [id, {}])),
      addons: { externalSecrets: { namespaces: ['shop'], secrets: ids } },
    }),
  );
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const stackOf = (environment: EnvironmentInput): Stack => synth(environment)['acme-test-aws']!;
const policiesIn = (stack: Stack): string[] =>
  stack.addresses().filter((address) => /^aws_iam_(role_)?policy\w*\./.test(address) && address.includes(ROLE));
const statementsOf = (stack: Stack, address: string) =>
  decoded(stack.resource(address).policy as string).Statement as Attributes[];

/** As long as AWS makes it, in the partition with the longest name. */
const LONGEST: readonly (readonly [RegExp, string])[] = [
  [/\$\{data\.aws_partition[^}]*\}/g, 'aws-us-gov'],
  [/aws_kms_key\.\w+\.arn/g, `arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-${'0'.repeat(32)}`],
];
const sizeOf = (stack: Stack, address: string): number =>
  LONGEST.reduce(
    (text, [name, value]) => text.replace(name, value),
    JSON.stringify({ Version: '2012-10-17', Statement: statementsOf(stack, address) }),
  ).replace(/\s/g, '').length;
const secretsIn = (stack: Stack): string[] =>
  policiesIn(stack)
    .filter((address) => !address.includes('attachment'))
    .flatMap((address) => statementsOf(stack, address))
    .filter(({ Action }) => String(Action).includes('GetSecretValue'))
    .flatMap(({ Resource }) => Resource as string[]);

it('a few secrets are in an inline policy alone', () => {
  expect(policiesIn(stackOf(reading(...upTo(80))))).toEqual([`aws_iam_role_policy.${ROLE}_policy`]);
});

describe('300 secrets', () => {
  const environment = reading(...upTo(300));
  const stack = stackOf(environment);

  it('are in an inline policy, and in managed ones of the role', () => {
    expect(policiesIn(stack)).toEqual([
      ...[2, 3, 4, 5].map((number) => `aws_iam_policy.${ROLE}_policy_${number}`),
      `aws_iam_role_policy.${ROLE}_policy`,
      ...[2, 3, 4, 5].map((number) => `aws_iam_role_policy_attachment.${ROLE}_policy_${number}_attachment`),
    ]);
    expect(stack.resource(`aws_iam_policy.${ROLE}_policy_2`)).toMatchObject({
      name: 'acme-test-identity-external-secrets-2',
      path: '/',
    });
  });

  it('each may be read, once', () => {
    const secrets = secretsIn(stack);
    expect(secrets).toHaveLength(300);
    expect(new Set(secrets).size).toBe(300);
  });

  it('are within what IAM takes, and fill it', () => {
    expect(sizeOf(stack, `aws_iam_role_policy.${ROLE}_policy`)).toBeLessThanOrEqual(10_240);
    expect(sizeOf(stack, `aws_iam_role_policy.${ROLE}_policy`)).toBeGreaterThan(9500);
    for (const number of [2, 3, 4, 5])
      expect(sizeOf(stack, `aws_iam_policy.${ROLE}_policy_${number}`)).toBeLessThanOrEqual(6144);
    expect(sizeOf(stack, `aws_iam_policy.${ROLE}_policy_2`)).toBeGreaterThan(5500);
  });

  it('each policy takes over before the one before it lets go, and pods wait for all', () => {
    const attachment = (number: number) => `aws_iam_role_policy_attachment.${ROLE}_policy_${number}_attachment`;
    expect(stack.resource(`aws_iam_role_policy.${ROLE}_policy`).depends_on).toEqual([attachment(2)]);
    expect(stack.resource(`aws_iam_policy.${ROLE}_policy_2`).depends_on).toEqual([attachment(3)]);
    expect(stack.resource(`aws_iam_policy.${ROLE}_policy_5`)).not.toHaveProperty('depends_on');
    expect(stack.resource(attachment(2)).lifecycle).toEqual({ create_before_destroy: true });
    expect(stack.resource('aws_eks_pod_identity_association.identity_external_secrets').depends_on).toEqual([
      `aws_iam_role_policy.${ROLE}_policy`,
      ...[2, 3, 4, 5].map(attachment),
    ]);
  });

  it('all are in the table of rights, of the same holder', () => {
    const told = rightsOf({ ...providers, environments: [environment] })[0]!.rights.filter(
      ({ as }) => as === `aws_iam_role.${ROLE}`,
    );
    const readable = told.filter(({ may }) => may.includes('secretsmanager:GetSecretValue'));
    expect(readable.flatMap(({ on: secrets }) => secrets)).toHaveLength(300);
    expect(new Set(told.map(({ who }) => who))).toEqual(new Set(['pods external-secrets/external-secrets']));
  });

  it('one more in their middle changes policies, and makes no other', () => {
    const more = stackOf(reading(...upTo(150), 1000, ...upTo(300).slice(150)));
    expect(policiesIn(more)).toEqual(policiesIn(stack));
    expect(secretsIn(more)).toHaveLength(301);
  });
});

it('buckets of a workload are packed as well', () => {
  const stores = upTo(60).map((number) => `store-${number}`);
  const stack = stackOf(
    on(
      'aws',
      baseWith({
        objectStores: Object.fromEntries(stores.map((id) => [id, {}])),
        workloads: {
          api: {
            namespace: 'shop',
            image: 'example/api:1',
            resources: { cpu: '100m', memory: '128Mi' },
            access: stores.map((objectStore) => ({ objectStore, read: true, write: true })),
          },
        },
      }),
    ),
  );
  const managed = stack.addresses().filter((address) => address.startsWith('aws_iam_policy.identity_api'));
  expect(managed.length).toBeGreaterThan(1);
});

it('refuses more than a role can hold, with what to do', () => {
  expect(() => synth(reading(...upTo(800)))).toThrow(
    /gives the IAM role acme-test-identity-external-secrets rights to 80[0-9] resources, which fill 1[1-9] managed policies; IAM takes at most 10\. Let it read fewer secrets/,
  );
});
