/** Needs on AWS as policies of IAM, none of which is larger than IAM takes. */
import type { AwsTarget } from '../../../constructs/environment/targets';
import { compact, soleOf } from '../../../core/records';
import type { NeedsContext } from '../../../core/rights/needs';
import { stateStatements } from '../deploy-identity/state';
import { MANAGED_SIZE, packed, policyOf, sizeOf } from '../iam/packing';
import { allow, type Statement } from '../iam/statement';
import { GLOBAL_REGION } from '../shared/regions';
import { SERVICE_ROLES } from '../shared/service-roles';
import { NAMED } from './named';

/** Services whose roles AWS makes when an account first uses them. */
const SERVICES = [
  ...Object.values(SERVICE_ROLES),
  ...['access-analyzer', 'agentless.inspector2', 'config', 'config-conforms', 'guardduty', 'inspector2'].map(ofAws),
  ...['malware-protection.guardduty', 'securityhub', 'transitgateway', 'vpcorigin.cloudfront'].map(ofAws),
];

function ofAws(service: string): string {
  return `${service}.amazonaws.com`;
}

interface Part {
  readonly of: RegExp;
  readonly on: (context: NeedsContext<AwsTarget>) => string | string[];
  readonly condition?: (context: NeedsContext<AwsTarget>, actions: readonly string[]) => object | undefined;
}

/** The environment's roles. */
const roles = ({ target: { account, rolePath }, prefix }: NeedsContext<AwsTarget>): string =>
  `arn:aws:iam::${account}:role${rolePath}${prefix}*`;

/** Roles, of services, too, in the stack that makes them. */
const rolesOfAll = (context: NeedsContext<AwsTarget>): string | string[] =>
  isOfAccount(context) ? [roles(context), serviceRolesOf(context)] : roles(context);

const serviceRolesOf = ({ target }: NeedsContext<AwsTarget>): string =>
  `arn:aws:iam::${target.account}:role/aws-service-role/*`;

const isOfAccount = ({ stack }: NeedsContext<AwsTarget>): boolean => stack.endsWith('-account');

/** The environment's buckets; the account's stack makes that of the state, too. */
const buckets = (context: NeedsContext<AwsTarget>): string | string[] => {
  const { prefix, state } = context;
  const own = `arn:aws:s3:::${prefix}*`;
  return isOfAccount(context) && state.kind === 's3' ? [own, `arn:aws:s3:::${state.bucket}`] : own;
};

/** What actions are allowed on; the first that fits. Where services name resources themselves, the region limits. */
const PARTS: readonly Part[] = [
  {
    of: /^iam:CreateServiceLinkedRole$/,
    on: serviceRolesOf,
    condition: () => ({ StringEquals: { 'iam:AWSServiceName': SERVICES } }),
  },
  { of: /^iam:.*OpenIDConnectProvider/, on: ({ target }) => `arn:aws:iam::${target.account}:oidc-provider/*` },
  {
    of: /^iam:((Create|Delete|Get)Policy(Version)?|ListPolicyVersions|(Tag|Untag)Policy)$/,
    on: ({ target: { account, rolePath }, prefix }) => `arn:aws:iam::${account}:policy${rolePath}${prefix}*`,
  },
  {
    // What gives rights to a role, as far as it has the boundary.
    of: /^iam:(CreateRole|PutRolePolicy|AttachRolePolicy|PutRolePermissionsBoundary)$/,
    on: roles,
    condition: ({ target: { permissionsBoundary } }) =>
      permissionsBoundary === undefined
        ? undefined
        : { StringEquals: { 'iam:PermissionsBoundary': permissionsBoundary } },
  },
  {
    of: /^iam:(DeleteServiceLinkedRole|GetServiceLinkedRoleDeletionStatus|UpdateRoleDescription)$/,
    on: serviceRolesOf,
  },
  // Of the account as a whole.
  { of: /^(account|ce):|AccountPasswordPolicy$|AccountPublicAccessBlock$/, on: () => '*' },
  { of: /^iam:/, on: rolesOfAll },
  { of: /^s3:/, on: buckets },
  // CloudFront takes certificates of that region alone.
  { of: /^(route53|cloudfront|acm):/, on: () => '*', condition: () => inRegions(GLOBAL_REGION) },
  { of: /^kms:/, on: () => '*', condition: regionsFor('kms') },
  { of: /^cloudwatch:/, on: () => '*', condition: regionsFor('cloudwatch') },
  { of: /^wafv2:/, on: () => '*', condition: regionsFor('wafv2') },
  ...named(),
  { of: /^logs:/, on: () => '*', condition: regionsFor('logs') },
  { of: /./, on: () => '*', condition: regionsOfAll },
];

function named(): Part[] {
  return Object.entries(NAMED).flatMap(([service, rows]) =>
    rows.map(({ of, on }) => ({
      of: new RegExp(`^${service}${of.source}`),
      on: (context) => {
        const arns = on(context).map((name) => `arn:aws:${service}:*:${context.target.account}:${name}`);
        return soleOf(arns) ?? arns;
      },
      condition: regionsFor(service),
    })),
  );
}

function regionsOfAll({ target }: NeedsContext<AwsTarget>): object {
  return inRegions(...regionsOf(target));
}

/**
 * Actions for what must be where services without a region have their endpoint: keys that sign zones, what asks for CloudFront, logs,
 * and alarms on health checks with whom they tell.
 */
const GLOBAL: Readonly<Record<string, RegExp>> = {
  kms: /^route53:.*(DNSSEC|HealthCheck)$/,
  cloudwatch: /^route53:.*HealthCheck$/,
  sns: /^route53:.*HealthCheck$/,
  wafv2: /^cloudfront:/,
  logs: /^(route53:.*QueryLoggingConfig|cloudfront:.*)$/,
};

/** Regions in which a service is used. */
function regionsFor(service: string): NonNullable<Part['condition']> {
  return ({ target }, actions) => {
    const isThere = actions.some((action) => GLOBAL[service]?.test(action));
    return inRegions(...regionsOf(target), isThere && GLOBAL_REGION);
  };
}

const regionsOf = ({ region, secondaryRegion }: AwsTarget) => [region, secondaryRegion];

const inRegions = (...regions: readonly (string | false | undefined)[]) => ({
  StringEquals: { 'aws:RequestedRegion': [...new Set(compact(regions))] },
});

const fits = (statements: readonly Statement[]): boolean => sizeOf(statements) <= MANAGED_SIZE;

/** Whether it would free roles of the boundary that they must have. */
const freesRoles = (action: string, { target }: NeedsContext<AwsTarget>): boolean =>
  target.permissionsBoundary !== undefined && action === 'iam:DeleteRolePermissionsBoundary';

export const policies = (actions: readonly string[], context: NeedsContext<AwsTarget>): object[] =>
  packed([...statementsFor(actions, context), ...stateOf(context)], fits).map(policyOf);

/** The object of the state, and its lock. */
const stateOf = ({ state, stack, target }: NeedsContext<AwsTarget>): Statement[] =>
  stateStatements(state, [stack], { partition: 'aws', target });

/** None of them larger than a policy. */
export function statementsFor(actions: readonly string[], context: NeedsContext<AwsTarget>): Statement[] {
  const partOf = (action: string) => PARTS.find(({ of }) => of.test(action));
  return PARTS.flatMap((part) => {
    const statement = (own: readonly string[]) => allow(own, part.on(context), part.condition?.(context, actions));
    const own = actions.filter((action) => partOf(action) === part && !freesRoles(action, context));
    return packed(own, (pack) => fits([statement(pack)])).map(statement);
  });
}
