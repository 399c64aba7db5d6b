/** All environments that the app synthesizes, of all systems; there may be none. */
import type { EnvironmentInput } from '../constructs/environment/schema';
import * as dataPlatform from './data-platform';
import * as dzinza from './dzinza';
import * as fieldday from './fieldday';
import * as spywatcher from './spywatcher';

export const environments: readonly EnvironmentInput[] = [spywatcher, dzinza, dataPlatform, fieldday].flatMap(
  (system): EnvironmentInput[] => [system.development, system.staging, system.production],
);
