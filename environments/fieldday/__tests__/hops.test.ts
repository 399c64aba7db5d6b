/** FieldDay's environments: both sides of each hop of a request say the same, and there is no other way in. */
import { hopsAgree } from '../../../__tests__/helpers/hopping';
import * as fieldday from '..';

hopsAgree(Object.values(fieldday));
