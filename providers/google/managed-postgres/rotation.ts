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
import type { Foundation } from '../foundation/foundation';
import { projectRole } from '../iam/project-role';
import { ServiceAccount } from '../iam/service-account';
import type { Secret } from '../secret/secret';
import { ScheduledSteps, type Step } from '../shared/schedule';

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

const SQL = 'https://sqladmin.googleapis.com/v1';
const SECRETS = 'https://secretmanager.googleapis.com/v1';
const AUTH = { type: 'OAuth2' };

/** A call that is tried again when the service is busy: not what it has refused. */
const patiently = (
  call: 'http.get' | 'http.post' | 'http.put',
  args: object,
  result: string,
  retries: number,
): object => ({
  try: { call, args: { ...args, auth: AUTH }, result },
  retry: {
    predicate: '${http.default_retry_predicate}',
    max_retries: retries,
    backoff: { initial_delay: 5, max_delay: 300, multiplier: 2 },
  },
});

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
        when: { start },
        steps: [...this.draw(), ...(server ? this.change(server, foundation) : []), ...this.store()],
        account,
        rights: [versions, ...(server ? this.admit(server, account, foundation) : [])],
      },
      deps,
    );
  }

  private admit(server: Server, { account: { member } }: ServiceAccount, foundation: Foundation) {
    const { project } = foundation.target;
    const name = `projects/${project}/instances/${server.instanceName}`;
    const passwords = this.create('passwords', ProjectIamMember, {
      project,
      role: projectRole(foundation, 'database-passwords'),
      member,
      // docs.cloud.google.com/sql/docs/postgres/iam-conditions
      condition: {
        title: `rotation of ${server.instanceName}`,
        expression: `resource.type == "sqladmin.googleapis.com/Instance" && resource.name == "${name}"`,
      },
    });
    const role = projectRole(foundation, 'database-operations');
    const operations = this.create('operations', ProjectIamMember, { project, role, member });
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
      { look: patiently('http.get', { url: `${this.secretUrl}/versions/latest` }, 'stored', 5) },
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
  private change({ instance }: Server, { target: { project } }: Foundation): Step[] {
    const { username: name } = this.props.credentials.props;
    const url = `${SQL}/projects/${project}/instances/${instance.name}/users`;
    const operation = `\${"${SQL}/projects/${project}/operations/" + operation.body.name}`;
    return [
      {
        change: patiently(
          'http.put',
          { url, query: { name }, body: { name, password: '${password}' } },
          'operation',
          5,
        ),
      },
      { wait: { call: 'sys.sleep', args: { seconds: 5 } } },
      { see: patiently('http.get', { url: operation }, 'operation', 5) },
      {
        changed: {
          switch: [
            { condition: '${operation.body.status != "DONE"}', next: 'wait' },
            { condition: '${"error" in operation.body}', raise: '${operation.body.error}' },
          ],
        },
      },
    ];
  }

  /** Stores it, and destroys the one before. */
  private store(): Step[] {
    const body = { payload: { data: '${base64.encode(json.encode(content))}' } };
    const former = `\${"${SECRETS}/" + stored.body.name + ":destroy"}`;
    return [
      { store: patiently('http.post', { url: `${this.secretUrl}:addVersion`, body }, 'added', 12) },
      // But not what Terraform has written: it would write another one in its place.
      { keep: { switch: [{ condition: '${stored.body.name == written}', return: 'replaced' }] } },
      { forget: patiently('http.post', { url: former }, 'forgotten', 5) },
      { done: { return: 'replaced' } },
    ];
  }
}
