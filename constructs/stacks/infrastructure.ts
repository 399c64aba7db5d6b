/** The infrastructure stack: the cloud's own resources of an environment, in the order in which they stand on each other. */
import type { App } from 'cdktf';
import type { Cloud } from '../cloud';
import type { Component } from '../component';
import type { Foundation } from '../foundation';
import type { Network } from '../network';
import type { Plan } from '../plan';
import { EnvironmentStack } from '../stack';
import type { Target } from '../targets';
import { needs, tagsOf, type Environment } from '../topology';

export class InfrastructureStack extends EnvironmentStack {
  readonly components: readonly Component[];

  constructor(scope: App, { cloud, environment, target, stackId }: Plan) {
    super(scope, stackId, {
      cloudName: cloud.name,
      namespace: {
        project: environment.system,
        environment: environment.environment,
        account: cloud.account(target),
        ...(environment.incarnation !== undefined && { incarnation: environment.incarnation }),
      },
      state: target.state ?? environment.state,
      tags: tagsOf(environment),
      tagEachResource: cloud.tagEachResource,
    });
    cloud.configure(this, target);
    // Which cloud's classes meet here is known to the cloud alone: together they satisfy its own `Cloud<…>`.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-argument
    this.components = this.build(cloud, environment, target);
    for (const component of this.components) this.tell(component);
  }

  private build<F extends Foundation<T>, N extends Network, T extends Target>(
    cloud: Cloud<F, N, T>,
    environment: Environment,
    target: T,
  ): Component[] {
    const foundation = new cloud.Foundation(this, 'foundation', {
      target,
      keys: environment.keys,
      uses: needs(environment),
    });
    const network =
      'cidr' in environment.network
        ? new cloud.Network(this, 'network', environment.network, { foundation })
        : new cloud.ExistingNetwork(this, 'network', environment.network.existing[cloud.name]!, { foundation });
    const on = { foundation, network };
    const cluster =
      environment.cluster &&
      ('version' in environment.cluster
        ? new cloud.Cluster(this, 'cluster', environment.cluster, on)
        : new cloud.ExistingCluster(this, 'cluster', environment.cluster.existing[cloud.name]!, on));
    return [
      foundation,
      network,
      ...(cluster ? [cluster] : []),
      ...Object.entries(environment.databases).map(([id, props]) => new cloud.ManagedPostgres(this, id, props, on)),
      ...Object.entries(environment.caches).map(([id, props]) => new cloud.ManagedRedis(this, id, props, on)),
      ...Object.entries(environment.objectStores).map(([id, props]) => new cloud.ObjectStore(this, id, props, on)),
    ];
  }

  private tell(component: Component): void {
    for (const [name, value] of Object.entries(component.outputs())) {
      this.output(
        `${component.node.id}_${name}`.replaceAll('-', '_'),
        value,
        `${component.node.id}: ${name.replaceAll('_', ' ')}`,
      );
    }
  }
}
