/** The workload identity pool of an environment's pipelines. Pods have one of the project's own, which Google makes. */
import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool';
import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import type { Construct } from 'constructs';

import { ISSUERS, type Trust } from '../../../constructs/deploy-identity';
import { Component } from '../../../core/cdktf/component';
import { shortHash } from '../../../core/names';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { type Runs, sharedTrust } from './trust';

const ID = 'deploy-pool';

/** Name of the providers that several identities use. */
const SHARED = ['terraform', 'cloud'];

export class DeployPool extends Component {
  readonly pool: IamWorkloadIdentityPool;
  private readonly runs: { readonly identity: string; readonly trust: Trust }[] = [];
  private readonly providers = new Map<string, IamWorkloadIdentityPoolProvider>();

  constructor(
    scope: Construct,
    id: string,
    props: object,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const { foundation } = deps;
    this.pool = this.createMain('pool', IamWorkloadIdentityPool, {
      project: foundation.target.project,
      workloadIdentityPoolId: this.name(names.identityPool, 'deploy'),
      description: 'Runs of pipelines that deploy this environment',
      dependsOn: foundation.dependsOn,
    });
  }

  /** Announces an identity that shares the provider of its issuer. */
  announce(identity: string, trust: Trust): void {
    this.runs.push({ identity, trust });
  }

  /** The provider of all identities of an issuer that were announced. */
  sharedProvider(issuer: string): IamWorkloadIdentityPoolProvider {
    const existing = this.providers.get(issuer);
    if (existing) return existing;
    const others = issuer === ISSUERS.terraformCloud ? [] : [shortHash(issuer)];
    const provider = this.createAs('provider', [...SHARED, ...others].join('-'), IamWorkloadIdentityPoolProvider, {
      project: this.deps.foundation.target.project,
      workloadIdentityPoolId: this.pool.workloadIdentityPoolId,
      workloadIdentityPoolProviderId: this.name(names.identityProvider, ...SHARED, ...others),
      description: 'Runs of Terraform Cloud, each as the identity of its phase',
      ...sharedTrust(this.runsAt(issuer)),
      oidc: { issuerUri: issuer },
    });
    this.providers.set(issuer, provider);
    return provider;
  }

  private runsAt(issuer: string): Runs[] {
    return this.runs
      .filter(({ trust }) => trust.issuer === issuer)
      .map(({ identity, trust }) => ({ identity, subjects: trust.subjects }));
  }
}

/** Created on first use, and shared by every identity. */
export function deployPool(foundation: Foundation): DeployPool {
  const existing = foundation.node.tryFindChild(ID);
  return existing instanceof DeployPool ? existing : new DeployPool(foundation, ID, {}, { foundation });
}
