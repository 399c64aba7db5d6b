/** Spywatcher's environments: who may do what, on each cloud, and why. */
import { tellsItsRights } from '../../../__tests__/helpers/rights';
import * as spywatcher from '..';

tellsItsRights(Object.values(spywatcher));
