/** Dzinza's environments: each pod may call what it should, and nothing else. */
import { reachesWhatItShould } from '../../../__tests__/helpers/reaching';
import * as dzinza from '..';

reachesWhatItShould(Object.values(dzinza));
