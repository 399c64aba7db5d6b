/** Extending an environment's infrastructure stack on Google Cloud, with Google Cloud's own classes. */
import type { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import type { RandomProvider } from '@cdktf/provider-random/lib/provider';
import type { TimeProvider } from '@cdktf/provider-time/lib/provider';
import type { TerraformProvider } from 'cdktf';

import { Extension } from '../../constructs/environment/extension';
import type { GoogleTarget } from '../../constructs/environment/targets';
import type { PartsOf, StackContext } from '../../constructs/extension';
import type { Foundation } from './foundation/foundation';
import type { Kits } from './index';
import type { WorkloadIdentity } from './workload-identity/workload-identity';

/** What the stack holds, by path. */
export interface GoogleParts extends PartsOf<Kits> {
  readonly foundation: Foundation;
  /** Of a workload or an add-on that has rights in the cloud, by its name. */
  readonly [identity: `identities.${string}`]: WorkloadIdentity;
  readonly 'providers.google': GoogleProvider;
  readonly 'providers.random': RandomProvider;
  readonly 'providers.time': TimeProvider;
  readonly [provider: `providers.${string}`]: TerraformProvider;
}

export type GoogleContext = StackContext<GoogleParts, GoogleTarget>;

/** Extends the infrastructure stack on Google Cloud. */
export const onGoogle = (run: (context: GoogleContext) => void): Extension =>
  new Extension('infrastructure', 'google', run);
