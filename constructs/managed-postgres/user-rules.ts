/** Rules of a database's users: names that PostgreSQL and the secret stores take, and what must be there for them. */
import { forEach, type Rule, type RuleContext, type RuleTable } from '../../core/rules/rule';
import { needsAddon } from '../environment/in-cluster-rules';
import { rotationRule, rotationWarnings } from '../environment/rotation';
import type { Environment } from '../environment/schema';
import { isKept } from './auditing';
import { isRoleName, NAME, RESERVED_ROLES } from './role-names';
import type { DatabaseUserProps, ManagedPostgresProps } from './schema';
import { EXPORTER, roleOf, secretIdOf, signersOf, usersNamespace, withPassword } from './users';

type Context = RuleContext<Environment>;
type Rules = RuleTable<ManagedPostgresProps, Context>;

interface Named {
  readonly user: string;
  readonly props: DatabaseUserProps;
}

const named = ({ users }: ManagedPostgresProps) =>
  Object.entries(users).map(([user, props]) => [`users.${user}`, { user, props }] as const);

const roleOfUser = ({ user, props }: Named): string => roleOf(user, props);

/** Names of everything in the secret store whose name could be another's, as stores join their parts by hyphens. */
const inStore = ({ databases, caches, secrets }: Environment): string[] => [
  ...Object.keys({ ...databases, ...caches }).flatMap((id) => [`${id}-credentials`, `${id}-connection`]),
  ...Object.keys(secrets),
  ...Object.entries(databases).flatMap(([id, database]) =>
    withPassword(database).map(([user, props]) => storedAs(id, { user, props })),
  ),
];

const storedAs = (id: string, { user, props }: Named): string => `${id}-users-${secretIdOf(user, props)}`;

const isReserved = (schema: string): boolean => schema.startsWith('pg_') || schema === 'information_schema';

/** Requires of a password that the cloud replaces that it is said how often. */
export const withoutDays = <P>(credentialsOf: (props: P) => DatabaseUserProps['credentials']): Rule<P, Context> => ({
  code: 'rotation-without-days',
  property: 'credentials.rotation',
  check: (props) => {
    const { rotation, rotationDays } = credentialsOf(props);
    return (
      rotation === 'scheduled' &&
      rotationDays === undefined &&
      'requires credentials.rotationDays with "scheduled": the age at which the cloud replaces the password'
    );
  },
});

export const userRules: Rules = [
  needsAddon<ManagedPostgresProps>(
    'users',
    'externalSecrets',
    // Monitoring asks for it itself, for its exporter.
    ({ users }) => Object.keys(users).some((user) => user !== EXPORTER),
    'which brings the owner’s password, and theirs, to the pod that keeps the users',
  ),
  {
    code: 'users-namespace-taken',
    property: 'users',
    check: (database, { environment }) => {
      const namespace = usersNamespace(environment);
      return (
        isKept(environment, database) &&
        namespace in environment.namespaces &&
        `need the namespace ${namespace} for the pod that keeps them: give the one in namespaces another name`
      );
    },
  },
  forEach(named, [
    rotationRule<Named>('credentials.rotationDays', ({ user }) => user),
    withoutDays<Named>(({ props }) => props.credentials),
    {
      code: 'rotation-without-password',
      property: 'credentials.rotationDays',
      check: ({ props: { login, credentials } }) =>
        login === 'identity' &&
        credentials.rotationDays !== undefined &&
        'must be left out with login "identity": there is no password to replace',
    },
    {
      code: 'exporter-login',
      property: 'login',
      check: ({ user, props: { login } }, { environment: { addons } }) =>
        user === EXPORTER &&
        login !== 'password' &&
        addons.monitoring?.exporters === true &&
        `must be "password", got "${login}": the exporter of addons.monitoring signs in as this user, by password only. Give yours another name`,
    },
    {
      code: 'user-name',
      property: 'name',
      names: 'oldest',
      check: (one) =>
        !isRoleName(roleOfUser(one)) &&
        `must be 1–63 lower-case letters, digits and underscores, not starting with pg_ and none of ${RESERVED_ROLES.join(', ')}; got "${roleOfUser(one)}"`,
    },
    {
      code: 'user-is-owner',
      property: 'name',
      names: 'oldest',
      check: (one, _, { owner }) =>
        roleOfUser(one) === owner &&
        `must be another role than the owner, got "${owner}": who migrates signs in as that`,
    },
    {
      code: 'user-name-taken',
      property: 'name',
      names: 'oldest',
      check: (one, _, { users }) => {
        const other = Object.entries(users).find(
          ([user, props]) => user !== one.user && roleOf(user, props) === roleOfUser(one),
        );
        return (
          other !== undefined &&
          `must be a role of its own, got "${roleOfUser(one)}", which is that of users.${other[0]}`
        );
      },
    },
    {
      code: 'user-secret-taken',
      property: '',
      names: 'both',
      check: (one, { id, environment }) => {
        const name = storedAs(id, one);
        return (
          one.props.login === 'password' &&
          inStore(environment).filter((other) => other === name).length > 1 &&
          `must have another name: "${name}" is something else in the secret store, too`
        );
      },
    },
    {
      code: 'exporter-rights',
      property: 'rights',
      check: ({ user, props: { rights } }, { environment: { addons } }) =>
        user === EXPORTER &&
        rights !== 'monitor' &&
        addons.monitoring?.exporters === true &&
        `must be "monitor", got "${rights}": the exporter of addons.monitoring signs in as this user. Give yours another name`,
    },
    {
      code: 'schemas-of-monitor',
      property: 'schemas',
      check: ({ props: { rights, schemas } }) =>
        rights === 'monitor' &&
        schemas !== undefined &&
        `must be left out with rights "monitor", which reads no data, got ${schemas.join(', ')}`,
    },
    {
      code: 'schema-name',
      property: 'schemas',
      check: ({ props: { schemas = [] } }) => {
        const wrong = schemas.filter((schema) => !NAME.test(schema) || isReserved(schema));
        return (
          wrong.length > 0 &&
          `must be names of 1–63 lower-case letters, digits and underscores, not those of PostgreSQL itself, got ${wrong.join(', ')}`
        );
      },
    },
  ]),
];

export const userWarnings: Rules = [
  forEach(named, [
    ...rotationWarnings<Named>('credentials.rotationDays', ({ user }) => user),
    {
      code: 'identity-unused',
      property: 'login',
      check: ({ user, props: { login } }, { environment, id }) =>
        login === 'identity' &&
        signersOf(environment, id, user).length === 0 &&
        `is "identity", and no workload or chart may sign in: add { database: "${id}", user: "${user}", connect: true } to access of those that use it`,
    },
  ]),
];
