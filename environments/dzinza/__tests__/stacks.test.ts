/** Dzinza's environments on every cloud: no warnings, and stable addresses and names. */
import { keepsStill } from '../../../__tests__/helpers/system';
import * as dzinza from '..';

const environments = Object.values(dzinza);
keepsStill(environments);
