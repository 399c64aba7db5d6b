/** Rules of who calls a workload and whom it calls, and of where its metrics are. */
import { addonsOf } from '../../addons';
import { namespaceOf } from '../../addons/namespaces';
import { isCidr } from '../../../core/cidr';
import { listed, needsAddon, refersTo } from '../../environment/in-cluster-rules';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { Environment } from '../../environment/schema';
import { portOf, type WorkloadProps } from '../schema';
import type { Peer } from '../peers';
import { portProblem, type WorkloadContext } from './context';

/** Namespaces that are there: the environment's, add-ons', Kubernetes' own. */
const namespacesOf = (environment: Environment): string[] => [
  ...new Set([
    ...Object.keys(environment.namespaces),
    ...addonsOf(environment).map(({ key }) => namespaceOf(environment, key)),
    'kube-system',
  ]),
];

const peersAt = (end: 'callers' | 'calls') => (props: WorkloadProps) =>
  props[end].map((peer, index) => [`${end}.${index}`, peer] as const);

const known = (end: 'callers' | 'calls') =>
  forEach<WorkloadProps, Peer, WorkloadContext>(peersAt(end), [
    refersTo('workload', 'workloads', (peer) =>
      typeof peer === 'object' && 'workload' in peer ? peer.workload : undefined,
    ),
    {
      code: 'namespace',
      property: 'namespace',
      check: (peer, { environment }) =>
        typeof peer === 'object' &&
        'namespace' in peer &&
        !namespacesOf(environment).includes(peer.namespace) &&
        `must name a namespace that there is ${listed(namespacesOf(environment))}, got "${nameOf(peer)}"`,
      standsOn: (peer) => [`namespaces.${nameOf(peer)}`, 'addons'],
    },
    {
      code: 'cidr',
      property: 'cidr',
      check: (peer) =>
        typeof peer === 'object' &&
        'cidr' in peer &&
        !isCidr(peer.cidr) &&
        `must be a range whose host bits are zero, got ${nameOf(peer)}`,
    },
  ]);

const nameOf = (peer: Peer): string => {
  if (peer === 'internet') return peer;
  return 'workload' in peer ? peer.workload : 'namespace' in peer ? peer.namespace : peer.cidr;
};

export const networkRules: RuleTable<WorkloadProps, WorkloadContext> = [
  known('callers'),
  known('calls'),
  {
    code: 'callers',
    property: 'callers',
    check: ({ callers }) =>
      callers.includes('internet') && 'must not hold "internet": routes are the way in from there',
  },
  {
    code: 'callers-2',
    property: 'callers',
    check: ({ callers, ports }) =>
      callers.length > 0 && Object.keys(ports).length === 0 && 'requires ports: there is nothing to call',
  },
  forEach<WorkloadProps, Peer, WorkloadContext>(peersAt('calls'), [
    {
      code: 'workload-2',
      property: 'workload',
      check: (peer, { environment }) => {
        const other = typeof peer === 'object' && 'workload' in peer ? environment.workloads[peer.workload] : undefined;
        return (
          other !== undefined &&
          Object.keys(other.ports).length === 0 &&
          `must name a workload with ports, got "${nameOf(peer)}", which has none: there is nothing to call`
        );
      },
    },
  ]),
  needsAddon('metrics', 'monitoring', ({ metrics }) => metrics !== undefined, 'which reads them'),
  {
    code: 'metrics-port',
    property: 'metrics.port',
    check: (props) =>
      props.metrics !== undefined &&
      portProblem(props, props.metrics.port) !== undefined &&
      portProblem(props, props.metrics?.port)!,
  },
  {
    code: 'metrics-port-2',
    property: 'metrics.port',
    check: (props) => {
      if (!(props.metrics !== undefined && !['http', undefined].includes(portOf(props, props.metrics.port)?.protocol)))
        return undefined;
      const port = portOf(props, props.metrics?.port);
      return `must name a port whose protocol is http, got "${port?.name}", which is ${port?.protocol}`;
    },
  },
];
