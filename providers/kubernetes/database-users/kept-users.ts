/** The pod that keeps the users of one database, with what it reads and what it may call. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { InCluster } from '../../../constructs/in-cluster';
import { InClusterComponent } from '../base/component';
import { type KeptDatabase, manifestsOf, PROGRESS_SECONDS } from './manifests';

type Dependencies = readonly ITerraformDependable[];

/** Seconds that Terraform waits longer than Kubernetes, so that this reports the failure. */
const MARGIN_SECONDS = 60;

type KeptUsersProps = Pick<KeptDatabase, 'namespace' | 'users' | 'auditing'>;

export class KeptUsers extends InClusterComponent<KeptUsersProps> {
  readonly ready: Dependencies;

  constructor(scope: Construct, id: string, props: KeptUsersProps, deps: InCluster) {
    super(scope, id, props, deps);
    const manifests = manifestsOf({ ...deps, ...props, database: id });
    const { serviceAccount, configuration, credentials, policy, deployment, budget } = manifests;
    const { namespace } = props;
    const inside = { dependsOn: deps.namespace(namespace) };
    const secrets = this.objects(
      'secrets',
      { credentials: [credentials] },
      { namespace, dependsOn: [...inside.dependsOn, ...deps.addon('externalSecrets')] },
    );
    const basis: Dependencies = [
      ...(serviceAccount ? [this.object('serviceAccount', serviceAccount, inside)] : []),
      this.object('configuration', configuration, inside),
      this.object('networkPolicy', policy, inside),
      ...(secrets ? [secrets.release] : []),
    ];
    const pods = this.objects(
      'deployment',
      { deployment: [deployment] },
      {
        namespace,
        timeoutSeconds: PROGRESS_SECONDS + MARGIN_SECONDS,
        // Of this name it is this component's, even if it was not made by this release.
        takeOwnership: true,
        dependsOn: basis,
      },
    );
    this.ready = [...(pods ? [pods.release] : []), this.object('disruptionBudget', budget, inside)];
  }
}
