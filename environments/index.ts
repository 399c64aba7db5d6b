/** All environments that the app synthesizes, of all systems; there may be none. */
import type { EnvironmentInput } from '../constructs/environment/schema';
import * as dataPlatform from './data-platform';
import * as spywatcher from './spywatcher';

export const environments: readonly EnvironmentInput[] = [spywatcher, dataPlatform].flatMap(
  (system): EnvironmentInput[] => [system.development, system.staging, system.production],
);
