/**
 * Allowed calls between workloads. It is enough that one of two workloads names the other, in `calls` or in `callers`:
 * if both had to, one of them could be forgotten.
 */
import type { Environment } from '../environment/schema';
import { type Peer, workloadOf } from './peers';

/** The workload's callers, in addition to the gateway, monitoring and its own jobs. */
export const callersOf = (environment: Environment, id: string, own: readonly Peer[]): Peer[] =>
  distinct([...own, ...workloadsNaming(environment, id, 'calls')]);

/** Destinations that the workload calls, in addition to its databases, its caches and the cloud. */
export const callsOf = (environment: Environment, id: string, own: readonly Peer[]): Peer[] =>
  distinct([...own, ...workloadsNaming(environment, id, 'callers')]);

const workloadsNaming = ({ workloads }: Environment, id: string, end: 'calls' | 'callers'): Peer[] =>
  Object.entries(workloads)
    .filter(([, other]) => other[end].some((peer) => workloadOf(peer) === id))
    .map(([workload]) => ({ workload }));

const distinct = (peers: readonly Peer[]): Peer[] => [
  ...new Map(peers.map((peer) => [JSON.stringify(peer), peer])).values(),
];
