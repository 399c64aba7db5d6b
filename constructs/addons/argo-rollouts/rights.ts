/**
 * Rights of Argo Rollouts: those of its chart but for Secrets, which the chart lets it read in the whole cluster. They are for
 * analyses by other metrics than Prometheus', and for its own notifications, of which it reads one Secret in its namespace.
 */
import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';

const API_GROUP = 'rbac.authorization.k8s.io';
/** Name of the release and of its service account. */
export const NAME = 'argo-rollouts';
/** Not the chart's own name, which an earlier version of the release may still have. */
const ROLE = `${NAME}-controller`;
/** It waits for both when it starts: github.com/argoproj/argo-rollouts, utils/record/record.go */
const NOTIFICATIONS = { secrets: `${NAME}-notification-secret`, configmaps: `${NAME}-notification-configmap` };

const READ = ['get', 'list', 'watch'];
const CHANGE = [...READ, 'update', 'patch'];
const ALL = ['create', ...CHANGE, 'delete'];

const rule = (apiGroups: readonly string[], resources: readonly string[], verbs: readonly string[]) => ({
  apiGroups,
  resources,
  verbs,
});

/** github.com/argoproj/argo-helm/blob/argo-rollouts-2.41.0/charts/argo-rollouts/templates/_helpers.tpl */
const rules = (withGateway: boolean) => [
  rule(['argoproj.io'], ['rollouts', 'rollouts/status', 'rollouts/finalizers'], CHANGE),
  rule(['argoproj.io'], ['analysisruns', 'analysisruns/finalizers', 'experiments', 'experiments/finalizers'], ALL),
  rule(['argoproj.io'], ['analysistemplates', 'clusteranalysistemplates'], READ),
  rule(['apps'], ['replicasets'], ALL),
  rule(['', 'apps'], ['deployments', 'podtemplates'], [...READ, 'update']),
  rule([''], ['services'], [...READ, 'patch', 'create', 'delete']),
  rule(['coordination.k8s.io'], ['leases'], ['create', 'get', 'update']),
  // The plugin keeps in one what it has changed in a route.
  rule([''], ['configmaps'], withGateway ? [...READ, 'create', 'update'] : READ),
  rule([''], ['pods'], ['list', 'update', 'watch']),
  rule([''], ['pods/eviction'], ['create']),
  rule([''], ['events'], ['create', 'update', 'patch']),
  rule(['networking.k8s.io', 'extensions'], ['ingresses'], ['create', ...CHANGE]),
  rule(['batch'], ['jobs'], ALL),
  ...(withGateway
    ? [
        rule(
          ['gateway.networking.k8s.io'],
          ['httproutes', 'tcproutes', 'tlsroutes', 'udproutes', 'grpcroutes'],
          [...READ, 'update'],
        ),
      ]
    : []),
];

export function controlling(namespace: string, system: string, withGateway: boolean): Manifest[] {
  const apiVersion = `${API_GROUP}/v1`;
  const labels = labelsOf(NAME, system);
  const subjects = [{ kind: 'ServiceAccount', name: NAME, namespace }];
  const roleRef = (kind: 'ClusterRole' | 'Role') => ({ apiGroup: API_GROUP, kind, name: ROLE });
  const everywhere = { name: ROLE, labels };
  const inside = { ...everywhere, namespace };
  return [
    { apiVersion, kind: 'ClusterRole', metadata: everywhere, rules: rules(withGateway) },
    { apiVersion, kind: 'ClusterRoleBinding', metadata: everywhere, roleRef: roleRef('ClusterRole'), subjects },
    {
      apiVersion,
      kind: 'Role',
      metadata: inside,
      rules: Object.entries(NOTIFICATIONS).map(([resource, name]) => ({
        ...rule([''], [resource], READ),
        resourceNames: [name],
      })),
    },
    { apiVersion, kind: 'RoleBinding', metadata: inside, roleRef: roleRef('Role'), subjects },
  ];
}
