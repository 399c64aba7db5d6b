/** Spywatcher's environments: both sides of each hop of a request say the same, and there is no other way in. */
import { hopsAgree } from '../../../__tests__/helpers/hopping';
import * as spywatcher from '..';

hopsAgree(Object.values(spywatcher));
