/**
 * Arguments: a Kubernetes object as the provider `kubernetes` spells it: snake case, and repeated blocks in the singular. A
 * test compares each kind with the provider's own bindings, so that nothing is lost on the way.
 */
import type { Manifest } from '../../../core/kubernetes/manifest';

/** The provider's resource for each kind. */
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
  'storage.k8s.io/v1/StorageClass': 'kubernetes_storage_class_v1',
};

/** Lists in Kubernetes' plural that the provider has as blocks in the singular; all others keep their name. */
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
};

/** Fields that the provider calls otherwise. */
const RENAMED: Readonly<Record<string, string>> = {
  provisioner: 'storage_provisioner',
  timeZone: 'timezone',
};

/** Objects whose keys are the user's, not Kubernetes': they stay as they are. */
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

/** The maps among a kind's arguments, which HCL writes otherwise than blocks. */
export const mapsOf = (kind: string): string[] => [
  ...[...MAPS].map(snake),
  ...(kind === 'Service' ? ['selector'] : []),
];

/** The provider's type and arguments of an object. */
export function terraformOf({ apiVersion, kind, ...fields }: Manifest): { type: string; arguments: Fields } {
  const type = RESOURCES[`${apiVersion}/${kind}`];
  if (type === undefined) throw new Error(`no resource of the provider is known for ${apiVersion}/${kind}`);
  return { type, arguments: (FORMS[kind] ?? converted)(fields) };
}

/** Kinds that are not like the others. */
const FORMS: Readonly<Record<string, (fields: Fields) => Fields>> = {
  // Its ports alone are blocks in the plural.
  NetworkPolicy: (fields) => converted(fields, { ...SINGULAR, ports: 'ports' }),
  // Its selector is a map.
  Service: ({ spec, ...fields }) => {
    const { selector, ...rest } = spec as Fields;
    return { ...converted(fields), spec: { ...converted(rest), ...(selector !== undefined && { selector }) } };
  },
};

function converted(fields: Fields, singular = SINGULAR): Fields {
  const convert = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(convert) : isObject(value) ? converted(value, singular) : value;
  const made: Record<string, unknown> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value === undefined) continue;
    if (isObject(value) && MAPS.has(key)) made[snake(key)] = value;
    else made[Array.isArray(value) ? (singular[key] ?? snake(key)) : snake(key)] = convert(value);
  }
  return made;
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const snakes = new Map(Object.entries(RENAMED));

/** The few names that there are come by the thousand. */
function snake(key: string): string {
  let known = snakes.get(key);
  if (known === undefined) snakes.set(key, (known = key.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`)));
  return known;
}
