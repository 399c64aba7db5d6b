/**
 * Rotation on Google: replaces the owner's password when it is old enough. The server gets the new password first: until it has
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

export interface RotationProps extends ScheduledRotation {
  /** The server's name in the environment. */
  readonly server: string;
  readonly owner: string;
  readonly instance: SqlDatabaseInstance;
  /** The instance's name, as a text. */
  readonly instanceName: string;
  readonly credentials: Secret;
  /** The owner, whose password Terraform sets first. */
  readonly after: readonly ITerraformDependable[];
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
    const { server, start, after } = props;
    const purpose = [server, 'rotation'];
    const account = new ServiceAccount(this, 'account', { purpose: purpose.join('-') }, deps);
    new ScheduledSteps(
      this,
      'Default',
      {
        purpose,
        description: `Replaces the password of the owner of PostgreSQL server "${server}"`,
        when: { start },
        steps: this.steps(deps.foundation),
        account,
        rights: [...this.grant(account, deps.foundation), ...after],
      },
      deps,
    );
  }

  private grant({ account: { member } }: ServiceAccount, foundation: Foundation): ITerraformDependable[] {
    const { credentials, instanceName } = this.props;
    const { project } = foundation.target;
    const name = `projects/${project}/instances/${instanceName}`;
    return [
      this.create('versions', SecretManagerSecretIamMember, {
        secretId: credentials.secret.id,
        role: 'roles/secretmanager.secretVersionManager',
        member,
      }),
      this.create('passwords', ProjectIamMember, {
        project,
        role: projectRole(foundation, 'database-passwords'),
        member,
        // docs.cloud.google.com/sql/docs/postgres/iam-conditions
        condition: {
          title: `rotation of ${instanceName}`,
          expression: `resource.type == "sqladmin.googleapis.com/Instance" && resource.name == "${name}"`,
        },
      }),
      this.create('operations', ProjectIamMember, {
        project,
        role: projectRole(foundation, 'database-operations'),
        member,
      }),
    ];
  }

  private steps({ target: { project } }: Foundation): Step[] {
    const { credentials, instance, owner, afterSeconds } = this.props;
    const secret = `${SECRETS}/${credentials.secret.id}`;
    const server = `${SQL}/projects/${project}/instances/${instance.name}`;
    return [
      { look: patiently('http.get', { url: `${secret}/versions/latest` }, 'stored', 5) },
      {
        due: {
          switch: [
            {
              condition: `\${time.parse(stored.body.createTime) + ${afterSeconds} > sys.now()}`,
              return: 'not yet',
            },
          ],
        },
      },
      {
        draw: {
          assign: [
            { password: '${uuid.generate() + "-" + text.to_upper(uuid.generate())}' },
            { written: credentials.version.name },
            { content: { username: owner, password: '${password}' } },
          ],
        },
      },
      {
        change: patiently(
          'http.put',
          {
            url: `${server}/users`,
            query: { name: owner },
            body: { name: owner, password: '${password}' },
          },
          'operation',
          5,
        ),
      },
      {
        wait: {
          call: 'sys.sleep',
          args: { seconds: 5 },
        },
      },
      {
        see: patiently(
          'http.get',
          { url: `\${"${SQL}/projects/${project}/operations/" + operation.body.name}` },
          'operation',
          5,
        ),
      },
      {
        changed: {
          switch: [
            { condition: '${operation.body.status != "DONE"}', next: 'wait' },
            { condition: '${"error" in operation.body}', raise: '${operation.body.error}' },
          ],
        },
      },
      {
        store: patiently(
          'http.post',
          {
            url: `${secret}:addVersion`,
            body: { payload: { data: '${base64.encode(json.encode(content))}' } },
          },
          'added',
          12,
        ),
      },
      // But not what Terraform has written: it would write another one in its place.
      {
        keep: {
          switch: [{ condition: '${stored.body.name == written}', return: 'replaced' }],
        },
      },
      {
        forget: patiently('http.post', { url: `\${"${SECRETS}/" + stored.body.name + ":destroy"}` }, 'forgotten', 5),
      },
      { done: { return: 'replaced' } },
    ];
  }
}
