/**
 * The Azure provider for one subscription. It deletes softly and recovers deleted resources, so that an apply can undo
 * a destroy.
 */
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TimeProvider } from '@cdktf/provider-time/lib/provider';

import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { EnvironmentStack } from '../../../core/cdktf/stack';

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

export function configure(stack: EnvironmentStack, { subscription, tenant }: AzurermTarget): void {
  new AzurermProvider(stack, 'azurerm', {
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

/**
 * The provider of a stack that only reads from Azure: deploying into the cluster requires no right to register resource
 * providers.
 */
export const configureReading = (stack: EnvironmentStack, { subscription, tenant }: AzurermTarget): AzurermProvider =>
  new AzurermProvider(stack, 'azurerm', {
    subscriptionId: subscription,
    ...(tenant !== undefined && { tenantId: tenant }),
    resourceProviderRegistrations: 'none',
    features: [{}],
  });
