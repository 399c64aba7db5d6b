/** Rules of a workload's probes. */
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { portOf, type Probe, type WorkloadProps } from '../schema';
import { portProblem, type WorkloadContext } from './context';

/** What a probe asks, without how often. */
const asked = ({ path, command, port }: Probe, props: WorkloadProps): string =>
  JSON.stringify(command ?? [path, portOf(props, port)?.name]);

export const probeRules: RuleTable<WorkloadProps, WorkloadContext> = [
  {
    code: 'probes-readiness',
    property: 'probes.readiness',
    check: ({ ports, probes }) =>
      probes.readiness === undefined &&
      Object.values(ports).some(({ service }) => service !== false) &&
      'is required: without, pods get requests before they can answer',
  },
  {
    code: 'probes-liveness',
    property: 'probes.liveness',
    check: (props) => {
      const { readiness, liveness } = props.probes;
      return (
        readiness !== undefined &&
        liveness !== undefined &&
        asked(readiness, props) === asked(liveness, props) &&
        'must ask for less than probes.readiness, or be left out: a pod that waits for others would be restarted. Without path or command, a connection is enough'
      );
    },
  },
  forEach(
    (props) =>
      Object.entries(props.probes).flatMap(([name, probe]) =>
        probe === undefined ? [] : [[`probes.${name}`, { ...probe, props }] as const],
      ),
    [
      {
        code: 'port',
        property: 'port',
        check: ({ command, port, props }) =>
          command === undefined &&
          portProblem(props, port) !== undefined &&
          `${portProblem(props, port)}${portProblem(props, port)?.startsWith('there') ? ', or give a command' : ''}`,
      },
      {
        code: 'command',
        property: 'command',
        check: ({ command, path, port }) =>
          command !== undefined &&
          (path ?? port) !== undefined &&
          'requiresout path and port: it runs in the container',
      },
      {
        code: 'port-2',
        property: 'port',
        check: ({ command, port, props }) =>
          command === undefined &&
          portOf(props, port)?.protocol === 'udp' &&
          `must speak another protocol than udp, which cannot be probed, got "${portOf(props, port)?.name}"`,
      },
      {
        code: 'path',
        property: 'path',
        check: ({ path, port, props }) =>
          path !== undefined &&
          !['http', undefined].includes(portOf(props, port)?.protocol) &&
          `requires a port whose protocol is http, got "${portOf(props, port)?.name}", which is ${portOf(props, port)?.protocol}`,
      },
    ],
  ),
];
