/** All clouds, and the platform inside their clusters. */
import type { Clouds } from '../constructs/cloud';
import type { Implementations } from '../constructs/implementations';
import { aws } from './aws';
import { azurerm } from './azurerm';
import { google } from './google';
import { kubernetes } from './kubernetes';

export const clouds: Clouds = { aws, google, azurerm };
export const providers: Implementations = { clouds, inCluster: kubernetes };
