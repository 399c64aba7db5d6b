/**
 * Which environments may be in one project. Its workload identity pool is one for all of its clusters: pods are told apart
 * by namespace and service account alone, and whoever may create those in one cluster can be any pod of the others.
 * docs.cloud.google.com/kubernetes-engine/docs/concepts/workload-identity#identity_sameness
 */
import type { Neighbour } from '../../../constructs/cloud';
import { isManaged } from '../../../constructs/environment/managed';
import { placeOf } from '../../../constructs/environment/place';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { nameFor } from '../../../core/names';
import type { RuleTable } from '../../../core/rules/rule';
import { names } from '../shared/names';
import { namespaceOf } from '../shared/namespace';

type OnGoogle = Neighbour<GoogleTarget>;

export const neighbourRules: RuleTable<OnGoogle, OnGoogle> = [
  {
    code: 'project-shared',
    property: 'targets.google.project',
    check: (one, other) =>
      one.target.project === other.target.project &&
      isInPool(one) &&
      isInPool(other) &&
      clusterOf(one) !== clusterOf(other) &&
      (hasRights(one) || hasRights(other)) &&
      // What runs in both is the same.
      !(one.standsBy && placeOf(one.standsBy.for) === placeOf(other)) &&
      `must be another project than that of ${placeOf(other)}: in ${one.target.project} pods of both clusters are the same principals, so that those of one could be given the rights of the other. Give each a project of its own, or let both run in one cluster (cluster.existing)`,
  },
];

/** Whether Google knows pods of its cluster. Of an existing cluster that is not known before the plan. */
const isInPool = ({ environment: { cluster } }: OnGoogle): boolean =>
  cluster !== undefined && (!isManaged(cluster) || cluster.workloadIdentity);

const hasRights = ({ identities }: OnGoogle): boolean => Object.keys(identities).length > 0;

/** `<location>/<name>` of its cluster. */
function clusterOf(one: OnGoogle): string {
  const {
    environment: { cluster },
    target,
  } = one;
  if (cluster && !isManaged(cluster)) {
    const { name, location = target.region } = cluster.existing.google ?? { name: '' };
    return `${location}/${name}`;
  }
  return `${target.region}/${nameFor(names.cluster, namespaceOf(one), 'cluster')}`;
}
