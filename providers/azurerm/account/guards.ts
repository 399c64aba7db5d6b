/** Guards of the whole subscription, and what a new one lacks for a first apply. */
import { SubscriptionTemplateDeployment } from '@cdktf/provider-azurerm/lib/subscription-template-deployment';
import type { Construct } from 'constructs';

import type { Infrastructure } from '../../../constructs/infrastructure';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { accountWords } from '../shared/storage-account';
import { policy, PolicyAssignment } from './policy-assignment';

/** https://github.com/Azure/azure-policy: Storage/ASC_Storage_DisallowPublicBlobAccess_Audit.json */
const PUBLIC_OBJECTS = policy('4fa4b6c0-31ca-4c0d-b10d-24b96f62a751');
/** https://learn.microsoft.com/azure/templates/microsoft.features/featureproviders/subscriptionfeatureregistrations */
const FEATURE = {
  type: 'Microsoft.Features/featureProviders/subscriptionFeatureRegistrations',
  apiVersion: '2021-07-01',
  name: 'Microsoft.Compute/EncryptionAtHost',
  properties: { featureName: 'EncryptionAtHost', providerNamespace: 'Microsoft.Compute', state: 'Registered' },
};

export class Guards extends Component {
  constructor(
    scope: Construct,
    id: string,
    props: object,
    private readonly deps: { foundation: Foundation; infrastructure: Infrastructure },
  ) {
    super(scope, id, props);
    this.refusePublicObjects();
    if (deps.foundation.target.hostEncryption) this.registerHostEncryption();
  }

  private refusePublicObjects(): void {
    new PolicyAssignment(
      this,
      'public-objects',
      {
        definition: PUBLIC_OBJECTS,
        title: 'Storage accounts refuse public access',
        purpose: ['public', 'objects'],
        parameters: { effect: 'Deny' },
        except: this.publicAccounts,
      },
      this.deps,
    );
  }

  /** Of buckets that a Cdn serves: their accounts would be refused before they are there. */
  private get publicAccounts(): string[] {
    const { foundation, infrastructure } = this.deps;
    const group = `${foundation.subscriptionId}/resourceGroups/${infrastructure.name(names.resourceGroup)}`;
    return Object.entries(infrastructure.environment.objectStores)
      .filter(([, props]) => props.public)
      .flatMap(([id, { replication }]) => [
        accountWords(id, 'primary'),
        ...(replication ? [accountWords(id, 'secondary')] : []),
      ])
      .map((words) => infrastructure.name(names.storageAccount, ...words))
      .map((name) => `${group}/providers/Microsoft.Storage/storageAccounts/${name}`);
  }

  /**
   * The provider's own resource for features registers whole resource providers, and takes none that the provider registers itself. A
   * deployment takes nothing back when it goes.
   */
  private registerHostEncryption(): void {
    this.create('hostEncryption', SubscriptionTemplateDeployment, {
      name: this.name(names.deployment, 'host', 'encryption'),
      location: this.deps.foundation.location(),
      templateContent: jsonencode({
        $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        resources: [FEATURE],
      }),
    });
  }
}
