/**
 * The users of an ElastiCache store, in one user group, which may hold users of both kinds.
 *
 * With `token`: one with a password, which applications sign in as.
 * With `identity`: one that IAM authenticates, without a password. A role requires `elasticache:Connect` on the
 * store and on the user: docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 * With either, the exporter's, with a password.
 */
import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { compact } from '../../../core/records';
import { secretPath } from '../secret-store/secret-store';
import { names } from '../shared/names';
import { PasswordUser } from './password-user';

export interface CacheUsersProps {
  /** The store's name in the environment. */
  readonly store: string;
  /** The store, for descriptions. */
  readonly purpose: string;
  readonly authentication: 'token' | 'identity';
  readonly engine: 'redis' | 'valkey';
  /** The user that the exporter signs in as; absent without one. */
  readonly exporter: string | undefined;
  readonly rotationDays: number | undefined;
  readonly keyArn: string | undefined;
}

/**
 * Every key, every channel, and every command but those that administer the server, such as CONFIG, MONITOR and ACL. CLIENT,
 * CLUSTER and ROLE are in the same category, wholly so in Redis 6, and clients send them: some name themselves by the first, and
 * find shards and primaries by the others.
 */
const APPLICATION_ACCESS = 'on ~* &* +@all -@admin +client +cluster +role';
/**
 * No key, no channel, and of the commands that github.com/oliver006/redis_exporter lists those that it sends as it runs here: it
 * checks no keys. CONFIG cannot be given: ElastiCache refuses it to everybody.
 */
const EXPORTER_ACCESS = [
  'on resetchannels -@all +client|setname +info +cluster|info',
  '+latency|latest +latency|histogram +slowlog|len +slowlog|get',
].join(' ');
/** The user that clients mean when they send a password without a name. */
const DEFAULT_USER = 'default';

/** Parts of the name of the user that identities connect as. */
export const identityUserOf = (store: string): [string, string] => [store, 'app'];

export class CacheUsers extends Component<CacheUsersProps> {
  readonly group: ElasticacheUserGroup;
  /** The user that applications sign in as by password; absent with identities. */
  readonly passwordUser: PasswordUser | undefined;
  /** The user that identities connect as; absent with a password. */
  readonly identityUser: ElasticacheUser | undefined;
  /** The exporter's user; absent without one. */
  readonly exporter: PasswordUser | undefined;

  constructor(scope: Construct, id: string, props: CacheUsersProps) {
    super(scope, id, props);
    const isByPassword = props.authentication === 'token';
    this.passwordUser = isByPassword ? this.createPasswordUser() : undefined;
    this.identityUser = isByPassword ? undefined : this.createIdentityUser();
    this.exporter = props.exporter === undefined ? undefined : this.createExporter(props.exporter);
    this.group = this.createGroup();
  }

  get groupId(): string {
    return this.group.userGroupId;
  }

  private createPasswordUser(): PasswordUser {
    const { exporter: _, authentication: __, ...props } = this.props;
    const secret = secretPath.credentials(props.store);
    return new PasswordUser(this, 'Default', {
      ...props,
      username: DEFAULT_USER,
      accessString: APPLICATION_ACCESS,
      secret,
      suffix: [],
    });
  }

  private createExporter(username: string): PasswordUser {
    const { exporter: _, authentication: __, ...props } = this.props;
    return new PasswordUser(this, username, {
      ...props,
      purpose: `the exporter of ${props.purpose}`,
      username,
      accessString: EXPORTER_ACCESS,
      secret: secretPath.user(props.store, username),
      suffix: [username],
    });
  }

  private createIdentityUser(): ElasticacheUser {
    const name = this.name(names.cacheUser, ...identityUserOf(this.props.store));
    return this.create('identityUser', ElasticacheUser, {
      engine: this.props.engine,
      // IAM authentication requires the two to be the same.
      userId: name,
      userName: name,
      accessString: APPLICATION_ACCESS,
      authenticationMode: { type: 'iam' },
      lifecycle: USERS_FIRST,
    });
  }

  /**
   * User groups of the engine redis require a default user, so they get a disabled one. Valkey requires none, and
   * refuses one without a password.
   */
  private createDisabledUser(): string {
    return this.create('closedUser', ElasticacheUser, {
      engine: 'redis',
      userId: this.name(names.cacheUser, this.props.store, 'closed'),
      userName: DEFAULT_USER,
      accessString: 'off -@all',
      authenticationMode: { type: 'no-password-required' },
      lifecycle: USERS_FIRST,
    }).userId;
  }

  private createGroup(): ElasticacheUserGroup {
    const { engine, store } = this.props;
    const { identityUser, passwordUser, exporter } = this;
    const byPassword = compact([passwordUser, exporter]);
    const disabled = identityUser && engine === 'redis' ? this.createDisabledUser() : undefined;
    return this.createAs('userGroup', 'group', ElasticacheUserGroup, {
      engine,
      userGroupId: this.name(names.cacheUserGroup, store),
      userIds: compact([identityUser?.userId, disabled, ...byPassword.map(({ userId }) => userId)]),
      ...(byPassword.length > 0 && { dependsOn: byPassword.map(({ created }) => created) }),
      // A store lets go of its users, and a group of its members, before they are deleted.
      lifecycle: USERS_FIRST,
    });
  }
}
