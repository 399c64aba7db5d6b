/** Priorities of pods that others depend on: they are scheduled first, and take the place of others on full nodes. */
import { nameInCluster } from '../names-in-cluster';

/**
 * By what needs the pods; of workloads the priority is 0. Kubernetes' own classes are higher: GKE admits those outside of
 * kube-system only into namespaces with a quota for them.
 */
export const PRIORITIES = {
  /** What each node needs, and no autoscaler makes room for: collectors of its metrics and logs. */
  node: { value: 900_000, description: 'What each node needs: collectors of metrics and logs' },
  /** What the cluster needs to run anything: proxies, secrets, certificates, webhooks, metrics. */
  platform: {
    value: 800_000,
    description: 'What the cluster needs to run workloads: gateway, secrets, certificates, metrics',
  },
} as const;

export type Priority = keyof typeof PRIORITIES;

/** The class's name, by which pods ask for it. */
export const priorityClass = (environment: { readonly system: string }, priority: Priority): string =>
  nameInCluster(environment, priority);
