/** All environments that the app synthesizes, of all systems; there may be none. */
import type { EnvironmentInput } from '../constructs/environment/schema';
import * as fieldday from './fieldday';
import { development } from './spywatcher/development';
import { production } from './spywatcher/production';
import { staging } from './spywatcher/staging';

export const environments: readonly EnvironmentInput[] = [development, staging, production, ...Object.values(fieldday)];
