/** The public API: what environments in code and programs of other projects import. */
import './core/cdktf/fast-tokens';

export type { EnvironmentInput } from './constructs/environment/schema';
export { onEveryStack } from './constructs/extension';
export { EnvironmentError } from './core/rules/problem';
export { onAws } from './providers/aws/extension';
export { onAzure } from './providers/azurerm/extension';
export { onGoogle } from './providers/google/extension';
export { onPlatform } from './providers/kubernetes/extension';
