/** Rules of the rights that workloads and charts have in the cloud. */
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { type InClusterContext, refersTo } from '../../environment/in-cluster-rules';
import type { Access } from '../../workload-identity/schema';
import { describeSource, sourceRule, userRule } from './secrets';

const describe = (right: Access): string =>
  'objectStore' in right ? `objectStore "${right.objectStore}"` : `secret ${describeSource(right.secret, right.user)}`;

interface HasAccess {
  readonly access: readonly Access[];
}

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
      sourceRule('secret', (right) => ('secret' in right ? right.secret : undefined)),
      userRule((right) => ('secret' in right ? { from: right.secret, user: right.user } : {})),
      {
        code: 'access-without-password',
        property: 'secret',
        check: (right, { environment }) => {
          const cache = 'secret' in right ? environment.caches[right.secret] : undefined;
          return (
            'secret' in right &&
            cache !== undefined &&
            cache.authentication !== 'token' &&
            `must name a source with a password, got "${right.secret}", whose authentication is "${cache.authentication}"`
          );
        },
      },
    ],
  ),
];
