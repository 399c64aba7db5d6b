/** PriorityClasses: the classes of the pods of add-ons that everything else needs. */
import type { Construct } from 'constructs';

import type { InCluster } from '../../../constructs/in-cluster';
import { PRIORITIES, type Priority, priorityClass } from '../../../core/kubernetes/priority';
import { InClusterComponent } from '../base/component';
import type { KubernetesObject } from '../base/object';

export class PriorityClasses extends InClusterComponent {
  readonly ready: readonly KubernetesObject[];

  constructor(scope: Construct, id: string, props: object, deps: InCluster) {
    super(scope, id, props, deps);
    this.ready = (Object.keys(PRIORITIES) as Priority[]).map((priority) => this.createClass(priority));
  }

  private createClass(priority: Priority): KubernetesObject {
    const name = priorityClass(this.deps.environment, priority);
    const manifest = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name, labels: this.labels(name) },
      ...PRIORITIES[priority],
    };
    return this.object('priorityClass', manifest, {}, priority);
  }
}
