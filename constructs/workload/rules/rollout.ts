/** Rules of how new versions of a workload take over. */
import { forEach, type Rule, type RuleTable } from '../../../core/rules/rule';
import { type InClusterContext, needsAddon } from '../../environment/in-cluster-rules';
import type { WorkloadProps } from '../schema';

/** `0` and `'0%'`. */
const isZero = (pods: number | string): boolean => parseInt(String(pods), 10) === 0;

const analysisOf = ({ rollout }: WorkloadProps) => (rollout.strategy === 'rolling' ? undefined : rollout.analysis);

const above100Percent = (property: 'maxSurge' | 'maxUnavailable'): Rule<WorkloadProps, InClusterContext> => ({
  code: property === 'maxSurge' ? 'max-surge-percent' : 'max-unavailable-percent',
  property: `rollout.${property}`,
  check: ({ rollout }) => {
    const pods = rollout.strategy === 'rolling' ? rollout[property] : undefined;
    return typeof pods === 'string' && parseInt(pods, 10) > 100 && `must be at most 100%, got ${pods}`;
  },
});

export const rolloutRules: RuleTable<WorkloadProps, InClusterContext> = [
  needsAddon(
    'rollout.strategy',
    'argoRollouts',
    ({ rollout }) => rollout.strategy !== 'rolling',
    'which moves requests from old pods to new; or must be "rolling"',
  ),
  needsAddon(
    'rollout.analysis',
    'monitoring',
    (props) => analysisOf(props) !== undefined,
    'whose Prometheus answers the queries',
  ),
  {
    code: 'rolling-stuck',
    property: 'rollout.maxUnavailable',
    check: ({ rollout }) =>
      rollout.strategy === 'rolling' &&
      isZero(rollout.maxSurge) &&
      isZero(rollout.maxUnavailable) &&
      `must be more than 0 where rollout.maxSurge is 0, got ${rollout.maxUnavailable}: otherwise no pod can be replaced`,
  },
  above100Percent('maxSurge'),
  above100Percent('maxUnavailable'),
  {
    code: 'blue-green-without-service',
    property: 'rollout.strategy',
    check: ({ rollout, ports }) =>
      rollout.strategy === 'blue-green' &&
      Object.values(ports).every(({ service }) => service === false) &&
      'requires a port with a service, which is switched to the new pods, got "blue-green" without one',
  },
  {
    code: 'preview-max',
    property: 'rollout.previewSeconds',
    check: ({ rollout, progressDeadlineSeconds }) =>
      rollout.strategy === 'blue-green' &&
      rollout.previewSeconds >= progressDeadlineSeconds &&
      `must be less than progressDeadlineSeconds ${progressDeadlineSeconds}, got ${rollout.previewSeconds}`,
  },
  {
    code: 'steps-order',
    property: 'rollout.steps',
    check: ({ rollout }) => {
      const percents = rollout.strategy === 'canary' ? rollout.steps.map(({ percent }) => percent) : [];
      const grow = percents.every((percent, index) => index === 0 || percent > (percents[index - 1] ?? 0));
      return !grow && `must grow from step to step, got ${percents.join(', ')}`;
    },
  },
  {
    code: 'analysis-empty',
    property: 'rollout.analysis.queries',
    check: (props) => {
      const analysis = analysisOf(props);
      return analysis !== undefined && Object.keys(analysis.queries).length === 0 && 'must hold at least one query';
    },
  },
  forEach(
    (props: WorkloadProps) =>
      Object.entries(analysisOf(props)?.queries ?? {}).map(
        ([name, query]) => [`rollout.analysis.queries.${name}`, query] as const,
      ),
    [
      {
        code: 'query-unbounded',
        property: '',
        check: ({ min, max }) =>
          min === undefined && max === undefined && 'must have min, max, or both: otherwise every value is healthy',
      },
      {
        code: 'query-range',
        property: 'min',
        check: ({ min, max }) =>
          min !== undefined && max !== undefined && min > max && `must be at most max ${max}, got ${min}`,
      },
    ],
  ),
];
