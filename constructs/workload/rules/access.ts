/** Rules of the rights that workloads and charts have in the cloud. */
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { type InClusterContext, refersTo } from '../../environment/in-cluster-rules';
import type { Environment } from '../../environment/schema';
import type { Access, HasAccess } from '../../workload-identity/schema';
import { takesIdentity } from '../secrets';
import { connectTo, describeSource, sourceRule, userRule } from './secrets';

function describe(right: Access): string {
  if ('objectStore' in right) return `objectStore "${right.objectStore}"`;
  if ('database' in right) return `database ${describeSource(right.database, right.user)}`;
  return 'cache' in right ? `cache "${right.cache}"` : `secret ${describeSource(right.secret, right.user)}`;
}

const secretOf = (right: Access): string | undefined => ('secret' in right ? right.secret : undefined);
const cacheOf = (right: Access): string | undefined => ('cache' in right ? right.cache : undefined);

const databaseOf = (right: Access): string | undefined => ('database' in right ? right.database : undefined);

/** The user that a right is to: to sign in as it, or to read its secret. */
function userOf(right: Access): { readonly from?: string; readonly user?: string | undefined } {
  if ('database' in right) return { from: right.database, user: right.user };
  return 'secret' in right ? { from: right.secret, user: right.user } : {};
}

const authenticationOf = ({ caches }: Environment, name: string | undefined) =>
  name === undefined ? undefined : caches[name]?.authentication;

export const accessRules: RuleTable<HasAccess, InClusterContext> = [
  {
    code: 'access-twice',
    property: 'access',
    check: ({ access }) => {
      const targets = access.map(describe);
      const repeated = targets.find((target, index) => targets.indexOf(target) !== index);
      return repeated !== undefined && `must name everything once, got ${repeated} twice`;
    },
  },
  forEach(
    ({ access }: HasAccess) => access.map((right, index) => [`access.${index}`, right] as const),
    [
      refersTo('objectStore', 'objectStores', (right) => ('objectStore' in right ? right.objectStore : undefined)),
      {
        code: 'access-empty',
        property: '',
        check: (right) =>
          'objectStore' in right &&
          !right.read &&
          !right.write &&
          'must have read: true, write: true, or both, got neither',
      },
      sourceRule('secret', secretOf),
      userRule(userOf),
      {
        code: 'access-without-password',
        property: 'secret',
        check: (right, { environment }) => {
          const secret = secretOf(right);
          const authentication = authenticationOf(environment, secret);
          if (authentication === 'identity')
            return `must name a source with a password, got "${secret}", whose authentication is "identity": ask for { cache: "${secret}", connect: true } instead`;
          return (
            authentication === 'none' &&
            `must name a source with a password, got "${secret}", whose authentication is "none": leave it out`
          );
        },
      },
      {
        code: 'access-user-without-password',
        property: 'user',
        check: (right, { environment }) => {
          if (!('secret' in right) || right.user === undefined) return undefined;
          const source = { from: right.secret, user: right.user };
          return (
            right.secret in environment.databases &&
            takesIdentity(environment, source) &&
            `must name a user with a password, got ${describeSource(right.secret, right.user)}, whose login is "identity": ask for ${connectTo(environment, source)} instead`
          );
        },
        standsOn: (right) => [`databases.${secretOf(right)}`],
      },
      refersTo('database', 'databases', databaseOf),
      {
        code: 'access-user-without-identity',
        property: 'user',
        check: (right, { environment: { databases } }) =>
          'database' in right &&
          databases[right.database]?.users[right.user]?.login === 'password' &&
          `must name a user whose login is "identity", got "${right.user}", whose login is "password": give it login "identity", or take its username and password from the secret store instead, as { from: "${right.database}", user: "${right.user}", key: "password" }`,
        standsOn: (right) => [`databases.${databaseOf(right)}`],
      },
      refersTo('cache', 'caches', cacheOf),
      {
        code: 'access-without-identity',
        property: 'cache',
        check: (right, { environment }) => {
          const cache = cacheOf(right);
          const authentication = authenticationOf(environment, cache);
          if (authentication === 'token')
            return `must name a cache whose authentication is "identity", got "${cache}", whose authentication is "token": take its username and password from the secret store instead, as { from: "${cache}", key: "password" }`;
          return (
            authentication === 'none' &&
            `must name a cache whose authentication is "identity", got "${cache}", whose authentication is "none": leave it out, because nobody signs in`
          );
        },
        standsOn: (right) => [`caches.${cacheOf(right)}`],
      },
    ],
  ),
];
