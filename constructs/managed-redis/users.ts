/** Users of a store besides the one that applications sign in as. */
import type { CloudName } from '../../core/words/clouds';

/**
 * Clouds whose stores have a user of its own for the exporter of `addons.monitoring`, with a password, wherever clients sign in.
 * The others know one user only.
 */
export const HAVE_EXPORTER_USER: Readonly<Partial<Record<CloudName, true>>> = { aws: true };
