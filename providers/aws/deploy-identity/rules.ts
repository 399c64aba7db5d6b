/** Rules of deploy identities on AWS: what IAM takes as policies, and as trust. */
import { type DeployIdentityProps, issuerUrl, subjectText, trustOf } from '../../../constructs/deploy-identity';
import {
  memberRule,
  operatorRule,
  policyRules,
  policyWarnings,
  type PolicyWords,
} from '../../../constructs/deploy-identity/policies';
import type { Environment } from '../../../constructs/environment/schema';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { idOf } from '../../../constructs/registry';
import { nameFor } from '../../../core/names';
import type { RuleContext, RuleTable } from '../../../core/rules/rule';
import { names } from '../shared/names';
import { trustStatements } from './trust';

type Rules = RuleTable<DeployIdentityProps, RuleContext<Environment, AwsTarget>>;

const words: PolicyWords = {
  cloud: 'aws',
  pattern: /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/,
  form: 'the ARN of an IAM policy (arn:aws:iam::<account>:policy/<name>)',
  wide: /:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/,
  state: 's3',
};

/** Characters of a trust policy that IAM takes unless the account's quota is raised: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_TRUST = 2048;

/** The role's ARN, as people write it. */
function roleArn(id: string, environment: Environment, { account, region, rolePath }: AwsTarget): string {
  const { system: project, environment: stage, incarnation } = environment;
  const namespace = {
    project,
    environment: stage,
    account: `${account}/${region}`,
    ...(incarnation && { incarnation }),
  };
  const partition = /^(cn|us-gov)-/.exec(region)?.[1];
  const name = nameFor(names.role, namespace, idOf('deployIdentity', id));
  return `arn:aws${partition === undefined ? '' : `-${partition}`}:iam::${account}:role${rolePath}${name}`;
}

const longestProvider = 'arn:aws-us-gov:iam::123456789012:oidc-provider/';

function sizeOfTrust({ from }: DeployIdentityProps): number {
  const trust = trustOf(from);
  const Statement = trustStatements(trust, `${longestProvider}${trust.issuer}`);
  return JSON.stringify({ Version: '2012-10-17', Statement }).length;
}

export const rules: Rules = [
  ...policyRules(words),
  operatorRule<AwsTarget>('aws', roleArn),
  memberRule<AwsTarget>('aws', roleArn),
  {
    code: 'trust-size',
    property: 'from',
    check: (props) =>
      sizeOfTrust(props) > MAX_TRUST &&
      `makes a trust policy of ${sizeOfTrust(props)} characters, of which IAM takes ${MAX_TRUST}: name fewer runs, which begin with ${trustOf(props.from).subjects.slice(0, 1).map(subjectText).join('')}, and put the others into another identity`,
  },
];

export const warnings: Rules = [
  ...policyWarnings(words),
  {
    code: 'issuer-missing',
    property: 'from',
    check: ({ from }, { environment: { account }, target }) => {
      const { issuer } = trustOf(from);
      return (
        account !== undefined &&
        !target.issuers.some((one) => issuerUrl(one) === issuer) &&
        `takes tokens of ${issuer}, which the account does not know by targets.aws.issuers: add it there, unless the account has its provider already`
      );
    },
    standsOn: () => ['account'],
  },
];
