/** Rights on AWS: policies of roles and of resources, and access entries of clusters. */
import { bindings, wideBindings } from '../../../core/rights/bindings';
import { decoded } from '../../../core/rights/literal';
import { readable, type Resource, type Resources } from '../../../core/rights/resources';
import type { CloudRights, Right, RightsReader } from '../../../core/rights/right';
import { cacheUsers } from './cache-users';
import { wide } from './wide';

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat();

function statementsIn(policy: unknown): readonly Statement[] {
  const { Statement = [] } = (decoded(policy) ?? {}) as { readonly Statement?: Statement | readonly Statement[] };
  return [Statement].flat().filter(({ Effect }) => Effect === 'Allow');
}

/** Objects of a bucket that is named are no wildcard. */
const isWild = (text: string): boolean => /[*?]/.test(text) && !/^\$\{aws_s3_bucket\.[^}]*\}\/[\w/-]*\*$/.test(text);

function describeCondition(condition: Statement['Condition']): string | undefined {
  if (!condition) return undefined;
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => `${key} ${operator} ${readable([value].flat().join(' or '))}`),
    )
    .join(', and ');
}

const rightOf = (statement: Statement, who: string, own?: string): Right => {
  const when = describeCondition(statement.Condition);
  // In the policy of a resource, all resources are that one.
  const on = own === undefined ? list(statement.Resource) : [own];
  return {
    who,
    may: list(statement.Action),
    on: on.map(readable),
    ...(when !== undefined && { when }),
    isWide: [...list(statement.Action), ...on].some(isWild),
  };
};

/** Who may assume a role: a service, pods with a service account, or runs of a pipeline. */
function assumersOf({ values }: Resource): string {
  const statements = statementsIn(values['assume_role_policy']);
  return statements.flatMap((one) => podsIn(one) ?? runsIn(one) ?? principalsOf(one)).join(', ');
}

const POD_TAGS = ['namespace', 'service-account'].map((key) => `aws:RequestTag/kubernetes-${key}`);

function podsIn({ Condition = {} }: Statement): string | undefined {
  const { StringEquals: tags = {} } = Condition;
  const [namespace, account] = POD_TAGS.map((tag) => tags[tag] as string | undefined);
  return account === undefined ? undefined : `pods ${namespace ?? ''}/${account}`;
}

/** Runs by the subjects of their tokens. */
function runsIn({ Condition = {} }: Statement): string | undefined {
  const subjects = Object.values(Condition).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, value]) => (key.endsWith(':sub') ? [value].flat().map(String) : [])),
  );
  return subjects.length > 0 ? `runs ${subjects.join(', ')}` : undefined;
}

function principalsOf({ Principal = {}, Condition = {} }: Statement): string[] {
  const principals = typeof Principal === 'string' ? [Principal] : Object.values(Principal).flatMap(list);
  return principals.map((one) => (one === '*' ? namedIn(Condition) : describePrincipal(one)));
}

const describePrincipal = (principal: string): string =>
  readable(principal).replace(/^arn:aws:iam::(\d+):root$/, 'account $1, by its IAM policies');

/** A policy must not name a role before AWS makes it: then a condition does. */
function namedIn({ StringEquals: { 'aws:PrincipalArn': arn } = {} }: NonNullable<Statement['Condition']>): string {
  return typeof arn === 'string' ? readable(arn) : 'everybody';
}

/** A right of a role, of who may assume it. */
function ofRole(role: unknown, resources: Resources): Pick<Right, 'who' | 'as'> {
  const found = resources.at(role);
  return found ? { who: assumersOf(found), as: found.address } : { who: readable(String(role)) };
}

const rolePolicy: RightsReader = ({ values }, resources) => {
  const holder = ofRole(values['role'], resources);
  return statementsIn(values['policy']).map((one) => ({ ...rightOf(one, holder.who), ...holder }));
};

const attachment: RightsReader = ({ values }, resources) => {
  const holder = ofRole(values['role'], resources);
  const policy = resources.at(values['policy_arn']);
  if (policy) return statementsIn(policy.values['policy']).map((one) => ({ ...rightOf(one, holder.who), ...holder }));
  const name = String(values['policy_arn']).replace(/^.*:policy\//, '');
  return [{ ...holder, may: [`policy ${name}`], on: ['what the policy of AWS names'], isWide: true }];
};

/** A policy of the resource itself. */
const resourcePolicy =
  (own: (resource: Resource) => string | undefined, argument = 'policy'): RightsReader =>
  (resource) =>
    statementsIn(resource.values[argument]).flatMap((statement) =>
      principalsOf(statement).map((who) => rightOf(statement, who, own(resource))),
    );

/** A policy of AWS's own names its actions elsewhere, and holds for the whole cluster. */
const accessPolicy: RightsReader = ({ values }, resources) => [
  {
    ...ofRole(values['principal_arn'], resources),
    may: [`policy ${String(values['policy_arn']).replace(/^.*\//, '')}`],
    on: [readable(String(values['cluster_name']))],
    isWide: true,
  },
];

/** Groups of the cluster; an entry without any has what its policies say. */
const groups: RightsReader = ({ values }, resources) =>
  ((values['kubernetes_groups'] ?? []) as readonly string[]).length === 0
    ? []
    : [
        {
          ...ofRole(values['principal_arn'], resources),
          may: (values['kubernetes_groups'] as readonly string[]).map((group) => `group ${group} of the cluster`),
          on: [readable(String(values['cluster_name']))],
          isWide: false,
        },
      ];

export const rights: CloudRights = {
  readers: {
    ...bindings,
    ...cacheUsers,
    aws_iam_role_policy: rolePolicy,
    aws_iam_role_policy_attachment: attachment,
    aws_kms_key: resourcePolicy(({ address }) => address),
    aws_cloudwatch_log_resource_policy: resourcePolicy(() => undefined, 'policy_document'),
    aws_s3_bucket_policy: resourcePolicy(() => undefined),
    aws_sns_topic_policy: resourcePolicy(() => undefined),
    aws_eks_access_policy_association: accessPolicy,
    aws_eks_access_entry: groups,
  },
  wide: [...wide, ...wideBindings],
};
