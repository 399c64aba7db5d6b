/** Extending an environment's platform stack, which holds what runs in the cluster, on every cloud. */
import type { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import type { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import type { TimeProvider } from '@cdktf/provider-time/lib/provider';
import type { TerraformProvider } from 'cdktf';

import type { AddonKey } from '../../constructs/addons/schema';
import type { CloudLookup } from '../../constructs/cloud-lookup/contract';
import { Extension } from '../../constructs/environment/extension';
import type { AnyCloudContext, PartsOf } from '../../constructs/extension';
import type { Addon } from './addon/addon';
import type { kubernetes } from './index';
import type { Observability } from './observability/observability';
import type { PriorityClasses } from './priority-classes/priority-classes';
import type { StorageClass } from './storage-class/storage-class';

type Addons = { readonly [K in AddonKey as `addons.${K}`]: Addon };

/** What the stack holds, by path. */
export interface PlatformParts extends PartsOf<typeof kubernetes.kits>, Addons {
  /** What the stack reads from the cloud. */
  readonly cloud: CloudLookup;
  readonly storage: StorageClass;
  readonly priorities: PriorityClasses;
  readonly observability: Observability;
  readonly 'providers.kubernetes': KubernetesProvider;
  readonly 'providers.helm': HelmProvider;
  readonly 'providers.time': TimeProvider;
  readonly [provider: `providers.${string}`]: TerraformProvider;
}

export type PlatformContext = AnyCloudContext<PlatformParts>;

/** Extends the platform stack of each cloud. */
export const onPlatform = (run: (context: PlatformContext) => void): Extension =>
  new Extension('platform', undefined, run);
