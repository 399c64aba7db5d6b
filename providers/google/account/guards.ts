/** Guards of the whole project, and what a new one lacks: agents that must be there before keys are granted to them. */
import { ProjectIamMemberRemove } from '@cdktf/provider-google/lib/project-iam-member-remove';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { Ephemeral } from '../../../core/cdktf/ephemeral';
import { TerraformData } from '../../../core/cdktf/terraform-data';
import { type Foundation, lateAgents } from '../foundation/foundation';
import { admitNewest } from '../shared/provider';
import { Apis } from './apis';

/** A role of Google's early days, which may change almost everything. */
const EDITOR = 'roles/editor';

/**
 * Asks Google for an agent. The token is read from standard input, where no list of processes shows it. An agent that is there
 * is answered, too.
 */
const commandFor = (url: string): string =>
  `printf 'header = "Authorization: Bearer %s"' "$TOKEN" | curl --config - --fail --silent --show-error --retry 3 --max-time 60 --request POST --data '' '${url}'`;

export class Guards extends Component {
  /** Changes of the project's policy, of which Google takes one at a time from here. */
  readonly dependsOn: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    props: object,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const { dependsOn } = new Apis(this, 'apis', { part: 'guards' });
    this.dependsOn = this.depriveDefaultAccounts(dependsOn);
    this.createAgents(dependsOn);
  }

  /**
   * Of Compute Engine and App Engine, whose machines would be editors of the project. `google_project_default_service_accounts`
   * would write the whole policy of the project, without its conditions, and once; this looks again in each plan.
   */
  private depriveDefaultAccounts(dependsOn: readonly ITerraformDependable[]): readonly ITerraformDependable[] {
    const { projectNumber, target } = this.deps.foundation;
    const accounts = {
      compute: `${projectNumber}-compute@developer.gserviceaccount.com`,
      appspot: `${target.project}@appspot.gserviceaccount.com`,
    };
    return Object.entries(accounts).reduce<readonly ITerraformDependable[]>((before, [service, email]) => {
      const deprived = this.createAs('defaultAccount', `default-account-${service}`, ProjectIamMemberRemove, {
        project: target.project,
        role: EDITOR,
        member: `serviceAccount:${email}`,
        dependsOn: [...before],
      });
      return [deprived];
    }, dependsOn);
  }

  /**
   * A provisioner, because only the google-beta provider has a resource for it. It runs once, where Terraform does. An agent that
   * could not be made stops nothing: the grant that needs it will say so, and `prepare_command` makes it by hand.
   */
  private createAgents(dependsOn: readonly ITerraformDependable[]): void {
    const { project } = this.deps.foundation.target;
    admitNewest(this.stack);
    const token = new Ephemeral(this, 'token', 'google_client_config', {}).get('access_token');
    for (const service of lateAgents()) {
      const url = `https://serviceusage.googleapis.com/v1beta1/projects/${project}/services/${service}.googleapis.com:generateServiceIdentity`;
      const agent = this.createAs('agent', `agent-${service}`, TerraformData, {
        input: { service },
        triggersReplace: { project },
        dependsOn: [...dependsOn],
      });
      // CDKTF's own provisioners know neither `on_failure` nor `quiet`.
      agent.addOverride('provisioner', [
        {
          'local-exec': {
            command: commandFor(url),
            environment: { TOKEN: token },
            on_failure: 'continue',
            quiet: true,
          },
        },
      ]);
    }
  }
}
