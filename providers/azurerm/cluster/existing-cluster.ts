/** A cluster on Azure that others made. */
import { DataAzurermKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster';
import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/cluster';
import { kubeconfigCommand } from './cluster-access';
import type { Foundation } from '../foundation/foundation';

export class ExistingCluster extends neutral.Cluster {
  readonly cluster: DataAzurermKubernetesCluster;

  constructor(
    scope: Construct,
    id: string,
    place: neutral.ExistingClusterRef,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, place);
    this.cluster = this.createMain('cluster', DataAzurermKubernetesCluster, {
      name: place.name,
      resourceGroupName: place.location ?? deps.foundation.resourceGroupName,
    });
  }

  get clusterName(): string {
    return this.cluster.name;
  }

  get endpoint(): string {
    const { privateClusterEnabled, privateFqdn, fqdn } = this.cluster;
    return Token.asString(Fn.format('https://%s', [Fn.conditional(privateClusterEnabled, privateFqdn, fqdn)]));
  }

  get identityIssuer(): string {
    return this.cluster.oidcIssuerUrl;
  }

  get nodeResourceGroupId(): string {
    return this.cluster.nodeResourceGroupId;
  }

  get kubeconfigCommand(): string {
    return kubeconfigCommand(this.deps.foundation, this.cluster.resourceGroupName, this.clusterName);
  }
}
