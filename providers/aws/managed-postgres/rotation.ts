/**
 * Rotation on AWS: replaces the owner's password when it is old enough. RDS would do so itself, but by a secret of its own, and
 * refuses read replicas of a server whose password it manages.
 *
 * The new password is stored before the server gets it, as the version AWSPENDING, which nobody reads; it becomes AWSCURRENT
 * when the server has it. So there is no moment in which a password is in the server and nowhere else.
 */
import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import type { Construct } from 'constructs';

import type { ScheduledRotation } from '../../../constructs/managed-postgres';
import { PASSWORD } from '../../../constructs/secret/contract';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { allow, allowKeys, viaService } from '../iam/statement';
import type { Secret } from '../secret/secret';
import { ScheduledSteps } from '../shared/schedule';

export interface RotationProps extends ScheduledRotation {
  /** The server's name in the environment. */
  readonly server: string;
  readonly owner: string;
  readonly instance: DbInstance;
  readonly credentials: Secret;
  /** Keys that encrypt the secret. */
  readonly keyArns: readonly string[];
}

/** Minutes in which it begins: not longer than an hour, which is how much too early a password may be. */
const WITHIN_MINUTES = 15;
/** RDS takes a password within a minute or two. */
const LOOKS = 10;
const LOOK_SECONDS = 15;
/** A label on the version that Terraform has written: Secrets Manager deletes versions without one, and Terraform would write another. */
const OF_TERRAFORM = 'terraform';

/** An expression in JSONata. */
const expression = (text: string): string => `{% ${text} %}`;
const RETRY = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 4, MaxAttempts: 3, BackoffRate: 2 }];

export class Rotation extends Component<RotationProps> {
  constructor(scope: Construct, id: string, props: RotationProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { server, start } = props;
    const purpose = [server, 'rotation'];
    new ScheduledSteps(
      this,
      'Default',
      {
        purpose,
        description: `Replaces the password of the owner of PostgreSQL server "${server}"`,
        when: { start },
        withinMinutes: WITHIN_MINUTES,
        steps: this.steps(deps.foundation),
        statements: this.statements(deps.foundation),
      },
      deps,
    );
  }

  private steps({ partition }: Foundation) {
    const { credentials, instance, afterSeconds, owner } = this.props;
    const SecretId = credentials.secret.arn;
    const DbInstanceIdentifier = instance.identifier;
    const stored = "$states.result.Versions['AWSCURRENT' in VersionStages]";
    const found = '$states.result.DbInstances[0]';
    const task = (action: string, Arguments: object, then: object) => ({
      Type: 'Task',
      Resource: `arn:${partition}:states:::aws-sdk:${action}`,
      Arguments,
      Retry: RETRY,
      ...then,
    });
    return {
      StartAt: 'Look',
      States: {
        Look: task(
          'secretsmanager:listSecretVersionIds',
          { SecretId },
          {
            Assign: {
              current: expression(`${stored}.VersionId`),
              made: expression(`($at := ${stored}.CreatedDate; $type($at) = 'number' ? $at * 1000 : $toMillis($at))`),
              looks: 0,
            },
            Next: 'Due',
          },
        ),
        Due: {
          Type: 'Choice',
          Choices: [{ Condition: expression(`$millis() - $made >= ${afterSeconds * 1000}`), Next: 'Keep' }],
          Default: 'Done',
        },
        Keep: task(
          'secretsmanager:updateSecretVersionStage',
          { SecretId, VersionStage: OF_TERRAFORM, MoveToVersionId: credentials.version.versionId },
          // The label may be on a version that Terraform has forgotten: no reason to keep an old password.
          { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Draw' }], Next: 'Draw' },
        ),
        Draw: task(
          'secretsmanager:getRandomPassword',
          { PasswordLength: PASSWORD.length, ExcludePunctuation: true, RequireEachIncludedType: true },
          { Assign: { password: expression('$states.result.RandomPassword') }, Next: 'Prepare' },
        ),
        Prepare: task(
          'secretsmanager:putSecretValue',
          {
            SecretId,
            SecretString: expression(`$string({'username': '${owner}', 'password': $password})`),
            VersionStages: ['AWSPENDING'],
            // Express workflows may run twice: a second run with another password is refused.
            ClientRequestToken: expression('$states.context.Execution.Name'),
          },
          { Assign: { pending: expression('$states.result.VersionId') }, Next: 'Change' },
        ),
        Change: task(
          'rds:modifyDBInstance',
          { DbInstanceIdentifier, MasterUserPassword: expression('$password') },
          { Next: 'Wait' },
        ),
        Wait: { Type: 'Wait', Seconds: LOOK_SECONDS, Next: 'See' },
        See: task(
          'rds:describeDBInstances',
          { DbInstanceIdentifier },
          {
            Assign: {
              looks: expression('$looks + 1'),
              changing: expression(
                `${found}.DbInstanceStatus != 'available' or $exists(${found}.PendingModifiedValues.MasterUserPassword)`,
              ),
            },
            Next: 'Changed',
          },
        ),
        Changed: {
          Type: 'Choice',
          // RDS has taken the password, and never gives it back.
          Choices: [{ Condition: expression(`$changing and $looks < ${LOOKS}`), Next: 'Wait' }],
          Default: 'Store',
        },
        Store: task(
          'secretsmanager:updateSecretVersionStage',
          {
            SecretId,
            VersionStage: 'AWSCURRENT',
            MoveToVersionId: expression('$pending'),
            RemoveFromVersionId: expression('$current'),
          },
          { Next: 'Done' },
        ),
        Done: { Type: 'Succeed' },
      },
    };
  }

  private statements(foundation: Foundation) {
    const { credentials, instance, keyArns } = this.props;
    return [
      allow(
        [
          'secretsmanager:ListSecretVersionIds',
          'secretsmanager:PutSecretValue',
          'secretsmanager:UpdateSecretVersionStage',
        ],
        credentials.secret.arn,
      ),
      allow('secretsmanager:GetRandomPassword', '*'),
      allow(['rds:DescribeDBInstances', 'rds:ModifyDBInstance'], instance.arn),
      ...allowKeys(['kms:Decrypt', 'kms:GenerateDataKey'], keyArns, viaService('secretsmanager', foundation)),
    ];
  }
}
