/** Peers of a workload: who calls it, and whom it calls. */
import { z } from 'zod';
import { identifier, portNumber } from '../../core/words/words';

/** Who may call, or be called. */
export const peer = z.union([
  z.strictObject({
    /** A name in the environment's `workloads`. */
    workload: identifier,
  }),
  z.strictObject({
    /** Every pod of a namespace. */
    namespace: identifier,
  }),
  z.strictObject({
    /** A range of addresses. */
    cidr: z.string().regex(/^\d+(\.\d+){3}\/\d+$/, { error: 'must be an IPv4 range in CIDR notation' }),
    /** Ports; all when none are named. @default - all */
    ports: z.array(portNumber).default([]),
  }),
  /** The whole internet over HTTPS, without the network's own addresses. */
  z.literal('internet'),
]);

export type Peer = z.output<typeof peer>;
