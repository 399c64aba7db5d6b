/** Administrators of a cluster: rules that are the same on every cloud. */
import type { Rule } from '../../core/rules/rule';
import type { CloudName } from '../../core/words/clouds';
import { PRINCIPALS } from '../../core/words/principals';
import type { ClusterProps } from './schema';

/** Administrators are principals of the cloud. */
export function administratorsRule(cloud: CloudName): Rule<ClusterProps, unknown> {
  const { pattern, form } = PRINCIPALS[cloud];
  return {
    code: 'administrator-invalid',
    property: `administrators.${cloud}`,
    says: `must each be ${form}, got …`,
    check: ({ administrators }) => {
      const others = (administrators[cloud] ?? []).filter((principal) => !pattern.test(principal));
      return others.length > 0 && `must each be ${form}, got ${others.join(', ')}`;
    },
  };
}
