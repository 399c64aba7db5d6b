/** Extending an environment's infrastructure stack on Azure, with Azure's own classes. */
import type { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import type { RandomProvider } from '@cdktf/provider-random/lib/provider';
import type { TimeProvider } from '@cdktf/provider-time/lib/provider';
import type { TerraformProvider } from 'cdktf';

import { Extension } from '../../constructs/environment/extension';
import type { AzurermTarget } from '../../constructs/environment/targets';
import type { PartsOf, StackContext } from '../../constructs/extension';
import type { Foundation } from './foundation/foundation';
import type { Kits } from './index';
import type { WorkloadIdentity } from './workload-identity/workload-identity';

/** What the stack holds, by path. */
export interface AzureParts extends PartsOf<Kits> {
  readonly foundation: Foundation;
  /** Of a workload or an add-on that has rights in the cloud, by its name. */
  readonly [identity: `identities.${string}`]: WorkloadIdentity;
  readonly 'providers.azurerm': AzurermProvider;
  readonly 'providers.random': RandomProvider;
  readonly 'providers.time': TimeProvider;
  readonly [provider: `providers.${string}`]: TerraformProvider;
}

export type AzureContext = StackContext<AzureParts, AzurermTarget>;

/** Extends the infrastructure stack on Azure. */
export const onAzure = (run: (context: AzureContext) => void): Extension =>
  new Extension('infrastructure', 'azurerm', run);
