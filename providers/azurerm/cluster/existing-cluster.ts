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
  private givenIdentity: DataAzurermUserAssignedIdentity | undefined;

  constructor(
    scope: Construct,
    id: string,
    existing: neutral.ExistingClusterRef,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, existing);
    this.cluster = this.createMain('cluster', DataAzurermKubernetesCluster, {
      name: existing.name,
      resourceGroupName: existing.location ?? deps.foundation.resourceGroupName,
    });
  }

  get clusterName(): string {
    return this.cluster.name;
  }

  get endpoint(): string {
    const { privateClusterEnabled, privateFqdn, fqdn } = this.cluster;
    return Token.asString(Fn.format('https://%s', [Fn.conditional(privateClusterEnabled, privateFqdn, fqdn)]));
  }

  /** Object id of the control plane's identity: the cluster's own, or the one that it was given. */
  get controlPlane(): string {
    this.givenIdentity ??= this.findGivenIdentity();
    const given = `${addressOf(this.givenIdentity)}[*].principal_id`;
    return Token.asString(ref(`coalesce(concat(${this.identities}.principal_id, ${given})...)`));
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

  private get identities(): string {
    return `${addressOf(this.cluster)}.identity[*]`;
  }

  /** None, or one, of which the cluster tells the resource id alone: `/subscriptions/…/resourceGroups/…/providers/…`. */
  private findGivenIdentity(): DataAzurermUserAssignedIdentity {
    const ids = `flatten(${this.identities}.identity_ids)`;
    const id = `${ids}[count.index]`;
    return this.create('controlPlane', DataAzurermUserAssignedIdentity, {
      count: TerraformCount.of(Token.asNumber(ref(`length(${ids})`))),
      resourceGroupName: Token.asString(ref(`element(split("/", ${id}), 4)`)),
      name: Token.asString(ref(`basename(${id})`)),
    });
  }
}
