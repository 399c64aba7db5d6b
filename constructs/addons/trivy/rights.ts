/**
 * Rights of Trivy in the cluster: those of its chart, but for Secrets, which the chart lets it read and write in the whole
 * cluster, the kubelets' API, and Jobs, with which it could run anything as anybody. It makes Jobs in its own namespace alone.
 */
import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';

const API_GROUP = 'rbac.authorization.k8s.io';
/** Name of the release, of its service account, and of its roles. */
export const NAME = 'trivy';

const READ = ['get', 'list', 'watch'];

const rule = (apiGroup: string, resources: readonly string[], verbs: readonly string[]) => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});

/** github.com/aquasecurity/trivy-operator/blob/v0.32.0/deploy/helm/generated/role.yaml */
const everywhere = [
  rule('', ['configmaps', 'limitranges', 'nodes', 'persistentvolumeclaims', 'persistentvolumes', 'pods'], READ),
  rule('', ['namespaces', 'replicationcontrollers', 'resourcequotas', 'services'], READ),
  rule('apiextensions.k8s.io', ['customresourcedefinitions'], READ),
  rule('apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], READ),
  rule('batch', ['cronjobs', 'jobs'], READ),
  rule('networking.k8s.io', ['ingresses', 'networkpolicies'], READ),
  rule(API_GROUP, ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'], READ),
  rule('aquasecurity.github.io', ['*'], [...READ, 'create', 'update', 'patch', 'delete']),
];

const inside = [
  rule('batch', ['jobs'], ['create', 'delete']),
  rule('', ['pods/log'], ['get', 'list']),
  rule('', ['configmaps'], ['create']),
  rule('', ['secrets'], ['create', 'get', 'update', 'delete']),
];

/** @param namespace its own */
export const rightsOf = (namespace: string, system: string): Manifest[] => {
  const labels = labelsOf(NAME, system);
  const subjects = [{ kind: 'ServiceAccount', name: NAME, namespace }];
  const role = (kind: 'ClusterRole' | 'Role', metadata: Manifest['metadata'], rules: readonly object[]): Manifest[] => [
    { apiVersion: `${API_GROUP}/v1`, kind, metadata, rules },
    {
      apiVersion: `${API_GROUP}/v1`,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: API_GROUP, kind, name: NAME },
      subjects,
    },
  ];
  return [
    ...role('ClusterRole', { name: NAME, labels }, everywhere),
    ...role('Role', { name: NAME, namespace, labels }, inside),
  ];
};
