/** Rules of a workload's callers, of its calls, of its metrics and traces. */
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { addonsOf } from '../../addons';
import { type InClusterContext, needsAddon, refersTo, unknownName } from '../../environment/in-cluster-rules';
import type { Environment } from '../../environment/schema';
import { namespaceOfPeer, workloadOf } from '../peers';
import type { WorkloadProps } from '../schema';
import { TRACING_VARIABLES } from '../traces';
import { otherProtocol, unknownPort } from './ports';

/** Namespaces that will exist: the environment's, those of add-ons, and Kubernetes' own. */
const namespacesOf = (environment: Environment): string[] => [
  ...new Set([
    ...Object.keys(environment.namespaces),
    ...addonsOf(environment).map(({ namespace }) => namespace),
    'kube-system',
  ]),
];

const peersAt = (...ends: readonly ('callers' | 'calls')[]) => {
  return (props: WorkloadProps) =>
    ends.flatMap((end) => props[end].map((peer, index) => [`${end}.${index}`, peer] as const));
};

export const networkRules: RuleTable<WorkloadProps, InClusterContext> = [
  forEach(peersAt('callers', 'calls'), [
    refersTo('workload', 'workloads', workloadOf),
    {
      code: 'namespace-unreachable',
      property: 'namespace',
      check: (peer, { environment }) =>
        unknownName("one of the cluster's namespaces", namespaceOfPeer(peer), namespacesOf(environment)),
      standsOn: (peer) => [`namespaces.${namespaceOfPeer(peer)}`, 'addons'],
    },
  ]),
  {
    code: 'callers-internet',
    property: 'callers',
    check: ({ callers }) => callers.includes('internet') && 'must not hold "internet": use routes for calls from there',
  },
  {
    code: 'callers-without-ports',
    property: 'callers',
    check: ({ callers, ports }) =>
      callers.length > 0 && Object.keys(ports).length === 0 && 'requires an entry in ports, got none',
  },
  forEach(peersAt('calls'), [
    {
      code: 'calls-without-ports',
      property: 'workload',
      check: (peer, { environment }) => {
        const id = workloadOf(peer);
        const callee = id === undefined ? undefined : environment.workloads[id];
        return (
          callee !== undefined &&
          Object.keys(callee.ports).length === 0 &&
          `must name a workload with ports, got "${id}", which has none`
        );
      },
    },
  ]),
  needsAddon('metrics', 'monitoring', ({ metrics }) => metrics !== undefined, 'which reads them'),
  {
    code: 'metrics-port-unknown',
    says: 'must name one of ports (…), got …',
    property: 'metrics.port',
    check: (props) => props.metrics && unknownPort(props, props.metrics.port),
  },
  {
    code: 'metrics-port-protocol',
    says: 'must name a port whose protocol is …, got …',
    property: 'metrics.port',
    check: (props) => props.metrics && otherProtocol(props, props.metrics.port, ['http']),
  },
  {
    code: 'traces-requires-collector',
    property: 'traces',
    check: ({ traces }, { environment: { addons } }) =>
      traces !== undefined &&
      !addons.tempo &&
      !addons.telemetry &&
      'requires addons.tempo or addons.telemetry, whose collector receives them',
    standsOn: () => ['addons.tempo', 'addons.telemetry'],
  },
  {
    code: 'traces-variable',
    property: 'traces',
    check: ({ traces, env, secretEnv, jobs }) => {
      const given = [env, secretEnv, ...Object.values(jobs).map((job) => job.secretEnv)];
      const both = TRACING_VARIABLES.filter((name) => given.some((variables) => name in variables));
      return (
        traces !== undefined &&
        both.length > 0 &&
        `sets ${both.join(', ')}: leave these out of env and secretEnv, or leave out traces`
      );
    },
  },
];
