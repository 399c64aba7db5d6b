import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TimeProvider } from '@cdktf/provider-time/lib/provider';

import { type AwsTarget, regionOf } from '../../../constructs/environment/targets';
import type { EnvironmentStack } from '../../../core/cdktf/stack';

const settings = (stack: EnvironmentStack, { account }: AwsTarget, region: string): AwsProviderConfig => ({
  region,
  allowedAccountIds: [account],
  defaultTags: [{ tags: { ...stack.tags } }],
});

/**
 * Adds an environment's providers: one account, one region, tags on everything. Resources elsewhere name their region.
 */
export function configure(stack: EnvironmentStack, target: AwsTarget): void {
  new AwsProvider(stack, 'aws', settings(stack, target, target.region));
  // Also without a resource: Terraform destroys nothing whose provider has gone from the configuration.
  if (target.secondaryRegion !== undefined) secondaryProvider(stack, target);
  new RandomProvider(stack, 'random');
  new TimeProvider(stack, 'time');
}

/** Adds the provider of a stack that only reads from the cloud. */
export const configureReading = (stack: EnvironmentStack, { account, region }: AwsTarget): AwsProvider =>
  new AwsProvider(stack, 'aws', { region, allowedAccountIds: [account] });

/**
 * The provider for buckets in the secondary region. Other resources have a `region` argument instead, but that of
 * buckets is an attribute that the provider refuses to have set in versions before 6.
 */
export function secondaryProvider(stack: EnvironmentStack, target: AwsTarget): AwsProvider {
  const existing = stack.node.tryFindChild('aws-secondary') as AwsProvider | undefined;
  const config = { ...settings(stack, target, regionOf(target, 'secondary')), alias: 'secondary' };
  return existing ?? new AwsProvider(stack, 'aws-secondary', config);
}
