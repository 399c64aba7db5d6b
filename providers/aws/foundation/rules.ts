/** Rules of what a target on AWS says. */
import { issuerUrl } from '../../../constructs/deploy-identity/issuers';
import { isManaged } from '../../../constructs/environment/managed';
import { operatorsRule } from '../../../constructs/environment/operators';
import type { Environment } from '../../../constructs/environment/schema';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { repeated } from '../../../core/records';
import { forEach, type RuleTable } from '../../../core/rules/rule';

/** `123456789012`, or `aws` for a policy of AWS's own. */
const accountOf = (policyArn: string): string | undefined => policyArn.split(':')[4];

export const targetRules: RuleTable<Environment, AwsTarget> = [
  forEach(
    ({ searchClusters }: Environment) =>
      Object.entries(searchClusters).map(([id, cluster]) => [`searchClusters.${id}`, cluster] as const),
    [
      {
        code: 'search-snapshots',
        property: 'snapshots',
        check: ({ snapshots, version }) =>
          snapshots !== undefined &&
          version.startsWith('2.') &&
          `requires version 3 of OpenSearch on AWS, got "${version}", whose plug-in does not sign in as an identity of EKS`,
      },
    ],
  ),
  {
    code: 'boundary-account',
    property: '',
    check: (_, { account, permissionsBoundary: arn }) =>
      arn !== undefined &&
      !['aws', account].includes(accountOf(arn) ?? '') &&
      `targets.aws.permissionsBoundary must be a policy of the account ${account} or of AWS (arn:aws:iam::${account}:policy/<name>), got "${arn}": IAM takes no other for a role`,
  },
  {
    code: 'issuers-without-account',
    property: '',
    check: ({ account }, { issuers }) =>
      issuers.length > 0 &&
      account === undefined &&
      'targets.aws.issuers is for the account stack, which there is none of without account: list them where account is',
    standsOn: () => ['account'],
  },
  {
    code: 'issuer-twice',
    property: '',
    check: (_, { issuers }) => {
      const twice = repeated(issuers.map(issuerUrl));
      return twice.length > 0 && `targets.aws.issuers must name each once, got ${twice.join(', ')} twice`;
    },
  },
  operatorsRule(
    'aws',
    'EKS lets nobody into a new cluster who is not named. Name the role that runs Terraform; `aws sts get-caller-identity` shows yours',
    ({ cluster }) => cluster !== undefined && isManaged(cluster) && (cluster.administrators.aws ?? []).length === 0,
  ),
];
