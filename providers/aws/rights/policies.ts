/** Needs on AWS as policies of IAM, none of which is larger than IAM takes. */
import type { AwsTarget } from '../../../constructs/environment/targets';
import { compact } from '../../../core/records';
import type { NeedsContext } from '../../../core/rights/needs';
import { allow, type Statement } from '../iam/statement';

/** Characters of a managed policy, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_SIZE = 6144;

/** Services whose roles AWS makes when an account first uses them. */
const SERVICES = ['autoscaling', 'eks', 'eks-nodegroup', 'elasticache', 'rds', 'spot', 'transitgateway'].map(
  (service) => `${service}.amazonaws.com`,
);

interface Part {
  readonly of: RegExp;
  readonly on: (context: NeedsContext<AwsTarget>) => string;
  readonly condition?: (context: NeedsContext<AwsTarget>) => object;
}

/** What actions are allowed on; the first that fits. Most services name their resources themselves: there the region limits. */
const PARTS: readonly Part[] = [
  {
    of: /^iam:CreateServiceLinkedRole$/,
    on: ({ target }) => `arn:aws:iam::${target.account}:role/aws-service-role/*`,
    condition: () => ({ StringEquals: { 'iam:AWSServiceName': SERVICES } }),
  },
  { of: /^iam:.*OpenIDConnectProvider/, on: ({ target }) => `arn:aws:iam::${target.account}:oidc-provider/*` },
  { of: /^iam:/, on: ({ target, prefix }) => `arn:aws:iam::${target.account}:role/${prefix}*` },
  { of: /^s3:/, on: ({ prefix }) => `arn:aws:s3:::${prefix}*` },
  {
    of: /./,
    on: () => '*',
    condition: ({ target: { region, secondaryRegion } }) => ({
      StringEquals: { 'aws:RequestedRegion': compact([region, secondaryRegion]) },
    }),
  },
];

const policyOf = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });

const sizeOf = (statements: readonly Statement[]): number => JSON.stringify(policyOf(statements)).length;

/** Packs a statement's actions into as many policies as their length takes. */
function packed(actions: readonly string[], statement: (actions: readonly string[]) => Statement): Statement[] {
  const packs: string[][] = [[]];
  for (const action of actions) {
    const last = packs.at(-1) ?? [];
    if (sizeOf([statement([...last, action])]) > MAX_SIZE) packs.push([action]);
    else last.push(action);
  }
  return packs.filter((pack) => pack.length > 0).map(statement);
}

export function policies(actions: readonly string[], context: NeedsContext<AwsTarget>): object[] {
  const partOf = (action: string) => PARTS.find(({ of }) => of.test(action));
  const statements = PARTS.flatMap((part) =>
    packed(
      actions.filter((action) => partOf(action) === part),
      (own) => allow(own, part.on(context), part.condition?.(context)),
    ),
  );
  const together: Statement[][] = [[]];
  for (const statement of statements) {
    const last = together.at(-1) ?? [];
    if (sizeOf([...last, statement]) > MAX_SIZE) together.push([statement]);
    else last.push(statement);
  }
  return together.map(policyOf);
}
