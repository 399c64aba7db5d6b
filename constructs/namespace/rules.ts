/** Rules of a namespace. */
import { amount } from '../../core/kubernetes/words';
import type { Rule, RuleTable } from '../../core/rules/rule';
import type { NamespaceProps } from './schema';

type NamespaceContext = { readonly id: string };

/** Namespaces that every Kubernetes cluster has. */
const RESERVED = /^(default|kube-.*)$/;

const requestAboveLimit = (resource: 'cpu' | 'memory' | 'disk'): Rule<NamespaceProps, NamespaceContext> => ({
  code: `${resource}-request-max`,
  property: `limitRange.request.${resource}`,
  check: ({ limitRange }) =>
    limitRange !== false &&
    amount(limitRange.request[resource]) > amount(limitRange.limit[resource]) &&
    `must be at most limitRange.limit.${resource} ${limitRange.limit[resource]}, got ${limitRange.request[resource]}`,
});

/** Kubernetes refuses such limits for all containers that set none. */
const limitAboveMax = (resource: 'cpu' | 'memory' | 'disk'): Rule<NamespaceProps, NamespaceContext> => ({
  code: `${resource}-limit-max`,
  property: `limitRange.limit.${resource}`,
  check: ({ limitRange }) => {
    if (limitRange === false) return undefined;
    const { limit, max } = limitRange;
    const bound = max?.[resource];
    return (
      bound !== undefined &&
      amount(limit[resource]) > amount(bound) &&
      `must be at most limitRange.max.${resource} ${bound}, got ${limit[resource]}: set a lower default, or a higher limitRange.max.${resource}`
    );
  },
});

export const namespaceRules: RuleTable<NamespaceProps, NamespaceContext> = [
  {
    code: 'name-reserved',
    property: '',
    names: 'oldest',
    check: (_, { id }) => RESERVED.test(id) && `must have another name, got "${id}", which Kubernetes reserves`,
  },
  {
    code: 'limit-range-required',
    property: 'limitRange',
    check: ({ limitRange, quota = {} }) =>
      limitRange === false &&
      Object.keys(quota).some((key) => /cpu|memory/.test(key)) &&
      'is required with a quota of CPU or memory, got false: Kubernetes would refuse pods without requests and limits',
  },
  requestAboveLimit('cpu'),
  requestAboveLimit('memory'),
  requestAboveLimit('disk'),
  limitAboveMax('cpu'),
  limitAboveMax('memory'),
  limitAboveMax('disk'),
];
