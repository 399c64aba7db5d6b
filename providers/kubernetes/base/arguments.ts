/**
 * Arguments: translates a Kubernetes object into arguments of the provider `kubernetes`: snake case, with repeated
 * blocks in the singular. A test compares each kind with the provider's bindings, so that nothing is lost in
 * translation.
 */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { isPlain } from '../../../core/patch';

/** The provider's resource of each kind. */
const RESOURCES: Readonly<Record<string, string>> = {
  'v1/Namespace': 'kubernetes_namespace_v1',
  'v1/ResourceQuota': 'kubernetes_resource_quota_v1',
  'v1/LimitRange': 'kubernetes_limit_range_v1',
  'v1/ServiceAccount': 'kubernetes_service_account_v1',
  'v1/ConfigMap': 'kubernetes_config_map_v1',
  'v1/Service': 'kubernetes_service_v1',
  'apps/v1/Deployment': 'kubernetes_deployment_v1',
  'autoscaling/v2/HorizontalPodAutoscaler': 'kubernetes_horizontal_pod_autoscaler_v2',
  'policy/v1/PodDisruptionBudget': 'kubernetes_pod_disruption_budget_v1',
  'networking.k8s.io/v1/NetworkPolicy': 'kubernetes_network_policy_v1',
  'batch/v1/Job': 'kubernetes_job_v1',
  'batch/v1/CronJob': 'kubernetes_cron_job_v1',
  'rbac.authorization.k8s.io/v1/ClusterRole': 'kubernetes_cluster_role_v1',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': 'kubernetes_cluster_role_binding_v1',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'kubernetes_role_binding_v1',
  'scheduling.k8s.io/v1/PriorityClass': 'kubernetes_priority_class_v1',
  'storage.k8s.io/v1/StorageClass': 'kubernetes_storage_class_v1',
};

/** Lists that the provider has as blocks in the singular; all other lists keep their name. */
const SINGULAR: Readonly<Record<string, string>> = {
  containers: 'container',
  initContainers: 'init_container',
  volumes: 'volume',
  volumeMounts: 'volume_mount',
  ports: 'port',
  tolerations: 'toleration',
  topologySpreadConstraints: 'topology_spread_constraint',
  httpHeaders: 'http_header',
  nodeSelectorTerms: 'node_selector_term',
  metrics: 'metric',
  policies: 'policy',
  limits: 'limit',
  rules: 'rule',
  subjects: 'subject',
};

/** Fields that have another name in the provider. */
const RENAMED: Readonly<Record<string, string>> = {
  provisioner: 'storage_provisioner',
  timeZone: 'timezone',
};

/** Fields that hold maps: their keys are the user's, not Kubernetes', and stay as they are. */
const MAPS = new Set([
  'annotations',
  'labels',
  'matchLabels',
  'nodeSelector',
  'data',
  'hard',
  'requests',
  'limits',
  'parameters',
  'default',
  'defaultRequest',
  'max',
  'min',
]);

type Fields = Readonly<Record<string, unknown>>;

/** Names of a kind's arguments that are maps, because HCL writes maps and blocks differently. */
export const mapsOf = (kind: string): string[] => [
  ...[...MAPS].map(snake),
  ...(kind === 'Service' ? ['selector'] : []),
];

/** The provider's resource type for an object, and its arguments. */
export function terraformOf({ apiVersion, kind, ...fields }: Manifest): { type: string; arguments: Fields } {
  const type = RESOURCES[`${apiVersion}/${kind}`];
  if (type === undefined) throw new Error(`the provider's resource for ${apiVersion}/${kind} is not listed here`);
  return { type, arguments: (CONVERTERS[kind] ?? convert)(fields) };
}

/** Kinds that deviate from the general rules. */
const CONVERTERS: Readonly<Record<string, (fields: Fields) => Fields>> = {
  // The only kind whose blocks of ports are in the plural.
  NetworkPolicy: (fields) => convert(fields, { ...SINGULAR, ports: 'ports' }),
  // The only kind whose selector is a map.
  Service: ({ spec, ...fields }) => {
    const { selector, ...rest } = spec as Fields;
    return { ...convert(fields), spec: { ...convert(rest), ...(selector !== undefined && { selector }) } };
  },
};

function convert(fields: Fields, singular = SINGULAR): Fields {
  const convertValue = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convertValue);
    return isPlain(value) ? convert(value, singular) : value;
  };
  const converted: Record<string, unknown> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value === undefined) continue;
    const name = Array.isArray(value) ? (singular[key] ?? snake(key)) : snake(key);
    converted[name] = isPlain(value) && MAPS.has(key) ? value : convertValue(value);
  }
  return converted;
}

const snakes = new Map(Object.entries(RENAMED));

/** Memoized, because the same few keys are converted thousands of times. */
function snake(key: string): string {
  let known = snakes.get(key);
  if (known === undefined) snakes.set(key, (known = key.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`)));
  return known;
}
