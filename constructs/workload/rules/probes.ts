/** Rules of a workload's probes. */
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { portOf, type Probe, type WorkloadProps } from '../schema';
import { portProblem, type WorkloadContext } from './context';

/** What a probe asks, without how often. */
const asked = ({ path, command, port }: Probe, props: WorkloadProps): string =>
  JSON.stringify(command ?? [path, portOf(props, port)?.name]);

export const probeRules: RuleTable<WorkloadProps, WorkloadContext> = [
  {
    property: 'probes.readiness',
    when: ({ ports, probes }) =>
      probes.readiness === undefined && Object.values(ports).some(({ service }) => service !== false),
    say: () => 'must be given: without, pods get requests before they can answer',
  },
  {
    property: 'probes.liveness',
    when: (props) => {
      const { readiness, liveness } = props.probes;
      return readiness !== undefined && liveness !== undefined && asked(readiness, props) === asked(liveness, props);
    },
    say: () =>
      'must ask for less than probes.readiness, or be left out: a pod that waits for others would be restarted. Without path or command, a connection is enough',
  },
  forEach(
    (props) =>
      Object.entries(props.probes).flatMap(([name, probe]) =>
        probe === undefined ? [] : [[`probes.${name}`, { ...probe, props }] as const],
      ),
    [
      {
        property: 'port',
        when: ({ command, port, props }) => command === undefined && portProblem(props, port) !== undefined,
        say: ({ port, props }) =>
          `${portProblem(props, port)}${portProblem(props, port)?.startsWith('there') ? ', or give a command' : ''}`,
      },
      {
        property: 'command',
        when: ({ command, path, port }) => command !== undefined && (path ?? port) !== undefined,
        say: () => 'must come without path and port: it runs in the container',
      },
      {
        property: 'port',
        when: ({ command, port, props }) => command === undefined && portOf(props, port)?.protocol === 'udp',
        say: ({ port, props }) =>
          `must speak another protocol than udp, which cannot be probed, got "${portOf(props, port)?.name}"`,
      },
      {
        property: 'path',
        when: ({ path, port, props }) =>
          path !== undefined && !['http', undefined].includes(portOf(props, port)?.protocol),
        say: ({ port, props }) =>
          `must come with a port whose protocol is http, got "${portOf(props, port)?.name}", which is ${portOf(props, port)?.protocol}`,
      },
    ],
  ),
];
