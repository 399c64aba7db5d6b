/** The data platform's environments: who may do what, on each cloud, and why. */
import { tellsItsRights } from '../../../__tests__/helpers/rights';
import * as dataPlatform from '..';

tellsItsRights(Object.values(dataPlatform));
