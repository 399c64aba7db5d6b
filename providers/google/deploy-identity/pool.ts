/** The workload identity pool of an environment's pipelines. Pods have one of the project's own, which Google makes. */
import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

const ID = 'deploy-pool';

class DeployPool extends Component {
  readonly pool: IamWorkloadIdentityPool;

  constructor(scope: Construct, id: string, props: object, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    this.pool = this.createMain('pool', IamWorkloadIdentityPool, {
      project: foundation.target.project,
      workloadIdentityPoolId: this.name(names.identityPool, 'deploy'),
      description: 'Runs of pipelines that deploy this environment',
      dependsOn: foundation.dependsOn,
    });
  }
}

/** Created on first use, and shared by every identity. */
export function deployPool(foundation: Foundation): IamWorkloadIdentityPool {
  const existing = foundation.node.tryFindChild(ID);
  return (existing instanceof DeployPool ? existing : new DeployPool(foundation, ID, {}, { foundation })).pool;
}
