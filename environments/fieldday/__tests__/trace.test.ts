/** The trace of FieldDay's design. */
import { traces } from '../../../__tests__/helpers/trace';
import { trace } from '../trace';

traces(trace, 'environments/fieldday');
