/** What users of caches may do, by Terraform's own resource and by the stacks that keep passwords out of Terraform. */
import { decoded } from '../../../core/rights/literal';
import { readable, type Resource, type Resources } from '../../../core/rights/resources';
import type { Right, RightsReader } from '../../../core/rights/right';

interface User {
  readonly id: string;
  readonly name: string;
  /** Keys, channels and commands, in the language of Redis' ACL. */
  readonly access: string;
}

/** A user that is off may nothing. */
const rightsOf = ({ id, name, access }: User, resources: Resources): Right[] => {
  const [state, ...may] = access.split(' ');
  if (state === 'off') return [];
  return [{ who: `user ${name}`, may, on: storesOf(id, resources), isWide: /\+@all|[*?]/.test(access) }];
};

/** Stores in whose groups a user is. */
function storesOf(userId: string, resources: Resources): string[] {
  const groups = resources
    .of('aws_elasticache_user_group')
    .filter(({ values }) => list(values['user_ids']).includes(userId))
    .map(({ address }) => address);
  return resources
    .of('aws_elasticache_replication_group')
    .filter(({ values }) =>
      list(values['user_group_ids']).some((id) => groups.includes(resources.at(id)?.address ?? '')),
    )
    .map(({ address }) => address);
}

const list = (value: unknown): unknown[] => [value ?? []].flat();

const user: RightsReader = ({ address, values }, resources) =>
  rightsOf(
    {
      id: `\${${address}.user_id}`,
      name: readable(String(values['user_name'])),
      access: String(values['access_string']),
    },
    resources,
  );

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties: Resource['values'] }>>;
}

const usersInStack: RightsReader = ({ values }, resources) => {
  const { Resources: made = {} } = (decoded(values['template_body']) ?? {}) as Template;
  return Object.values(made)
    .filter(({ Type }) => Type === 'AWS::ElastiCache::User')
    .flatMap(({ Properties: { UserId, UserName, AccessString } }) =>
      rightsOf({ id: String(UserId), name: String(UserName), access: String(AccessString) }, resources),
    );
};

export const cacheUsers = {
  aws_elasticache_user: user,
  aws_cloudformation_stack: usersInStack,
} satisfies Readonly<Record<string, RightsReader>>;
