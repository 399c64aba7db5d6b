/** Rights inside a cluster, by Kubernetes' own bindings: the same on every cloud. */
import { readable } from './resources';
import type { RightsReader, WideReason } from './right';

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

const describe = ({ kind, name, namespace }: Subject): string =>
  namespace === undefined ? `${kind.toLowerCase()} ${readable(name)}` : `pods ${namespace}/${name}`;

/** One right for a binding, whoever holds it. */
const binding: RightsReader = ({ values }) => {
  const { namespace } = values['metadata'] as { readonly namespace?: string };
  const { name } = values['role_ref'] as { readonly name: string };
  const subjects = values['subject'] as readonly Subject[];
  return [
    {
      who: subjects.map(describe).join(', '),
      may: [`role ${name} of the cluster`],
      on: [namespace === undefined ? 'every namespace' : `namespace ${namespace}`],
      isWide: namespace === undefined,
    },
  ];
};

export const bindings = {
  kubernetes_role_binding_v1: binding,
  kubernetes_cluster_role_binding_v1: binding,
} satisfies Readonly<Record<string, RightsReader>>;

export const wideBindings: readonly WideReason[] = [
  {
    of: /^kubernetes_cluster_role_binding_v1\.access_/,
    may: /./,
    because: '`cluster.access` names no namespaces',
  },
];
