/** Guards of the whole subscription, and what a new one lacks for a first apply. */
import { SubscriptionTemplateDeployment } from '@cdktf/provider-azurerm/lib/subscription-template-deployment';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
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
    private readonly deps: { foundation: Foundation },
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
      },
      this.deps,
    );
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
