/** The clouds that there are. */
import type { Clouds } from '../constructs/cloud';
import { aws } from './aws';
import { azurerm } from './azurerm';
import { google } from './google';

export const clouds: Clouds = { aws, google, azurerm };
