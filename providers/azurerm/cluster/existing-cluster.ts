/** An existing cluster on Azure, looked up by its name. */
import { DataAzurermKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster';
import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity';
import { Fn, ref, TerraformCount, Token } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cluster';
import { addressOf } from '../../../core/cdktf/addresses';
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

  /** Object id of the control plane's identity: the cluster's own, or the one that it was given, which the provider tells by its resource id. */
  get controlPlane(): string {
    const identity = `${addressOf(this.cluster)}.identity[*]`;
    const given = `flatten(${identity}.identity_ids)`;
    const one = `${given}[count.index]`;
    const found = this.create('controlPlane', DataAzurermUserAssignedIdentity, {
      count: TerraformCount.of(Token.asNumber(ref(`length(${given})`))),
      // After `/subscriptions/…/resourceGroups/`.
      resourceGroupName: Token.asString(ref(`element(split("/", ${one}), 4)`)),
      name: Token.asString(ref(`basename(${one})`)),
    });
    return Token.asString(ref(`coalesce(concat(${identity}.principal_id, ${addressOf(found)}[*].principal_id)...)`));
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
