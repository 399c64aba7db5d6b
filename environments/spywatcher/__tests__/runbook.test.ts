/** Spywatcher's runbooks: what they call by name is there. */
import { namesWhatIsThere } from '../../../__tests__/helpers/runbook';
import { production } from '..';

namesWhatIsThere(production);
