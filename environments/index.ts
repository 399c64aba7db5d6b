/** The environments that there are: one file each, listed here. */
import type { EnvironmentInput } from '../constructs/topology';
import { development, production, staging } from './spywatcher';

export const environments: readonly EnvironmentInput[] = [development, staging, production];
