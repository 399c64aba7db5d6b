/**
 * DNSSEC of a zone, for which the provider has no resource: a deployment of Azure's own.
 * https://learn.microsoft.com/azure/templates/microsoft.network/dnszones/dnssecconfigs
 */
import type { DnsZone } from '@cdktf/provider-azurerm/lib/dns-zone';
import { ResourceGroupTemplateDeployment } from '@cdktf/provider-azurerm/lib/resource-group-template-deployment';
import { ref, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { addressOf } from '../../../core/cdktf/addresses';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

export interface ZoneSigningProps {
  readonly domain: string;
  readonly zone: DnsZone;
}

const TYPE = 'Microsoft.Network/dnsZones/dnssecConfigs';
const API = '2023-07-01-preview';

export class ZoneSigning extends Component<ZoneSigningProps> {
  private readonly deployment: ResourceGroupTemplateDeployment;

  constructor(
    scope: Construct,
    id: string,
    props: ZoneSigningProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.deployment = this.createMain('signing', ResourceGroupTemplateDeployment, {
      name: this.nameByPath(names.deployment),
      resourceGroupName: this.deps.foundation.resourceGroupName,
      deploymentMode: 'Incremental',
      templateContent: jsonencode(this.template()),
      dependsOn: [props.zone],
    });
  }

  /** Of the keys that sign keys; the others have none. */
  get dsRecords(): string[] {
    const signingKeys = `jsondecode(${addressOf(this.deployment)}.output_content).signingKeys.value`;
    const records = `flatten([for key in ${signingKeys} : key.delegationSignerInfo[*].record])`;
    return Token.asList(ref(`try(${records}, [])`, this.stack));
  }

  private template(): object {
    const { domain } = this.props;
    return {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [{ type: TYPE, apiVersion: API, name: `${domain}/default`, properties: {} }],
      outputs: {
        signingKeys: {
          type: 'array',
          value: `[reference(resourceId('${TYPE}', '${domain}', 'default'), '${API}').signingKeys]`,
        },
      },
    };
  }
}
