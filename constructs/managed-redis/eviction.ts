/** Whether memory that is full tells anything of a store. */
import type { ManagedRedisProps } from './schema';

/** A cache that evicts any key is always full, and should be. */
export const isFullOnPurpose = ({ evictionPolicy }: Pick<ManagedRedisProps, 'evictionPolicy'>): boolean =>
  evictionPolicy.startsWith('allkeys');
