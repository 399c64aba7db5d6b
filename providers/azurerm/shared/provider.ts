/** The Azure provider: one subscription; deletes softly and brings back what was deleted, so that an apply can undo a destroy. */
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TimeProvider } from '@cdktf/provider-time/lib/provider';
import type { EnvironmentStack } from '../../../core/cdktf/stack';
import type { AzurermTarget } from '../../../constructs/environment/targets';

/**
 * What the constructs here use beside the provider's set `core`, which holds compute, network, storage and identities. AKS itself
 * uses the registry, where nodes start without the internet, and the insights of its policy add-on.
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

/** A vault with purge protection cannot be purged: trying would fail the destroy. Soft-deleted things are taken up again instead. */
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
    // Storage accounts here take no shared keys.
    storageUseAzuread: true,
    features: [
      {
        keyVault: [KEY_VAULT],
        // Traffic Analytics puts rules and an endpoint of its own in the group and leaves them there, which would fail every destroy.
        // What is protected has a lock, which keeps the group too.
        resourceGroup: [{ preventDeletionIfContainsResources: false }],
        // Closed storage accounts cannot be asked for their queues and shares; nothing here uses those.
        storage: [{ dataPlaneAvailable: false }],
      },
    ],
  });
  new RandomProvider(stack, 'random');
  new TimeProvider(stack, 'time');
}

/** The provider of a stack that makes nothing in the cloud: who deploys into the cluster need not be allowed to register anything. */
export const configureReading = (stack: EnvironmentStack, { subscription, tenant }: AzurermTarget): AzurermProvider =>
  new AzurermProvider(stack, 'azurerm', {
    subscriptionId: subscription,
    ...(tenant !== undefined && { tenantId: tenant }),
    resourceProviderRegistrations: 'none',
    features: [{}],
  });
