/** The public API: what environments in code and programs of other projects import as `triptych`. */
import './core/cdktf/fast-tokens';

import * as synthesis from './app/synthesize';
import { providers } from './providers';

export type { EnvironmentInput } from './constructs/environment/schema';
export { onEveryStack } from './constructs/extension';
export { EnvironmentError } from './core/rules/problem';
export { type AwsContext, onAws } from './providers/aws/extension';
export { type AzureContext, onAzure } from './providers/azurerm/extension';
export { type GoogleContext, onGoogle } from './providers/google/extension';
export { onPlatform, type PlatformContext } from './providers/kubernetes/extension';

/** What can be chosen when stacks are synthesized. */
export type SynthesizeOptions = Omit<synthesis.SynthesizeOptions, keyof typeof providers>;

/**
 * Writes the Terraform of environments.
 * @throws EnvironmentError with every problem of every environment; in this case nothing is written.
 */
export const synthesize = (options: SynthesizeOptions): synthesis.Synthesized =>
  synthesis.synthesize({ ...providers, ...options });
