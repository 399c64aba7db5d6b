/** Dzinza's environments: access lists let through what is needed, and nothing that must be kept out. */
import { flowsAsItShould } from '../../../__tests__/helpers/flowing';
import * as dzinza from '..';

flowsAsItShould(Object.values(dzinza));
