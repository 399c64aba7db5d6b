/**
 * Vaults on Google: backups of a server beside its daily ones, by the clock, in its region and in another one. A workflow asks Cloud
 * SQL for each, and deletes those that are old enough: Cloud SQL keeps what it was asked for until somebody does. They stay
 * when the server goes, if it retains its backups.
 */
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { SqlDatabaseInstance } from '@cdktf/provider-google/lib/sql-database-instance';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { ManagedPostgresProps } from '../../../constructs/managed-postgres';
import { vaultTimes } from '../../../constructs/managed-postgres/backups';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { ServiceAccount } from '../iam/service-account';
import { ScheduledSteps, type Step, type Subworkflow } from '../shared/schedule';
import { rightOn, seeOperations } from './instance-rights';
import { change, changing, instanceUrl, patiently } from './steps';

export interface VaultsProps extends Pick<ManagedPostgresProps['backups'], 'start' | 'retentionDays' | 'copies'> {
  /** The database's name in the environment. */
  readonly database: string;
  readonly everyHours: number;
  readonly instance: SqlDatabaseInstance;
  /** The instance's name, as a text. */
  readonly instanceName: string;
}

const SECONDS_OF_DAY = 86_400;
/** Backups that are looked at in one call. */
const PAGE = 100;
/** How often a backup is asked for while the server is about something else: for half an hour. */
const RETRIES = 12;

export class Vaults extends Component<VaultsProps> {
  /** The workflow's name. */
  readonly measuredAs: string;

  constructor(
    scope: Construct,
    id: string,
    props: VaultsProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const { everyHours } = props;
    const purpose = [this.props.database, 'backups'];
    const account = new ServiceAccount(this, 'account', { purpose: purpose.join('-') }, deps);
    const { minute, hours } = vaultTimes(props, everyHours);
    const { workflow } = new ScheduledSteps(
      this,
      'Default',
      {
        purpose,
        description: `Backs up PostgreSQL server "${this.props.database}" every ${everyHours} hours`,
        cron: `${minute} ${hours.join(',')} * * *`,
        steps: this.steps,
        subworkflows: { back_up: this.backUp, forget: this.forget, ...changing(deps.foundation) },
        account,
        rights: this.admit(account),
      },
      deps,
    );
    this.measuredAs = workflow.name;
  }

  private admit({ account: { member } }: ServiceAccount): ITerraformDependable[] {
    const { foundation } = this.deps;
    const { instanceName: instance } = this.props;
    const title = `backups of ${instance}`;
    const right = rightOn(foundation, { role: 'database-backups', on: 'backups', instance, title });
    return [
      this.create('rights', ProjectIamMember, { ...right, member }),
      this.create('operations', ProjectIamMember, { ...seeOperations(foundation), member }),
    ];
  }

  /** One backup in each place, so that what is lost with a region is in the other one. */
  private get steps(): Step[] {
    const { retentionDays, copies } = this.props;
    const { foundation } = this.deps;
    const inPlace = (location: string, days: number) => ({
      call: 'back_up',
      args: { location, kept: days * SECONDS_OF_DAY },
    });
    return [
      { back_up: inPlace(foundation.region('primary'), retentionDays) },
      ...(copies ? [{ copy: inPlace(foundation.region('secondary'), copies.retentionDays) }] : []),
    ];
  }

  /** Those of before go only when there is another one. */
  private get backUp(): Subworkflow {
    const body = { location: '${location}', description: this.description };
    return {
      params: ['location', 'kept'],
      steps: [
        ...change('back_up', 'post', { url: this.url, body }, RETRIES),
        { forget: { call: 'forget', args: { location: '${location}', before: '${sys.now() - kept}' } } },
      ],
    };
  }

  /** Deletes backups that the workflow has asked for in a place before a moment, and no others. */
  private get forget(): Subworkflow {
    const { description, url } = this;
    const own = `"description" in run and run.description == "${description}" and run.location == location`;
    const old = 'time.parse(run.enqueuedTime) < before';
    return {
      params: ['location', 'before'],
      steps: [
        { begin: { assign: [{ backups: url }, { query: { maxResults: PAGE } }] } },
        { look: patiently('get', { url, query: '${query}' }, 'found') },
        { none: { switch: [{ condition: '${not("items" in found.body)}', return: 'done' }] } },
        {
          each: {
            for: {
              value: 'run',
              in: '${found.body.items}',
              steps: [
                { keep: { switch: [{ condition: `\${not(${own} and ${old})}`, next: 'continue' }] } },
                ...change('drop', 'delete', { url: '${backups + "/" + run.id}' }),
              ],
            },
          },
        },
        { last: { switch: [{ condition: '${not("nextPageToken" in found.body)}', return: 'done' }] } },
        { turn: { assign: [{ 'query.pageToken': '${found.body.nextPageToken}' }], next: 'look' } },
      ],
    };
  }

  /** By which it knows its backups. */
  private get description(): string {
    return `${this.props.instanceName}: beside the daily ones`;
  }

  private get url(): string {
    return `${instanceUrl(this.deps.foundation, this.props.instance.name)}/backupRuns`;
  }
}
