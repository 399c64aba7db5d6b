/**
 * Peers: who calls a workload and whom it calls. Of two workloads one has to name the other, at either end: saying it twice
 * could only be forgotten once.
 */
import { z } from 'zod';
import type { Environment } from './topology';
import { identifier, portNumber } from './vocabulary';

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

export const isWorkload = (peer: Peer, id: string): boolean =>
  typeof peer === 'object' && 'workload' in peer && peer.workload === id;

/** Everybody who may call a workload, beside gateway, monitoring and its own jobs. */
export const callersOf = (environment: Environment, id: string, own: readonly Peer[]): Peer[] =>
  distinct([...own, ...thatName(environment, id, 'calls')]);

/** Everybody whom it may call, beside servers and the cloud. */
export const callsOf = (environment: Environment, id: string, own: readonly Peer[]): Peer[] =>
  distinct([...own, ...thatName(environment, id, 'callers')]);

const thatName = ({ workloads }: Environment, id: string, end: 'calls' | 'callers'): Peer[] =>
  Object.entries(workloads)
    .filter(([, other]) => other[end].some((peer) => isWorkload(peer, id)))
    .map(([workload]) => ({ workload }));

const distinct = (peers: readonly Peer[]): Peer[] => [
  ...new Map(peers.map((peer) => [JSON.stringify(peer), peer])).values(),
];
