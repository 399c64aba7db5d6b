/** The environment's cluster as stacks know it that do not make it: by its name. */
import { isManaged } from '../../../constructs/environment/managed';
import type { Environment } from '../../../constructs/environment/schema';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { present } from '../../../core/invariant';

export interface ClusterRef {
  readonly name: string;
  /** A region, or a zone for an existing cluster in one zone. */
  readonly location: string;
  readonly project: string;
}

/** @param ownName name of a cluster that the infrastructure stack makes */
export function clusterRef(
  { cluster }: Environment,
  { project, region }: GoogleTarget,
  ownName: () => string,
): ClusterRef {
  if (!cluster || isManaged(cluster)) return { name: ownName(), location: region, project };
  const { name, location = region } = present(cluster.existing.google, 'cluster.existing.google');
  return { name, location, project };
}
