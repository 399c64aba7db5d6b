/** The APIs of the account's parts, each with what needs it, and the wait for them. */
import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { Sleep } from '@cdktf/provider-time/lib/sleep';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { PROPAGATION } from '../foundation/foundation';

/** Without `.googleapis.com`. Alerts need what notifications need. */
const APIS = {
  keys: ['cloudkms'],
  state: ['storage'],
  trail: ['logging'],
  compliance: ['orgpolicy'],
  threats: ['pubsub', 'securitycenter'],
  contacts: ['essentialcontacts'],
  // Compute Engine makes its default service account when it is enabled; the other services have agents.
  guards: ['compute', 'iam', 'memorystore', 'redis', 'secretmanager', 'sqladmin'],
} as const satisfies Record<string, readonly string[]>;

interface ApisProps {
  readonly part: keyof typeof APIS;
}

export class Apis extends Component<ApisProps> {
  readonly dependsOn: readonly ITerraformDependable[];

  /** They depend on nothing, so that what is read after them is read again only when they change themselves. */
  constructor(scope: Construct, id: string, props: ApisProps) {
    super(scope, id, props);
    const apis = APIS[props.part].map((api) =>
      this.createAs('api', api, ProjectService, {
        service: `${api}.googleapis.com`,
        disableOnDestroy: false,
        disableDependentServices: false,
      }),
    );
    this.dependsOn = [this.create('propagation', Sleep, { createDuration: PROPAGATION, dependsOn: apis })];
  }
}
