/** Rights on Azure: assignments of roles, administrators of databases, and users of caches. */
import { bindings, wideBindings } from '../../../core/rights/bindings';
import { readable, type Resource, type Resources } from '../../../core/rights/resources';
import type { CloudRights, Right, RightsReader } from '../../../core/rights/right';
import { wide } from './wide';

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):(.+)$/;

/** Who has a principal's id: pods, runs of a pipeline, a service, or somebody outside the stack. */
function holderOf(principalId: unknown, resources: Resources): Pick<Right, 'who' | 'as'> {
  const holder = resources.at(principalId);
  if (!holder) return { who: String(resources.lookedUpAt(principalId)?.['name'] ?? principalId) };
  if (/\.kubelet_identity\b/.test(String(principalId))) return { who: 'nodes', as: holder.address };
  const users = resources
    .of('azurerm_federated_identity_credential')
    .filter(({ values }) => resources.at(values['parent_id'])?.address === holder.address)
    .map(userOf);
  return { who: users.join(', ') || serviceOf(holder, resources), as: holder.address };
}

/** Pods or runs of a pipeline that a credential is for. */
function userOf({ values }: Resource): string {
  const subject = String(values['subject']);
  const [, namespace, serviceAccount] = SERVICE_ACCOUNT.exec(subject) ?? [];
  return namespace === undefined ? `runs ${subject}` : `pods ${namespace}/${String(serviceAccount)}`;
}

/** The resources that run as an identity; a resource may have an identity of its own. */
function serviceOf({ address, type }: Resource, resources: Resources): string {
  if (type !== 'azurerm_user_assigned_identity') return address;
  const reference = `\${${address}.id}`;
  const users = resources.all.filter(({ values }) => JSON.stringify(values['identity'] ?? {}).includes(reference));
  return users.map((one) => one.address).join(', ') || address;
}

const isGroup = (scope: unknown, resources: Resources): boolean => {
  const { type } = resources.at(scope) ?? {};
  return type === 'azurerm_resource_group' || /^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?$/i.test(String(scope));
};

/** Wildcards in roles of Azure's own: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const BUILT_IN: Readonly<Record<string, string>> = {
  'Azure Kubernetes Service RBAC Cluster Admin': 'Microsoft.ContainerService/managedClusters/*',
  'Network Contributor': 'Microsoft.Network/*',
};

function describeRole(
  { role_definition_name: name, role_definition_id: id }: Resource['values'],
  resources: Resources,
) {
  if (typeof name === 'string') return name in BUILT_IN ? `${name} (${BUILT_IN[name]})` : name;
  const definition = resources.at(id);
  const permissions = JSON.stringify(definition?.values['permissions'] ?? []);
  const actions = [...permissions.matchAll(/"(Microsoft\.[^"]+)"/g)].map(([, action]) => action);
  return definition ? `${definition.address} (${actions.join(', ')})` : String(id);
}

const assignment: RightsReader = ({ values }, resources) => {
  const role = describeRole(values, resources);
  return [
    {
      ...holderOf(values['principal_id'], resources),
      may: [role],
      on: [readable(String(values['scope']))],
      isWide: isGroup(values['scope'], resources) || role.includes('*'),
    },
  ];
};

const databaseAdministrator: RightsReader = ({ values }, resources) => [
  {
    ...holderOf(values['object_id'], resources),
    may: ['administer PostgreSQL'],
    on: [readable(String(values['server_name']))],
    isWide: false,
  },
];

const cacheUser: RightsReader = ({ values }, resources) => [
  {
    ...holderOf(values['object_id'], resources),
    may: ['sign in, every command'],
    on: [readable(String(values['managed_redis_id']))],
    isWide: false,
  },
];

/** Of containers that anybody may read. */
const publicContainer: RightsReader = ({ address, values }) =>
  values['container_access_type'] === 'blob'
    ? [{ who: 'everybody', may: ['read blobs by their names'], on: [address], isWide: false }]
    : [];

export const rights: CloudRights = {
  readers: {
    azurerm_storage_container: publicContainer,
    ...bindings,
    azurerm_role_assignment: assignment,
    azurerm_managed_redis_access_policy_assignment: cacheUser,
    azurerm_postgresql_flexible_server_active_directory_administrator: databaseAdministrator,
  },
  wide: [...wide, ...wideBindings],
};
