/** Rules of what a workload requests and may use, given its namespace's quota and limits. */
import { amount, bytesText } from '../../../core/kubernetes/words';
import type { Rule, RuleTable } from '../../../core/rules/rule';
import { kebab } from '../../../core/text';
import type { InClusterContext } from '../../environment/in-cluster-rules';
import type { NamespaceProps } from '../../namespace/schema';
import { rangeOf } from '../scaling';
import { containerResourcesOf, resourcesOf, type WorkloadProps } from '../schema';

type WorkloadRule = Rule<WorkloadProps, InClusterContext>;

const RESOURCES = ['cpu', 'memory', 'disk'] as const;
export type Resource = (typeof RESOURCES)[number];
const LIMITS = { cpu: 'cpuLimit', memory: 'memoryLimit', disk: 'diskLimit' } as const;

type InNamespace = Pick<WorkloadProps, 'namespace'>;

const namespaceOf = ({ namespace }: InNamespace, { environment }: InClusterContext): NamespaceProps | undefined =>
  environment.namespaces[namespace];

/** The highest limit that the namespace allows a container. */
export function containerMax(props: InNamespace, context: InClusterContext, resource: Resource): string | undefined {
  const limitRange = namespaceOf(props, context)?.limitRange;
  return limitRange ? limitRange.max?.[resource] : undefined;
}

const limitBelowRequest = (resource: Resource): WorkloadRule => ({
  code: `${resource}-limit-min`,
  property: `resources.${LIMITS[resource]}`,
  check: (props) => {
    const { requests, limits } = containerResourcesOf(props);
    const limit = limits[resource];
    return (
      amount(limit) < amount(requests[resource]) &&
      `must be at least the request resources.${resource} ${requests[resource]}, got ${limit}`
    );
  },
});

const limitAboveContainerMax = (resource: Resource): WorkloadRule => ({
  code: `${resource}-limit-max`,
  property: `resources.${LIMITS[resource]}`,
  check: (props, context) => {
    const max = containerMax(props, context, resource);
    const limit = containerResourcesOf(props).limits[resource];
    return (
      max !== undefined &&
      amount(limit) > amount(max) &&
      `must be at most limitRange.max.${resource} ${max} of the namespace "${props.namespace}", got ${limit}`
    );
  },
});

/** The amount of a pod's resources that counts towards each property of a quota. */
const QUOTA = {
  cpu: ({ requests }) => requests.cpu,
  memory: ({ requests }) => requests.memory,
  cpuLimit: ({ limits }) => limits.cpu,
  memoryLimit: ({ limits }) => limits.memory,
} as const satisfies Record<string, (resources: ReturnType<typeof resourcesOf>) => string>;

type QuotaProperty = keyof typeof QUOTA;

const aboveQuota = (property: QuotaProperty): WorkloadRule => ({
  code: `${kebab(property)}-quota`,
  property: `resources.${property}`,
  check: (props, context) => {
    const quota = namespaceOf(props, context)?.quota?.[property];
    const each = QUOTA[property](resourcesOf(props.resources));
    const pods = rangeOf(props).max;
    return (
      quota !== undefined &&
      pods * amount(each) > amount(quota) &&
      `must fit quota.${property} ${quota} of the namespace "${props.namespace}" with ${pods} pods, got ${each} for each`
    );
  },
});

export const resourceRules: RuleTable<WorkloadProps, InClusterContext> = [
  ...RESOURCES.map(limitBelowRequest),
  ...RESOURCES.map(limitAboveContainerMax),
  {
    code: 'disk-limit-writable',
    property: 'resources.diskLimit',
    check: ({ resources: { diskLimit }, writable }) => {
      const sizes = Object.values(writable).reduce((sum, size) => sum + amount(size), 0);
      return (
        diskLimit !== undefined &&
        amount(diskLimit) < sizes &&
        `must be at least the ${bytesText(sizes)} of writable, got ${diskLimit}: pods would be evicted before these directories are full`
      );
    },
  },
  ...(Object.keys(QUOTA) as QuotaProperty[]).map(aboveQuota),
  {
    code: 'pods-quota',
    property: 'autoscaling.max',
    check: (props, context) => {
      const quota = namespaceOf(props, context)?.quota?.pods;
      const pods = rangeOf(props).max;
      return (
        quota !== undefined &&
        pods > quota &&
        `must be at most quota.pods ${quota} of the namespace "${props.namespace}", got ${pods} pods`
      );
    },
  },
];
