/** Rules of how new versions take over. */
import { needsAddon } from '../../environment/in-cluster-rules';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { WorkloadProps } from '../schema';
import type { WorkloadContext } from './context';

const isNothing = (pods: number | string): boolean => parseInt(String(pods), 10) === 0;

const analysisOf = ({ rollout }: WorkloadProps) => (rollout.strategy === 'rolling' ? undefined : rollout.analysis);

const stepsOf = ({ rollout }: WorkloadProps): number[] =>
  rollout.strategy === 'canary' ? rollout.steps.map(({ percent }) => percent) : [];

export const rolloutRules: RuleTable<WorkloadProps, WorkloadContext> = [
  needsAddon(
    'rollout.strategy',
    'argoRollouts',
    ({ rollout }) => rollout.strategy !== 'rolling',
    'which moves requests from old pods to new; or be "rolling"',
  ),
  needsAddon(
    'rollout.analysis',
    'monitoring',
    (props) => analysisOf(props) !== undefined,
    'which is asked how new pods do',
  ),
  {
    code: 'rollout-max-unavailable',
    property: 'rollout.maxUnavailable',
    check: ({ rollout }) =>
      rollout.strategy === 'rolling' &&
      isNothing(rollout.maxSurge) &&
      isNothing(rollout.maxUnavailable) &&
      'must be more than 0 where rollout.maxSurge is 0: otherwise no pod can be replaced',
  },
  ...(['maxSurge', 'maxUnavailable'] as const).map((property) => ({
    code: 'x',
    property: `rollout.${property}`,
    check: ({ rollout }: WorkloadProps) =>
      rollout.strategy === 'rolling' &&
      typeof rollout[property] === 'string' &&
      parseInt(rollout[property], 10) > 100 &&
      `must be at most 100%, got ${rollout.strategy === 'rolling' ? rollout[property] : ''}`,
  })),
  {
    code: 'rollout-strategy',
    property: 'rollout.strategy',
    check: ({ rollout, ports }) =>
      rollout.strategy === 'blue-green' &&
      Object.values(ports).every(({ service }) => service === false) &&
      'must not be "blue-green" without a port that has a service: it is what is switched',
  },
  {
    code: 'rollout-preview-seconds',
    property: 'rollout.previewSeconds',
    check: ({ rollout, progressDeadlineSeconds }) =>
      rollout.strategy === 'blue-green' &&
      rollout.previewSeconds >= progressDeadlineSeconds &&
      `must be less than progressDeadlineSeconds ${progressDeadlineSeconds}, got ${rollout.strategy === 'blue-green' ? rollout.previewSeconds : ''}`,
  },
  {
    code: 'rollout-steps',
    property: 'rollout.steps',
    check: (props) =>
      stepsOf(props).some((percent, index, all) => index > 0 && percent <= all[index - 1]!) &&
      `must grow from step to step, got ${stepsOf(props).join(', ')}`,
  },
  {
    code: 'analysis-queries',
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
        code: 'whole',
        property: '',
        check: ({ min, max }) =>
          min === undefined && max === undefined && 'must have min, max, or both: otherwise every value is well',
      },
      {
        code: 'min',
        property: 'min',
        check: ({ min, max }) =>
          min !== undefined && max !== undefined && min > max && `must be at most max ${max}, got ${min}`,
      },
    ],
  ),
];
