/** Implementations: the classes that synthesis creates, from the clouds and inside clusters. */
import type { Clouds } from './cloud';
import type { Platform } from './platform';

/** Passed to planning and synthesis, which import no provider. */
export interface Implementations {
  readonly clouds: Clouds;
  readonly platform: Platform;
}
