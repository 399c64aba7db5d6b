/**
 * Rotation on AWS: replaces a password when it is old enough. RDS would do so itself with the owner's, but by a secret of its own, and
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
import { allow, allowKeys, type Statement, viaService } from '../iam/statement';
import type { Secret } from '../secret/secret';
import { ScheduledSteps } from '../shared/schedule';

export interface RotationProps extends ScheduledRotation {
  /** The last parts of its name. */
  readonly purpose: readonly string[];
  readonly credentials: Secret;
  /** Keys that encrypt the secret. */
  readonly keyArns: readonly string[];
  /** The server that gets the password. @default - none: a pod sets it */
  readonly instance?: DbInstance;
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
  constructor(
    scope: Construct,
    id: string,
    props: RotationProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const { purpose, credentials, start } = props;
    new ScheduledSteps(
      this,
      'Default',
      {
        purpose: [...purpose, 'rotation'],
        description: `Replaces the password of ${credentials.props.purpose}`,
        when: { start },
        withinMinutes: WITHIN_MINUTES,
        steps: { StartAt: 'Look', States: { ...this.check(), ...this.replace(), Done: { Type: 'Succeed' } } },
        statements: this.statements,
      },
      deps,
    );
  }

  private task(action: string, Arguments: object, then: object) {
    const { partition } = this.deps.foundation;
    const Resource = `arn:${partition}:states:::aws-sdk:${action}`;
    return { Type: 'Task', Resource, Arguments, Retry: RETRY, ...then };
  }

  private get secretArn(): string {
    return this.props.credentials.secret.arn;
  }

  /** Whether the current password is old enough. */
  private check() {
    const stored = "$states.result.Versions['AWSCURRENT' in VersionStages]";
    const at = `${stored}.CreatedDate`;
    return {
      Look: this.task(
        'secretsmanager:listSecretVersionIds',
        { SecretId: this.secretArn },
        {
          Assign: {
            current: expression(`${stored}.VersionId`),
            made: expression(`($at := ${at}; $type($at) = 'number' ? $at * 1000 : $toMillis($at))`),
            looks: 0,
          },
          Next: 'Due',
        },
      ),
      Due: {
        Type: 'Choice',
        Choices: [{ Condition: expression(`$millis() - $made >= ${this.props.afterSeconds * 1000}`), Next: 'Keep' }],
        Default: 'Done',
      },
    };
  }

  /** Draws another, stores it aside, sets it, and makes it the current one. */
  private replace() {
    const { credentials, instance } = this.props;
    const SecretId = this.secretArn;
    const { username } = credentials.props;
    return {
      Keep: this.task(
        'secretsmanager:updateSecretVersionStage',
        { SecretId, VersionStage: OF_TERRAFORM, MoveToVersionId: credentials.version.versionId },
        // The label may be on a version that Terraform has forgotten: no reason to keep an old password.
        { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Draw' }], Next: 'Draw' },
      ),
      Draw: this.task(
        'secretsmanager:getRandomPassword',
        { PasswordLength: PASSWORD.length, ExcludePunctuation: true, RequireEachIncludedType: true },
        { Assign: { password: expression('$states.result.RandomPassword') }, Next: 'Prepare' },
      ),
      Prepare: this.task(
        'secretsmanager:putSecretValue',
        {
          SecretId,
          SecretString: expression(`$string({'username': '${username}', 'password': $password})`),
          VersionStages: ['AWSPENDING'],
          // Express workflows may run twice: a second run with another password is refused.
          ClientRequestToken: expression('$states.context.Execution.Name'),
        },
        { Assign: { pending: expression('$states.result.VersionId') }, Next: instance ? 'Change' : 'Store' },
      ),
      ...(instance && this.change(instance)),
      Store: this.task(
        'secretsmanager:updateSecretVersionStage',
        {
          SecretId,
          VersionStage: 'AWSCURRENT',
          MoveToVersionId: expression('$pending'),
          RemoveFromVersionId: expression('$current'),
        },
        { Next: 'Done' },
      ),
    };
  }

  /** Sets the password in the server, and waits until RDS has, which never gives a password back. */
  private change({ identifier: DbInstanceIdentifier }: DbInstance) {
    const found = '$states.result.DbInstances[0]';
    const isPending = `$exists(${found}.PendingModifiedValues.MasterUserPassword)`;
    return {
      Change: this.task(
        'rds:modifyDBInstance',
        { DbInstanceIdentifier, MasterUserPassword: expression('$password') },
        { Next: 'Wait' },
      ),
      Wait: { Type: 'Wait', Seconds: LOOK_SECONDS, Next: 'See' },
      See: this.task(
        'rds:describeDBInstances',
        { DbInstanceIdentifier },
        {
          Assign: {
            looks: expression('$looks + 1'),
            changing: expression(`${found}.DbInstanceStatus != 'available' or ${isPending}`),
          },
          Next: 'Changed',
        },
      ),
      Changed: {
        Type: 'Choice',
        Choices: [{ Condition: expression(`$changing and $looks < ${LOOKS}`), Next: 'Wait' }],
        Default: 'Store',
      },
    };
  }

  private get statements(): Statement[] {
    const { instance, keyArns } = this.props;
    const actions = ['ListSecretVersionIds', 'PutSecretValue', 'UpdateSecretVersionStage'];
    return [
      allow(
        actions.map((action) => `secretsmanager:${action}`),
        this.secretArn,
      ),
      allow('secretsmanager:GetRandomPassword', '*'),
      ...(instance ? [allow(['rds:DescribeDBInstances', 'rds:ModifyDBInstance'], instance.arn)] : []),
      ...allowKeys(['kms:Decrypt', 'kms:GenerateDataKey'], keyArns, viaService('secretsmanager', this.deps.foundation)),
    ];
  }
}
