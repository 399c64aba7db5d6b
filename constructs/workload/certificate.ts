/** Certificate of a workload: what its pods answer with where they speak TLS themselves. */
import { z } from 'zod';

import { absolutePath } from './paths';
import { findPort, type PortsProps } from './ports';

export const certificate = z.strictObject({
  /** Directory with the files `tls.crt`, `tls.key` and `ca.crt`, which follow the certificate when it is renewed. */
  path: absolutePath.default('/etc/tls'),
  /** Days for which it is valid. It is renewed when a third of them is left. */
  days: z.int().min(1).max(365).default(90),
  /**
   * Whether pods are replaced when it is renewed, by the add-on `reloader`; false for programs that read the files again.
   */
  restart: z.boolean().default(true),
});

interface RoutedProps extends PortsProps {
  readonly routes: readonly { readonly port?: string | undefined; readonly tls: boolean }[];
}

/** Names of the ports on which pods speak TLS: the gateway calls them so. */
export const tlsPorts = (props: RoutedProps): string[] => [
  ...new Set(props.routes.filter(({ tls }) => tls).flatMap(({ port }) => findPort(props, port)?.name ?? [])),
];
