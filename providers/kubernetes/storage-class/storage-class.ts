/**
 * StorageClass: the class of every volume: encrypted, expandable, created in the zone of the pod that first uses it.
 */
import type { Construct } from 'constructs';

import type { InCluster } from '../../../constructs/in-cluster';
import { STORAGE_CLASS } from '../../../core/kubernetes/words';
import { InClusterComponent } from '../base/component';

export class StorageClass extends InClusterComponent {
  readonly ready;

  constructor(scope: Construct, id: string, props: object, deps: InCluster) {
    super(scope, id, props, deps);
    const { provisioner, parameters } = deps.cloud.storageClass;
    this.decide('storage', '', deps.cloud.disks);
    const storageClass = this.object('storageClass', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: STORAGE_CLASS },
      provisioner,
      parameters,
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
    this.ready = [storageClass];
  }
}
