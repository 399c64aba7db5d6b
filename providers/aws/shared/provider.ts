/** The AWS provider: one account, one region, tags on everything. Resources elsewhere carry their own `region`. */
import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TimeProvider } from '@cdktf/provider-time/lib/provider';
import type { EnvironmentStack } from '../../../core/cdktf/stack';
import type { AwsTarget } from '../../../constructs/environment/targets';

const settings = (stack: EnvironmentStack, { account }: AwsTarget, region: string): AwsProviderConfig => ({
  region,
  allowedAccountIds: [account],
  defaultTags: [{ tags: { ...stack.tags } }],
});

export function configure(stack: EnvironmentStack, target: AwsTarget): void {
  new AwsProvider(stack, 'aws', settings(stack, target, target.region));
  new RandomProvider(stack, 'random');
  new TimeProvider(stack, 'time');
}

/** The provider of a stack that makes nothing in the cloud. */
export const configureReading = (stack: EnvironmentStack, { account, region }: AwsTarget): AwsProvider =>
  new AwsProvider(stack, 'aws', { region, allowedAccountIds: [account] });

/**
 * The same account in the secondary region, for buckets: of all resources theirs alone had a `region` of its own
 * already, which provider versions before 6 refuse to be told.
 */
export function secondaryProvider(stack: EnvironmentStack, target: AwsTarget): AwsProvider {
  const made = stack.node.tryFindChild('aws-secondary') as AwsProvider | undefined;
  return (
    made ??
    new AwsProvider(stack, 'aws-secondary', { ...settings(stack, target, target.secondaryRegion!), alias: 'secondary' })
  );
}
