/** Rules of what a workload may do in the cloud. */
import type { Access } from '../../workload-identity/schema';
import { listed } from '../../environment/in-cluster-rules';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { WorkloadProps } from '../schema';
import type { WorkloadContext } from './context';
import { sourcesOf } from './secrets';

const keyOf = (one: Access): string => ('bucket' in one ? `bucket "${one.bucket}"` : `secret "${one.secret}"`);

export const accessRules: RuleTable<WorkloadProps, WorkloadContext> = [
  {
    property: 'access',
    when: ({ access }) => new Set(access.map(keyOf)).size < access.length,
    say: ({ access }) => {
      const all = access.map(keyOf);
      return `must name everything once, got ${all.find((key, index) => all.indexOf(key) !== index)} twice`;
    },
  },
  forEach(
    ({ access }: WorkloadProps) => access.map((one, index) => [`access.${index}`, one] as const),
    [
      {
        property: 'bucket',
        when: (one, { environment }) => 'bucket' in one && !(one.bucket in environment.objectStores),
        say: (one, { environment }) =>
          `must name one of the environment's objectStores ${listed(Object.keys(environment.objectStores))}, got "${'bucket' in one ? one.bucket : ''}"`,
      },
      {
        property: '',
        when: (one) => 'bucket' in one && !one.read && !one.write,
        say: () => 'must say read: true, write: true, or both: otherwise nothing is given',
      },
      {
        property: 'secret',
        when: (one, { environment }) => 'secret' in one && !sourcesOf(environment).includes(one.secret),
        say: (one, { environment }) =>
          `must name a database, cache or secret of the environment ${listed(sourcesOf(environment))}, got "${'secret' in one ? one.secret : ''}"`,
      },
      {
        property: 'secret',
        when: (one, { environment }) =>
          'secret' in one && ![undefined, 'token'].includes(environment.caches[one.secret]?.authentication),
        say: (one, { environment }) =>
          `must name something that has a password, got "${'secret' in one ? one.secret : ''}", whose authentication is "${'secret' in one ? environment.caches[one.secret]?.authentication : ''}"`,
      },
    ],
  ),
];
