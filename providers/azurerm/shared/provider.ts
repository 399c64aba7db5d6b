/**
 * The Azure provider for one subscription. It deletes softly and recovers deleted resources, so that an apply can undo
 * a destroy.
 */
import { AzurermProvider, type AzurermProviderConfig } from '@cdktf/provider-azurerm/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TimeProvider } from '@cdktf/provider-time/lib/provider';

import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { EnvironmentStack } from '../../../core/cdktf/stack';
import { present } from '../../../core/invariant';

/**
 * Resource providers in addition to the set `core`, which covers compute, network, storage and identities. AKS itself
 * uses the registry, for nodes that start without the internet, and PolicyInsights, for its policy add-on.
 */
const RESOURCE_PROVIDERS = [
  'Microsoft.Cache',
  'Microsoft.ContainerRegistry',
  'Microsoft.ContainerService',
  'Microsoft.DBforPostgreSQL',
  'Microsoft.KeyVault',
  'Microsoft.OperationalInsights',
  'Microsoft.PolicyInsights',
  'microsoft.insights',
];

/**
 * Purging a vault with purge protection fails, and would fail the destroy; soft-deleted resources are recovered
 * instead.
 */
const KEY_VAULT = {
  purgeSoftDeleteOnDestroy: false,
  purgeSoftDeletedKeysOnDestroy: false,
  purgeSoftDeletedSecretsOnDestroy: false,
  recoverSoftDeletedKeyVaults: true,
  recoverSoftDeletedKeys: true,
  recoverSoftDeletedSecrets: true,
};

/**
 * The bindings are made from 4.55, but everything that they emit here means the same up to the last 4.x, and `terraform init`
 * selects the newest. It resizes a Managed Redis in place (since 4.61; 4.55 destroys it), and knows rights to sign in to one
 * (since 4.60) and zone-redundant NAT gateways (since 4.67): an older version refuses the plan.
 */
const VERSIONS = '>= 4.55.0, < 5.0.0';

export function configure(stack: EnvironmentStack, { subscription, tenant }: AzurermTarget): void {
  createProvider(stack, {
    subscriptionId: subscription,
    ...(tenant !== undefined && { tenantId: tenant }),
    // The default, `legacy`, registers some sixty resource providers on every run.
    resourceProviderRegistrations: 'core',
    resourceProvidersToRegister: RESOURCE_PROVIDERS,
    // Storage accounts here accept no shared keys.
    storageUseAzuread: true,
    features: [
      {
        keyVault: [KEY_VAULT],
        // Traffic Analytics leaves rules and an endpoint of its own in the group, which would fail every destroy.
        // Protected resources have a lock, which keeps the group too.
        resourceGroup: [{ preventDeletionIfContainsResources: false }],
        // Storage accounts closed to the internet do not answer about queues and shares, which nothing here uses.
        storage: [{ dataPlaneAvailable: false }],
      },
    ],
  });
  new RandomProvider(stack, 'random');
  new TimeProvider(stack, 'time');
}

/** Resource providers that only some stacks need, besides those of every stack. */
export function register(stack: EnvironmentStack, more: readonly string[]): void {
  const provider = stack.node.findChild('azurerm') as AzurermProvider;
  const registered = provider.resourceProvidersToRegister ?? [];
  provider.resourceProvidersToRegister = [...new Set([...registered, ...more])].sort();
}

/**
 * The provider of a stack that only reads from Azure: deploying into the cluster requires no right to register resource
 * providers.
 */
export const configureReading = (stack: EnvironmentStack, { subscription, tenant }: AzurermTarget): AzurermProvider =>
  createProvider(stack, {
    subscriptionId: subscription,
    ...(tenant !== undefined && { tenantId: tenant }),
    resourceProviderRegistrations: 'none',
    features: [{}],
  });

function createProvider(stack: EnvironmentStack, config: AzurermProviderConfig): AzurermProvider {
  const azurerm = new AzurermProvider(stack, 'azurerm', config);
  Object.assign(present(azurerm.terraformGeneratorMetadata, 'metadata of the provider'), { providerVersion: VERSIONS });
  return azurerm;
}
