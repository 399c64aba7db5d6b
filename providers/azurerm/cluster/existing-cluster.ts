/** An existing cluster on Azure, looked up by its name. */
import { DataAzurermKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster';
import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cluster';
import type { Foundation } from '../foundation/foundation';
import { kubeconfigCommand } from './cluster-access';

export class ExistingCluster extends neutral.Cluster {
  readonly cluster: DataAzurermKubernetesCluster;

  constructor(
    scope: Construct,
    id: string,
    ref: neutral.ExistingClusterRef,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, ref);
    this.cluster = this.createMain('cluster', DataAzurermKubernetesCluster, {
      name: ref.name,
      resourceGroupName: ref.location ?? deps.foundation.resourceGroupName,
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
