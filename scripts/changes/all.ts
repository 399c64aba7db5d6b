/** Every change that is tried. */
import type { Change } from './matrix';
import { servers } from './servers';
import { volumes } from './volumes';

export const CHANGES: readonly Change[] = [...servers, ...volumes];
