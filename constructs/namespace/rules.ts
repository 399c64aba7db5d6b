/** Namespace: a part of the cluster: which pods it takes, how much they may use, and that nobody calls them unasked. */
import type { RuleTable } from '../../core/rules/rule';
import { amount } from '../../core/kubernetes/words';
import type { NamespaceProps } from './schema';

/** Namespaces that Kubernetes keeps. */
const RESERVED = /^(default|kube-.*)$/;

export const namespaceRules: RuleTable<NamespaceProps, { readonly id: string }> = [
  {
    code: 'whole',
    property: '',
    check: (_, { id }) => RESERVED.test(id) && `must have another name: "${id}" is Kubernetes' own`,
  },
  {
    code: 'limit-range',
    property: 'limitRange',
    check: ({ limitRange, quota }) =>
      limitRange === false &&
      quota !== undefined &&
      Object.keys(quota).some((key) => /cpu|memory/.test(key)) &&
      'must not be false with a quota of CPU or memory: pods that say nothing of theirs would be refused',
  },
  ...(['cpu', 'memory'] as const).map((resource) => ({
    code: `limit-range-request-${resource}`,
    property: `limitRange.request.${resource}`,
    check: ({ limitRange }: NamespaceProps) =>
      limitRange !== false &&
      amount(limitRange.request[resource]) > amount(limitRange.limit[resource]) &&
      `must be at most limitRange.limit.${resource} ${limitRange.limit[resource]}, got ${limitRange.request[resource]}`,
  })),
];
