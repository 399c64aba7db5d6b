/** Rules of what a workload may do in the cloud. */
import type { Access } from '../../workload-identity/schema';
import { refersTo } from '../../environment/in-cluster-rules';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { WorkloadProps } from '../schema';
import type { WorkloadContext } from './context';
import { sourceRule } from './secrets';

const keyOf = (one: Access): string =>
  'objectStore' in one ? `bucket "${one.objectStore}"` : `secret "${one.secret}"`;

export const accessRules: RuleTable<WorkloadProps, WorkloadContext> = [
  {
    code: 'access',
    property: 'access',
    check: ({ access }) => {
      if (!(new Set(access.map(keyOf)).size < access.length)) return undefined;
      const all = access.map(keyOf);
      return `must name everything once, got ${all.find((key, index) => all.indexOf(key) !== index)} twice`;
    },
  },
  forEach(
    ({ access }: WorkloadProps) => access.map((one, index) => [`access.${index}`, one] as const),
    [
      refersTo('objectStore', 'objectStores', (one) => ('objectStore' in one ? one.objectStore : undefined)),
      {
        code: 'whole',
        property: '',
        check: (one) =>
          'objectStore' in one &&
          !one.read &&
          !one.write &&
          'must say read: true, write: true, or both: otherwise nothing is given',
      },
      sourceRule('secret', (one) => ('secret' in one ? one.secret : undefined)),
      {
        code: 'secret-2',
        property: 'secret',
        check: (one, { environment }) =>
          'secret' in one &&
          ![undefined, 'token'].includes(environment.caches[one.secret]?.authentication) &&
          `must name something that has a password, got "${one.secret}", whose authentication is "${environment.caches[one.secret]?.authentication}"`,
      },
    ],
  ),
];
