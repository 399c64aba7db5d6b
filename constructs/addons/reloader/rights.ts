/** Rights of Reloader: in the namespaces whose workloads it restarts, and not in the whole cluster. */
import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';
import type { AddonFacts } from '../facts';
import type { Addons } from '../schema';

const API_GROUP = 'rbac.authorization.k8s.io';
/** Name of the release, of its service account, and of its role. */
export const NAME = 'reloader';
const LEADER = `${NAME}-leader`;

interface Watching extends Pick<AddonFacts, 'exporters'> {
  readonly environment: { readonly namespaces: object; readonly addons: Pick<Addons, 'reloader'> };
}

/** The namespaces that it watches: the environment's, and that of exporters. Undefined where it watches all, or is not there. */
export function watchedBy({ environment, exporters }: Watching): readonly string[] | undefined {
  const { reloader } = environment.addons;
  if (reloader === undefined || reloader.all) return undefined;
  return [...new Set([...Object.keys(environment.namespaces), ...exporters.map(({ namespace }) => namespace)])].sort();
}

const rule = (apiGroup: string, resources: readonly string[], verbs: readonly string[]) => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});

/** What it may do in a namespace to which it is bound. */
export const watchingRole = (system: string, rollouts: boolean): Manifest => ({
  apiVersion: `${API_GROUP}/v1`,
  kind: 'ClusterRole',
  metadata: { name: NAME, labels: labelsOf(NAME, system) },
  rules: [
    rule('', ['secrets', 'configmaps'], ['get', 'list', 'watch']),
    rule('apps', ['deployments', 'daemonsets', 'statefulsets'], ['get', 'list', 'update', 'patch']),
    ...(rollouts ? [rule('argoproj.io', ['rollouts'], ['get', 'list', 'update', 'patch'])] : []),
    rule('batch', ['cronjobs'], ['get', 'list']),
    rule('batch', ['jobs'], ['create', 'delete', 'get', 'list']),
    rule('', ['events'], ['create', 'patch']),
  ],
});

/** Binds the role in a namespace that it watches. @param own the namespace of Reloader */
export const watching = (namespace: string, own: string, system: string): Manifest =>
  binding(NAME, 'ClusterRole', namespace, own, system);

/** What it may do in its own namespace: choose a leader, and say what it is. */
export const leading = (namespace: string, system: string): Manifest[] => [
  {
    apiVersion: `${API_GROUP}/v1`,
    kind: 'Role',
    metadata: { name: LEADER, namespace, labels: labelsOf(LEADER, system) },
    rules: [
      rule('coordination.k8s.io', ['leases'], ['create', 'get', 'update']),
      rule('', ['configmaps'], ['create', 'get', 'list', 'update', 'watch']),
    ],
  },
  binding(LEADER, 'Role', namespace, namespace, system),
];

const binding = (name: string, kind: 'ClusterRole' | 'Role', namespace: string, own: string, system: string) => ({
  apiVersion: `${API_GROUP}/v1`,
  kind: 'RoleBinding',
  metadata: { name, namespace, labels: labelsOf(name, system) },
  roleRef: { apiGroup: API_GROUP, kind, name },
  subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: own }],
});
