/**
 * Rights of the ClickHouse operator: in the namespaces of its clusters, and not in the whole cluster. The chart knows only
 * the whole cluster, or its own namespace; these are its rules:
 * github.com/Altinity/clickhouse-operator/blob/release-0.25.6/deploy/helm/clickhouse-operator/templates/generated/Role-clickhouse-operator.yaml
 */
import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';
import { RBAC, roleBinding } from '../parts/watched';

/** Name of the role in a namespace of clusters, and of its bindings. */
const ROLE = 'click-house-operator';
/** Name of the role in the whole cluster, and of its binding. */
const EVERYWHERE = `${ROLE}-everywhere`;

const API = 'clickhouse.altinity.com';
const KEEPER_API = 'clickhouse-keeper.altinity.com';
const READ = ['get', 'list', 'watch'];
const CHANGE = [...READ, 'patch', 'update'];
const MANAGE = [...CHANGE, 'create', 'delete'];
const OWN = ['clickhouseinstallations', 'clickhouseinstallationtemplates', 'clickhouseoperatorconfigurations'];
const KEEPERS = 'clickhousekeeperinstallations';

const rule = (apiGroup: string, resources: readonly string[], verbs: readonly string[]) => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});
const parts = (resources: readonly string[], part: string) => resources.map((resource) => `${resource}/${part}`);

/** What it may do in a namespace to which it is bound. */
const RULES = [
  rule('', ['configmaps', 'services', 'persistentvolumeclaims', 'secrets'], MANAGE),
  rule('', ['endpoints'], READ),
  rule('', ['events'], ['create']),
  rule('', ['pods'], [...CHANGE, 'delete']),
  rule('apps', ['statefulsets'], MANAGE),
  rule('apps', ['replicasets'], ['get', 'patch', 'update', 'delete']),
  rule('policy', ['poddisruptionbudgets'], MANAGE),
  rule('discovery.k8s.io', ['endpointslices'], READ),
  rule(API, ['clickhouseinstallations'], [...CHANGE, 'delete']),
  rule(API, ['clickhouseinstallationtemplates', 'clickhouseoperatorconfigurations'], READ),
  rule(API, parts(OWN, 'finalizers'), ['update']),
  rule(API, parts(OWN, 'status'), ['get', 'update', 'patch', 'create', 'delete']),
  rule(KEEPER_API, [KEEPERS], [...CHANGE, 'delete']),
  rule(KEEPER_API, parts([KEEPERS], 'finalizers'), ['update']),
  rule(KEEPER_API, parts([KEEPERS], 'status'), ['get', 'update', 'patch', 'create', 'delete']),
];

/** It sees whether its CRDs are being deleted, in which case the data stays. */
const CRDS = rule('apiextensions.k8s.io', ['customresourcedefinitions'], ['get', 'list']);

/** It asks for one namespace or for all, and forgets the others. None of this is a Secret. */
const INFORMED = [
  rule('', ['configmaps', 'services', 'endpoints', 'pods'], ['list', 'watch']),
  rule('apps', ['statefulsets'], ['list', 'watch']),
  rule('discovery.k8s.io', ['endpointslices'], ['list', 'watch']),
  rule(API, OWN, ['list', 'watch']),
  rule(KEEPER_API, [KEEPERS], ['list', 'watch']),
];

interface Own {
  /** Its service account. */
  readonly account: { readonly name: string; readonly namespace: string };
  readonly system: string;
}

const clusterRole = (name: string, rules: readonly object[], system: string): Manifest => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRole',
  metadata: { name, labels: labelsOf(name, system) },
  rules,
});

/** Its roles, and what it may do in the whole cluster. */
export const rolesFor = (watched: readonly string[], { account, system }: Own): Manifest[] => [
  clusterRole(ROLE, RULES, system),
  clusterRole(EVERYWHERE, [CRDS, ...(watched.length > 1 ? INFORMED : [])], system),
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: EVERYWHERE, labels: labelsOf(EVERYWHERE, system) },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: EVERYWHERE },
    subjects: [{ kind: 'ServiceAccount', ...account }],
  },
];

/** Binds the role in a namespace of its clusters. */
export const operatingIn = (namespace: string, own: Own): Manifest =>
  roleBinding({ ...own, name: ROLE, role: ROLE, namespace });
