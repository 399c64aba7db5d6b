/** Spywatcher's environments: each pod may call what it should, and nothing else. */
import { reachesWhatItShould } from '../../../__tests__/helpers/reaching';
import * as spywatcher from '..';

reachesWhatItShould(Object.values(spywatcher));
