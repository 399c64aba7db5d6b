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
    property: 'rollout.maxUnavailable',
    when: ({ rollout }) =>
      rollout.strategy === 'rolling' && isNothing(rollout.maxSurge) && isNothing(rollout.maxUnavailable),
    say: () => 'must be more than 0 where rollout.maxSurge is 0: otherwise no pod can be replaced',
  },
  ...(['maxSurge', 'maxUnavailable'] as const).map((property) => ({
    property: `rollout.${property}`,
    when: ({ rollout }: WorkloadProps) =>
      rollout.strategy === 'rolling' && typeof rollout[property] === 'string' && parseInt(rollout[property], 10) > 100,
    say: ({ rollout }: WorkloadProps) =>
      `must be at most 100%, got ${rollout.strategy === 'rolling' ? rollout[property] : ''}`,
  })),
  {
    property: 'rollout.strategy',
    when: ({ rollout, ports }) =>
      rollout.strategy === 'blue-green' && Object.values(ports).every(({ service }) => service === false),
    say: () => 'must not be "blue-green" without a port that has a service: it is what is switched',
  },
  {
    property: 'rollout.previewSeconds',
    when: ({ rollout, progressDeadlineSeconds }) =>
      rollout.strategy === 'blue-green' && rollout.previewSeconds >= progressDeadlineSeconds,
    say: ({ rollout, progressDeadlineSeconds }) =>
      `must be less than progressDeadlineSeconds ${progressDeadlineSeconds}, got ${rollout.strategy === 'blue-green' ? rollout.previewSeconds : ''}`,
  },
  {
    property: 'rollout.steps',
    when: (props) => stepsOf(props).some((percent, index, all) => index > 0 && percent <= all[index - 1]!),
    say: (props) => `must grow from step to step, got ${stepsOf(props).join(', ')}`,
  },
  {
    property: 'rollout.analysis.queries',
    when: (props) => {
      const analysis = analysisOf(props);
      return analysis !== undefined && Object.keys(analysis.queries).length === 0;
    },
    say: () => 'must hold at least one query',
  },
  forEach(
    (props: WorkloadProps) =>
      Object.entries(analysisOf(props)?.queries ?? {}).map(
        ([name, query]) => [`rollout.analysis.queries.${name}`, query] as const,
      ),
    [
      {
        property: '',
        when: ({ min, max }) => min === undefined && max === undefined,
        say: () => 'must have min, max, or both: otherwise every value is well',
      },
      {
        property: 'min',
        when: ({ min, max }) => min !== undefined && max !== undefined && min > max,
        say: ({ min, max }) => `must be at most max ${max}, got ${min}`,
      },
    ],
  ),
];
