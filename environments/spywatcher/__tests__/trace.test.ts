/** Spywatcher's trace: its evidence is there, and no line of the design is left out. */
import { traces } from '../../../__tests__/helpers/trace';
import { trace } from '../trace';

traces(trace, 'environments/spywatcher');
