/** The public API: what environments in code and programs of other projects import. */
import './core/cdktf/fast-tokens';

export type { EnvironmentInput } from './constructs/environment/schema';
export { onEveryStack } from './constructs/extension';
export { EnvironmentError } from './core/rules/problem';
export { type AwsContext, onAws } from './providers/aws/extension';
export { type AzureContext, onAzure } from './providers/azurerm/extension';
export { type GoogleContext, onGoogle } from './providers/google/extension';
export { onPlatform, type PlatformContext } from './providers/kubernetes/extension';
