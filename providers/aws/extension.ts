/** Extending an environment's infrastructure stack on AWS, with AWS's own classes. */
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { RandomProvider } from '@cdktf/provider-random/lib/provider';
import type { TimeProvider } from '@cdktf/provider-time/lib/provider';
import type { TerraformProvider } from 'cdktf';

import { Extension } from '../../constructs/environment/extension';
import type { AwsTarget } from '../../constructs/environment/targets';
import type { PartsOf, StackContext } from '../../constructs/extension';
import type { Foundation } from './foundation/foundation';
import type { Kits } from './index';
import type { WorkloadIdentity } from './workload-identity/workload-identity';

/** What the stack holds, by path. */
export interface AwsParts extends PartsOf<Kits> {
  readonly foundation: Foundation;
  /** Of a workload or an add-on that has rights in the cloud, by its name. */
  readonly [identity: `identities.${string}`]: WorkloadIdentity;
  readonly 'providers.aws': AwsProvider;
  readonly 'providers.random': RandomProvider;
  readonly 'providers.time': TimeProvider;
  readonly [provider: `providers.${string}`]: TerraformProvider;
}

export type AwsContext = StackContext<AwsParts, AwsTarget>;

/** Extends the infrastructure stack on AWS. */
export const onAws = (run: (context: AwsContext) => void): Extension => new Extension('infrastructure', 'aws', run);
