/** Rules of a workload's probes. */
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { InClusterContext } from '../../environment/in-cluster-rules';
import { findPort } from '../ports';
import type { Probe } from '../probes';
import type { WorkloadProps } from '../schema';
import { otherProtocol, unknownPort } from './ports';

/** The request of a probe, without its timing. */
const targetOf = ({ path, command, port }: Probe, props: WorkloadProps): string =>
  JSON.stringify(command ?? [path, findPort(props, port)?.name]);

const probesOf = ({ probes }: WorkloadProps) =>
  Object.entries(probes).flatMap(([name, probe]) => (probe === undefined ? [] : [[`probes.${name}`, probe] as const]));

export const probeRules: RuleTable<WorkloadProps, InClusterContext> = [
  {
    code: 'readiness-required',
    property: 'probes.readiness',
    check: ({ ports, probes }) =>
      probes.readiness === undefined &&
      Object.values(ports).some(({ service }) => service !== false) &&
      'is required where a port has a service: otherwise pods get requests before they can answer',
  },
  {
    code: 'liveness-like-readiness',
    property: 'probes.liveness',
    check: (props) => {
      const { readiness, liveness } = props.probes;
      return (
        readiness !== undefined &&
        liveness !== undefined &&
        targetOf(readiness, props) === targetOf(liveness, props) &&
        'must ask for less than probes.readiness, or be left out: otherwise pods restart whenever something that they depend on is down. Without path and command a connection is enough'
      );
    },
  },
  forEach(probesOf, [
    {
      code: 'probe-port-unknown',
      property: 'port',
      check: ({ command, port }, _, props) => {
        if (command !== undefined) return undefined;
        return Object.keys(props.ports).length === 0
          ? 'requires a command or an entry in ports, got neither'
          : unknownPort(props, port);
      },
    },
    {
      code: 'probe-command',
      property: 'command',
      check: ({ command, path, port }) =>
        command !== undefined &&
        (path ?? port) !== undefined &&
        'must stand without path and port, which it ignores: it runs in the container',
    },
    {
      code: 'probe-udp',
      says: 'must name a port whose protocol is …, got …',
      property: 'port',
      check: ({ command, port }, _, props) =>
        command === undefined && otherProtocol(props, port, ['http', 'grpc', 'tcp']),
    },
    {
      code: 'probe-path-protocol',
      property: 'path',
      check: ({ path, port: name }, _, props) => {
        const port = findPort(props, name);
        return (
          path !== undefined &&
          port !== undefined &&
          port.protocol !== 'http' &&
          `requires a port whose protocol is http, got "${port.name}", whose protocol is ${port.protocol}`
        );
      },
    },
  ]),
];
