/**
 * Recovery time: how long it takes until an environment runs in the second region, where nothing of it runs before. People do it by
 * the runbook (`triptych runbook`). Vendors promise no times for what they make; each figure below has its reason.
 */
export const RECOVERY_MINUTES = {
  /** To find out that it is the region, to decide, and to have the people and their access together. */
  decide: 30,
  /** To promote a replica, and to back up what was promoted: minutes each, more for a large one. */
  promote: 30,
  /**
   * To restore backups: of a base, and of the log since, which may be that of a day. It takes longer the larger both are:
   * learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore
   */
  restore: 90,
  /** To make network, cluster, nodes and caches: Terraform's providers wait 30 (AWS) to 90 minutes (Azure) for a cluster alone. */
  infrastructure: 60,
  /** To install add-ons and workloads, in the order of their readiness. */
  platform: 30,
  /** To move hosts, and to look whether all is well. Resolvers remember records for minutes. */
  switch: 30,
} as const;

const ALWAYS = ['decide', 'infrastructure', 'platform', 'switch'] as const;

/**
 * Minutes that a recovery takes at least. Objects of buckets are copied while the cluster is made, and are not counted.
 * @param data how the data comes back that takes longest
 */
export const recoveryMinutes = (data: 'promote' | 'restore' | 'none'): number =>
  [...ALWAYS, ...(data === 'none' ? [] : [data])].reduce((sum, step) => sum + RECOVERY_MINUTES[step], 0);
