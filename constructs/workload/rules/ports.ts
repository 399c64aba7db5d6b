/** Checks of a port that another property names. */
import type { Verdict } from '../../../core/rules/rule';
import { unknownName } from '../../environment/in-cluster-rules';
import { findPort } from '../ports';
import type { WorkloadProps } from '../schema';

type Protocol = WorkloadProps['ports'][string]['protocol'];

/** Requires the port to exist; without a name it is the first of them. */
export function unknownPort({ ports }: WorkloadProps, name: string | undefined): Verdict {
  const names = Object.keys(ports);
  return names.length === 0
    ? 'requires an entry in ports, got none'
    : unknownName("one of the workload's ports", name, names);
}

/** Requires the port, if it exists, to speak one of the protocols. */
export function otherProtocol(props: WorkloadProps, name: string | undefined, protocols: readonly Protocol[]): Verdict {
  const port = findPort(props, name);
  return (
    port !== undefined &&
    !protocols.includes(port.protocol) &&
    `must name a port whose protocol is ${protocols.join(' or ')}, got "${port.name}", whose protocol is ${port.protocol}`
  );
}
