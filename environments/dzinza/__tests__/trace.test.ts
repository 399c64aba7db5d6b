/** What Dzinza's environments have of its design. */
import { traces } from '../../../__tests__/helpers/trace';
import { trace } from '../trace';

traces(trace, 'environments/dzinza');
