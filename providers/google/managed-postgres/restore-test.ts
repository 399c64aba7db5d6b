/**
 * The test of restores on Google: a workflow restores the server from its newest backup and the log after it, beside it, and deletes
 * the result. A copy of the present moment would prove nothing: Cloud SQL makes one of the disk.
 */
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { SqlDatabaseInstance } from '@cdktf/provider-google/lib/sql-database-instance';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { TEST_HOURS } from '../../../constructs/managed-postgres/backups';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { ServiceAccount } from '../iam/service-account';
import { names } from '../shared/names';
import { ScheduledSteps, type Step } from '../shared/schedule';
import { rightOn, seeOperations } from './instance-rights';
import { change, changing, instanceUrl } from './steps';

export interface RestoreTestProps {
  readonly cron: string;
  readonly instance: SqlDatabaseInstance;
  /** The instance's name, as a text. */
  readonly instanceName: string;
  /** The range in which the copy gets its address. @default - Google chooses */
  readonly allocatedRange: string | undefined;
}

const SECONDS_OF_HOUR = 3600;
/** How long ago it was what is restored: so far the log has come by then. */
const AGO_SECONDS = SECONDS_OF_HOUR;
/** How often the copy is asked for while the server is about something else: for half an hour. */
const RETRIES = 12;

export class RestoreTest extends Component<RestoreTestProps> {
  /** The workflow's name. */
  readonly measuredAs: string;
  /** How names of copies begin. */
  private readonly copies: string;

  constructor(
    scope: Construct,
    id: string,
    props: RestoreTestProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.copies = this.name(names.restoredSqlInstance, this.server, 'restore-test');
    const purpose = [this.server, 'restore-test'];
    const account = new ServiceAccount(this, 'account', { purpose: purpose.join('-') }, deps);
    const { workflow } = new ScheduledSteps(
      this,
      'Default',
      {
        purpose,
        description: `Restores PostgreSQL server "${this.server}" beside it, and deletes what was restored`,
        cron: props.cron,
        steps: [...this.restore, ...this.delete],
        subworkflows: changing(deps.foundation),
        account,
        rights: this.admit(account),
      },
      deps,
    );
    this.measuredAs = workflow.name;
  }

  /** The server's name. */
  private get server(): string {
    return this.node.scope?.node.id ?? this.node.id;
  }

  /** It may copy the server, but neither change nor delete it. */
  private admit({ account: { member } }: ServiceAccount): ITerraformDependable[] {
    const { foundation } = this.deps;
    const { instanceName } = this.props;
    const title = `restore test of ${instanceName}`;
    const copy = { role: 'database-copies', on: 'instance', instance: instanceName, title } as const;
    const test = { role: 'database-tests', on: 'named', instance: this.copies, title } as const;
    return [
      this.create('copy', ProjectIamMember, { ...rightOn(foundation, copy), member }),
      this.create('test', ProjectIamMember, { ...rightOn(foundation, test), member }),
      this.create('operations', ProjectIamMember, { ...seeOperations(foundation), member }),
    ];
  }

  private get restore(): Step[] {
    const { instance, allocatedRange: allocatedIpRange } = this.props;
    const minute = 'text.substring(text.replace_all(time.format(sys.now()), ":", "-"), 0, 16)';
    const cloneContext = { destinationInstanceName: '${copy}', pointInTime: '${moment}', allocatedIpRange };
    const url = `${instanceUrl(this.deps.foundation, instance.name)}/clone`;
    const [clone, settled] = change('restore', 'post', { url, body: { cloneContext } }, RETRIES);
    return [
      {
        begin: {
          assign: [
            // Cloud SQL keeps the name of what is deleted for a week.
            { copy: `\${"${this.copies}-" + text.to_lower(${minute})}` },
            { moment: `\${time.format(sys.now() - ${AGO_SECONDS})}` },
            { failed: false },
          ],
        },
      },
      ...(clone ? [clone] : []),
      // What has failed is there all the same.
      {
        restored: {
          try: { steps: settled ? [settled] : [] },
          except: { as: 'error', steps: [{ remember: { assign: [{ failed: true }, { reason: '${error}' }] } }] },
        },
      },
      {
        look: {
          switch: [
            {
              condition: '${not failed}',
              steps: [{ keep: { call: 'sys.sleep', args: { seconds: TEST_HOURS * SECONDS_OF_HOUR } } }],
            },
          ],
        },
      },
    ];
  }

  private get delete(): Step[] {
    const url = `\${"${instanceUrl(this.deps.foundation, '')}" + copy}`;
    // A copy has the server's protection, and what it would leave behind.
    const settings = { deletionProtectionEnabled: false, retainBackupsOnDelete: false };
    return [
      ...change('release', 'patch', { url, body: { settings } }),
      ...change('delete', 'delete', { url }),
      { told: { switch: [{ condition: '${failed}', raise: '${reason}' }] } },
      { done: { return: '${"restored as of " + moment}' } },
    ];
  }
}
