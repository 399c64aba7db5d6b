/**
 * Peers: who calls a workload and whom it calls. Of two workloads one has to name the other, at either end: saying it twice
 * could only be forgotten once.
 */
import type { Environment } from '../environment/schema';
import { type Peer } from './peers';

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
