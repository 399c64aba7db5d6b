/** Rules of what a workload requests and may use, in its namespace. */
import { amount } from '../../../core/kubernetes/words';
import type { NamespaceProps } from '../../namespace/schema';
import type { RuleTable } from '../../../core/rules/rule';
import { resourcesOf, type WorkloadProps } from '../schema';
import { rangeOf } from '../scaling';
import type { WorkloadContext, WorkloadRule } from './context';

const KINDS = ['cpu', 'memory'] as const;
type Kind = (typeof KINDS)[number];
const LIMITS = { cpu: 'cpuLimit', memory: 'memoryLimit' } as const;

const belowRequest = (kind: Kind): WorkloadRule => ({
  code: 'x',
  property: `resources.${LIMITS[kind]}`,
  check: ({ resources }) =>
    amount(resourcesOf(resources).limits[kind]) < amount(resources[kind]) &&
    `must be at least what is requested, ${resources[kind]}, got ${resourcesOf(resources).limits[kind]}`,
});

const placeOf = ({ namespace }: WorkloadProps, { environment }: WorkloadContext): NamespaceProps | undefined =>
  environment.namespaces[namespace];

/** The most that the namespace lets a container have. */
export const mostOf = (props: WorkloadProps, context: WorkloadContext, kind: Kind): string | undefined => {
  const limitRange = placeOf(props, context)?.limitRange;
  return limitRange ? limitRange.max?.[kind] : undefined;
};

const aboveMost = (kind: Kind): WorkloadRule => ({
  code: 'x-2',
  property: `resources.${LIMITS[kind]}`,
  check: (props, context) => {
    const most = mostOf(props, context, kind);
    return (
      most !== undefined &&
      amount(resourcesOf(props.resources).limits[kind]) > amount(most) &&
      `must be at most what limitRange.max of the namespace "${props.namespace}" lets a container have, ${mostOf(props, context, kind)}, got ${resourcesOf(props.resources).limits[kind]}`
    );
  },
});

/** What all pods together take of a quota, as it is called there. */
const TAKEN = {
  cpu: ({ requests }) => requests.cpu,
  memory: ({ requests }) => requests.memory,
  cpuLimit: ({ limits }) => limits.cpu,
  memoryLimit: ({ limits }) => limits.memory,
} as const satisfies Record<string, (of: ReturnType<typeof resourcesOf>) => string>;

const aboveQuota = (kind: keyof typeof TAKEN): WorkloadRule => {
  const each = ({ resources }: WorkloadProps): string => TAKEN[kind](resourcesOf(resources));
  return {
    code: 'x-3',
    property: `resources.${kind}`,
    check: (props, context) => {
      const quota = placeOf(props, context)?.quota?.[kind];
      return (
        quota !== undefined &&
        rangeOf(props).max * amount(each(props)) > amount(quota) &&
        `must fit into quota.${kind} of the namespace "${props.namespace}", ${placeOf(props, context)?.quota?.[kind]}, with ${rangeOf(props).max} pods, got ${each(props)} for each`
      );
    },
  };
};

export const resourceRules: RuleTable<WorkloadProps, WorkloadContext> = [
  ...KINDS.map(belowRequest),
  ...KINDS.map(aboveMost),
  ...(Object.keys(TAKEN) as (keyof typeof TAKEN)[]).map(aboveQuota),
  {
    code: 'autoscaling-max',
    property: 'autoscaling.max',
    check: (props, context) =>
      rangeOf(props).max > (placeOf(props, context)?.quota?.pods ?? Infinity) &&
      `must be at most quota.pods of the namespace "${props.namespace}", ${placeOf(props, context)?.quota?.pods}, got ${rangeOf(props).max} pods`,
  },
];
