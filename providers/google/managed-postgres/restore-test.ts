/**
 * Tests of restores on Google: a workflow restores the server beside it, and deletes the result. In its own region that is a copy as of
 * a moment, from the newest backup and the log after it: one of the present would prove nothing, as Cloud SQL copies the disk. In
 * the second region, where there is no log, it is the newest backup of those that are kept there, in a server that is made for it.
 */
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { SqlDatabaseInstance } from '@cdktf/provider-google/lib/sql-database-instance';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import { TEST_HOURS, testIn } from '../../../constructs/managed-postgres/backups';
import { Component } from '../../../core/cdktf/component';
import type { UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { ServiceAccount } from '../iam/service-account';
import type { DatabaseRange } from '../network/database-tier';
import { names } from '../shared/names';
import { ScheduledSteps, type Step } from '../shared/schedule';
import { rightOn, seeOperations } from './instance-rights';
import { restoreHere, restoreThere } from './restoring';
import { change, changing, instanceUrl, resultUrl } from './steps';

export interface RestoreTestProps {
  /** The database's name in the environment. */
  readonly database: string;
  readonly cron: string;
  /** Where it restores. */
  readonly region: RegionRole;
  readonly instance: SqlDatabaseInstance;
  /** The instance's name, as a text. */
  readonly instanceName: string;
  /** Of that region: where the result gets its address. */
  readonly range: DatabaseRange;
  /** Of that region: what encrypts the result. */
  readonly key: UsableKey;
}

const SECONDS_OF_HOUR = 3600;

export class RestoreTest extends Component<RestoreTestProps> {
  /** The workflow's name. */
  readonly measuredAs: string;
  /** How names of results begin. */
  private readonly results: string;

  constructor(
    scope: Construct,
    id: string,
    props: RestoreTestProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const purpose = [this.props.database, testIn(props.region)];
    this.results = this.name(names.restoredSqlInstance, ...purpose);
    const account = new ServiceAccount(this, 'account', { purpose: purpose.join('-') }, deps);
    const { workflow } = new ScheduledSteps(
      this,
      'Default',
      {
        purpose,
        description: `Restores PostgreSQL server "${this.props.database}" beside it, and deletes what was restored`,
        cron: props.cron,
        steps: [this.begin, ...this.restore, this.look, ...this.delete],
        subworkflows: changing(deps.foundation),
        account,
        rights: [...this.admit(account), ...props.key.dependsOn],
      },
      deps,
    );
    this.measuredAs = workflow.name;
  }

  /** It may read what it restores, but neither change nor delete the server. */
  private admit({ account: { member } }: ServiceAccount): ITerraformDependable[] {
    const { foundation } = this.deps;
    const { instanceName: instance, region } = this.props;
    const title = `restore test of ${instance}`;
    const source =
      region === 'primary'
        ? ({ role: 'database-copies', on: 'instance' } as const)
        : ({ role: 'database-backups-read', on: 'backups' } as const);
    const test = { role: 'database-tests', on: 'named', instance: this.results, title } as const;
    return [
      this.create('copy', ProjectIamMember, { ...rightOn(foundation, { ...source, instance, title }), member }),
      this.create('test', ProjectIamMember, { ...rightOn(foundation, test), member }),
      this.create('operations', ProjectIamMember, { ...seeOperations(foundation), member }),
    ];
  }

  private get begin(): Step {
    const minute = 'text.substring(text.replace_all(time.format(sys.now()), ":", "-"), 0, 16)';
    return {
      begin: {
        assign: [
          // Cloud SQL keeps the name of what is deleted for a week.
          { result: `\${"${this.results}-" + text.to_lower(${minute})}` },
          { failed: false },
          { reason: '' },
        ],
      },
    };
  }

  private get restore(): Step[] {
    const { region, instance, range, key } = this.props;
    const { foundation } = this.deps;
    return region === 'primary'
      ? restoreHere(instanceUrl(foundation, instance.name), range)
      : restoreThere(foundation, { range, key, instance: instance.name });
  }

  private get look(): Step {
    const keep = { call: 'sys.sleep', args: { seconds: TEST_HOURS * SECONDS_OF_HOUR } };
    return { look: { switch: [{ condition: '${not failed}', steps: [{ keep }] }] } };
  }

  private get delete(): Step[] {
    const url = resultUrl(this.deps.foundation);
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
