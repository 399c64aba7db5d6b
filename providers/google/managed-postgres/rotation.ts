/**
 * Rotation on Google: replaces a password when it is old enough. The server gets the new password first: until it has
 * it, nothing has happened, and the stored one keeps its age, so that the next day's run tries again. The workflow may add versions
 * to the secret, but not read any.
 */
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member';
import type { SqlDatabaseInstance } from '@cdktf/provider-google/lib/sql-database-instance';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { ScheduledRotation } from '../../../constructs/managed-postgres';
import { Component } from '../../../core/cdktf/component';
import { dailyAt } from '../../../core/words/cron';
import type { Foundation } from '../foundation/foundation';
import { ServiceAccount } from '../iam/service-account';
import type { Secret } from '../secret/secret';
import { ScheduledSteps, type Step } from '../shared/schedule';
import { rightOn, seeOperations } from './instance-rights';
import { change, changing, instanceUrl, patiently } from './steps';

/** The server that gets the password. */
interface Server {
  readonly instance: SqlDatabaseInstance;
  /** The instance's name, as a text. */
  readonly instanceName: string;
  /** The user, whose password Terraform sets first. */
  readonly user: ITerraformDependable;
}

export interface RotationProps extends ScheduledRotation {
  /** The last parts of its name. */
  readonly purpose: readonly string[];
  readonly credentials: Secret;
  /** @default - none: a pod sets it */
  readonly server?: Server;
}

const SECRETS = 'https://secretmanager.googleapis.com/v1';

export class Rotation extends Component<RotationProps> {
  constructor(scope: Construct, id: string, props: RotationProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { credentials, start, server } = props;
    const { foundation } = deps;
    const purpose = [...props.purpose, 'rotation'];
    const account = new ServiceAccount(this, 'account', { purpose: purpose.join('-') }, deps);
    const versions = this.create('versions', SecretManagerSecretIamMember, {
      secretId: credentials.secret.id,
      role: 'roles/secretmanager.secretVersionManager',
      member: account.account.member,
    });
    new ScheduledSteps(
      this,
      'Default',
      {
        purpose,
        description: `Replaces the password of ${credentials.props.purpose}`,
        cron: dailyAt(start),
        steps: [...this.draw(), ...(server ? this.set(server, foundation) : []), ...this.store()],
        subworkflows: server ? changing(foundation) : {},
        account,
        rights: [versions, ...(server ? this.admit(server, account, foundation) : [])],
      },
      deps,
    );
  }

  private admit(server: Server, { account: { member } }: ServiceAccount, foundation: Foundation) {
    const { instanceName: instance } = server;
    const title = `rotation of ${instance}`;
    const right = rightOn(foundation, { role: 'database-passwords', on: 'instance', instance, title });
    const passwords = this.create('passwords', ProjectIamMember, { ...right, member });
    const operations = this.create('operations', ProjectIamMember, { ...seeOperations(foundation), member });
    return [passwords, operations, server.user];
  }

  private get secretUrl(): string {
    return `${SECRETS}/${this.props.credentials.secret.id}`;
  }

  /** Draws another password if the stored one is old enough. */
  private draw(): Step[] {
    const { credentials, afterSeconds } = this.props;
    const early = `\${time.parse(stored.body.createTime) + ${afterSeconds} > sys.now()}`;
    return [
      { look: patiently('get', { url: `${this.secretUrl}/versions/latest` }, 'stored') },
      { due: { switch: [{ condition: early, return: 'not yet' }] } },
      {
        draw: {
          assign: [
            { password: '${uuid.generate() + "-" + text.to_upper(uuid.generate())}' },
            { written: credentials.version.name },
            { content: { username: credentials.props.username, password: '${password}' } },
          ],
        },
      },
    ];
  }

  /** Sets it in the server, and waits until Cloud SQL has. */
  private set({ instance }: Server, foundation: Foundation): Step[] {
    const { username: name } = this.props.credentials.props;
    const url = `${instanceUrl(foundation, instance.name)}/users`;
    return change('change', 'put', { url, query: { name }, body: { name, password: '${password}' } });
  }

  /** Stores it, and destroys the one before. */
  private store(): Step[] {
    const body = { payload: { data: '${base64.encode(json.encode(content))}' } };
    const former = `\${"${SECRETS}/" + stored.body.name + ":destroy"}`;
    return [
      { store: patiently('post', { url: `${this.secretUrl}:addVersion`, body }, 'added', { retries: 12 }) },
      // But not what Terraform has written: it would write another one in its place.
      { keep: { switch: [{ condition: '${stored.body.name == written}', return: 'replaced' }] } },
      { forget: patiently('post', { url: former }, 'forgotten') },
      { done: { return: 'replaced' } },
    ];
  }
}
