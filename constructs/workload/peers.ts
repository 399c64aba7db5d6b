/** Peers of a workload: its callers, and what it calls. */
import { z } from 'zod';

import { cidr } from '../../core/words/cidr';
import { portNumber } from '../../core/words/words';
import { entryOf } from '../entry';

export const peer = z.union([
  z.strictObject({
    /** A name in the environment's `workloads`. */
    workload: entryOf('workloads'),
  }),
  z.strictObject({
    /** A namespace: each of its pods is meant. */
    namespace: entryOf('namespaces'),
  }),
  z.strictObject({
    /** An IPv4 range. */
    cidr,
    /** Ports of the range. @default - all */
    ports: z.array(portNumber).default([]),
  }),
  /** Every public address, over HTTPS; private ranges are left out. */
  z.literal('internet'),
]);

export type Peer = z.output<typeof peer>;

export const workloadOf = (peer: Peer): string | undefined =>
  typeof peer === 'object' && 'workload' in peer ? peer.workload : undefined;

export const namespaceOfPeer = (peer: Peer): string | undefined =>
  typeof peer === 'object' && 'namespace' in peer ? peer.namespace : undefined;
