/** Dzinza's environments: who may do what, on each cloud, and why. */
import { tellsItsRights } from '../../../__tests__/helpers/rights';
import * as dzinza from '..';

tellsItsRights(Object.values(dzinza));
