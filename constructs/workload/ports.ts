/** Ports of a workload's container and of its service. */
import { z } from 'zod';

import { present } from '../../core/invariant';
import { portNumber } from '../../core/words/words';

export const portName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,13}[a-z0-9]$/, { error: 'must be 2–15 lower-case letters, digits and hyphens' });

export const ports = z.record(
  portName,
  z.strictObject({
    /** Port that the container listens on, at least 1024 because pods do not run as root. */
    port: portNumber,
    /** Protocol of the port. */
    protocol: z.enum(['http', 'grpc', 'tcp', 'udp']).default('http'),
    /** Port of the Service for callers inside the cluster; false for none. @default - `port` */
    service: z.union([z.literal(false), portNumber]).optional(),
  }),
);

export interface PortsProps {
  readonly ports: z.output<typeof ports>;
}

/** The port of a name, or the first port without a name, with its service port filled in. */
export function findPort({ ports }: PortsProps, name = Object.keys(ports)[0]) {
  const port = name === undefined ? undefined : ports[name];
  return name !== undefined && port ? { name, ...port, service: port.service ?? port.port } : undefined;
}

/** The same for a name that the rules have let through. */
export function portOf(props: PortsProps, name?: string) {
  return present(findPort(props, name), name === undefined ? 'a port' : `port ${name}`);
}
