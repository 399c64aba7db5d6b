/** Rights inside a cluster, by Kubernetes' own bindings, as resources and in releases of objects: the same on every cloud. */
import { valuesIn } from '../kubernetes/release-values';
import { readable } from './resources';
import type { Right, RightsReader, WideReason } from './right';

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

interface Binding {
  readonly namespace: string | undefined;
  readonly role: { readonly kind?: string; readonly name: string };
  readonly subjects: readonly Subject[];
}

/** A name that is read from the cloud, such as that of a pipeline's identity, by what is read. */
const readFrom = (name: string): string => name.replace(/^\$\{([\w.-]+)\}$/, '$1');

const describe = ({ kind, name, namespace }: Subject): string =>
  namespace === undefined ? `${kind.toLowerCase()} ${readFrom(readable(name))}` : `pods ${namespace}/${name}`;

/** One right for a binding, whoever holds it. */
const rightOf = ({ namespace, role: { kind, name }, subjects }: Binding): Right => ({
  who: subjects.map(describe).join(', '),
  may: [kind === 'Role' ? `role ${name} of the namespace` : `role ${name} of the cluster`],
  on: [namespace === undefined ? 'every namespace' : `namespace ${namespace}`],
  isWide: namespace === undefined,
});

const binding: RightsReader = ({ values }) => {
  const { namespace } = values['metadata'] as { readonly namespace?: string };
  const role = values['role_ref'] as Binding['role'];
  return [rightOf({ namespace, role, subjects: values['subject'] as readonly Subject[] })];
};

interface ObjectOfRelease {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string };
  readonly roleRef: Binding['role'];
  readonly subjects: readonly Subject[];
}

const IS_BINDING = /^(Cluster)?RoleBinding$/;

/** Bindings among the objects of a release of our own; what a chart of others binds is in the chart. */
const release: RightsReader = ({ values: { values } }) =>
  ((values ?? []) as readonly string[])
    .filter((text) => text.startsWith('objects:') && text.includes('RoleBinding'))
    .flatMap((text) => (valuesIn(text) as { readonly objects: readonly ObjectOfRelease[] }).objects)
    .filter(({ kind }) => IS_BINDING.test(kind))
    .map(({ metadata: { namespace }, roleRef, subjects }) => rightOf({ namespace, role: roleRef, subjects }));

export const bindings = {
  kubernetes_role_binding_v1: binding,
  kubernetes_cluster_role_binding_v1: binding,
  helm_release: release,
} satisfies Readonly<Record<string, RightsReader>>;

export const wideBindings: readonly WideReason[] = [
  {
    of: /^kubernetes_cluster_role_binding_v1\.access_/,
    may: /./,
    because: '`cluster.access` names no namespaces',
  },
  {
    of: /^helm_release\.\w+_crds$/,
    may: /-crds of the cluster$/,
    because: 'CRDs belong to no namespace; the job creates and changes them, and deletes none',
  },
  {
    of: /^helm_release\.monitoring_before$/,
    may: /-grafana-dashboards of the cluster$/,
    because: 'Grafana reads dashboards from ConfigMaps of any namespace, and no Secret',
  },
  {
    of: /^helm_release\.argo_rollouts_before$/,
    may: /^role argo-rollouts-controller of the cluster$/,
    because: 'Rollouts and what they scale are in any namespace; it reads no Secret',
  },
  {
    of: /^helm_release\.trivy_before$/,
    may: /^role trivy of the cluster$/,
    because: 'it looks at workloads and roles of any namespace, and writes reports beside them; it reads no Secret',
  },
  {
    of: /^helm_release\.click_house_operator_before$/,
    may: /-everywhere of the cluster$/,
    because:
      'the operator reads CRDs, which belong to no namespace, and is told of clusters in all; it reads no Secret',
  },
];
