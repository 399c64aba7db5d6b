/** The environments that there are: one file each, listed here. */
import type { EnvironmentInput } from '../constructs/environment/schema';
import { development } from './spywatcher/development';
import { production } from './spywatcher/production';
import { staging } from './spywatcher/staging';

export const environments: readonly EnvironmentInput[] = [development, staging, production];
