/** Everything that a synthesis is given to build with: the clouds, and what is created inside clusters. */
import type { Clouds } from './cloud';
import type { Platform } from './platform';

/** What environments are planned with. */
export interface Implementations {
  readonly clouds: Clouds;
  readonly platform: Platform;
}
