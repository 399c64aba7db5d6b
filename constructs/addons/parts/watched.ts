/** Operators of data clusters watch, and read the Secrets of, the namespaces of their clusters and no others. */
import type { NetworkPolicyEgressRule } from 'kubernetes-types/networking/v1';

import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';
import { EVERY_POD, inNamespace } from '../../../core/kubernetes/network-policy';
import type { Rule } from '../../../core/rules/rule';
import type { ClusterRecord } from '../../data-cluster/clusters';
import type { Environment } from '../../environment/schema';
import type { AddonRuleContext } from './rules';

export const RBAC = 'rbac.authorization.k8s.io';

interface Watching {
  readonly props: { readonly all: boolean };
  readonly environment: Environment;
}

const clustersOf = (environment: Environment, record: ClusterRecord): readonly { readonly namespace: string }[] =>
  Object.values<{ readonly namespace: string }>(environment[record]);

/** The namespaces of an environment's clusters of a kind. */
export const namespacesOf = (environment: Environment, record: ClusterRecord): string[] =>
  [...new Set(clustersOf(environment, record).map(({ namespace }) => namespace))].sort();

/** The same, of what their operator watches; undefined where it watches all. */
export const watchedBy = (record: ClusterRecord, { props, environment }: Watching): readonly string[] | undefined =>
  props.all ? undefined : namespacesOf(environment, record);

/** To the pods that an operator operates. */
export const toWatched = (watched: readonly string[] | undefined): NetworkPolicyEgressRule[] =>
  watched === undefined ? [{ to: [EVERY_POD] }] : watched.map((namespace) => ({ to: [inNamespace(namespace)] }));

/** An operator without clusters watches its own namespace, where nobody has any. */
export const withoutClusters = <P extends { readonly all: boolean }>(
  record: ClusterRecord,
): Rule<P, AddonRuleContext> => ({
  code: 'no-clusters',
  property: '',
  check: ({ all }, { environment }) =>
    !all &&
    Object.keys(environment[record]).length === 0 &&
    `watches only the namespaces of ${record}, of which there are none: set all to true for clusters that are deployed by other means`,
  standsOn: () => [record],
});

interface Binding {
  /** Name of the binding. */
  readonly name: string;
  /** Name of the ClusterRole that is bound. */
  readonly role: string;
  /** Namespace in which it holds. */
  readonly namespace: string;
  readonly account: { readonly name: string; readonly namespace: string };
  readonly system: string;
}

/** Gives a service account the rights of a ClusterRole in one namespace. */
export const roleBinding = ({ name, role, namespace, account, system }: Binding): Manifest => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'RoleBinding',
  metadata: { name, namespace, labels: labelsOf(name, system) },
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
  subjects: [{ kind: 'ServiceAccount', ...account }],
});
