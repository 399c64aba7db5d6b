/** Implementations: the classes that synthesis creates, from the clouds and inside clusters. */
import type { Clouds } from './cloud';
import type { InClusterKits } from './in-cluster';

/** Passed to planning and synthesis, which import no provider. */
export interface Implementations {
  readonly clouds: Clouds;
  readonly inCluster: InClusterKits;
}
