/**
 * Traffic of an add-on: whom its pods call, and who calls them. Everything else is denied in its namespace, whose pods
 * hold rights in the cloud and in the cluster.
 */
import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule } from 'kubernetes-types/networking/v1';

import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';
import { inNamespace, networkPolicy, podsWith, tcp } from '../../../core/kubernetes/network-policy';
import { KUBE_SYSTEM } from '../../../core/kubernetes/words';
import { TO_APIS, toDns, toIdentity } from '../../cloud-lookup/endpoints';
import { otherPods } from '../../data-cluster/other-pods';
import type { Environment } from '../../environment/schema';
import type { Addon, AddonContext } from '../addon';
import type { AddonProps } from '../common';
import type { Traffic } from './network-policy';

/** To the namespaces of data clusters. */
export const toClusters = (
  clusters: Readonly<Record<string, { readonly namespace: string }>>,
): NetworkPolicyEgressRule[] =>
  [...new Set(Object.values(clusters).map(({ namespace }) => namespace))].map((namespace) => ({
    to: [inNamespace(namespace)],
  }));

const OWN_NAMESPACE = podsWith({});

interface Placed {
  readonly environment: Pick<Environment, 'namespaces'>;
  readonly namespace: string;
}

/**
 * Whether nothing may call, or call, in an add-on's namespace but what a policy allows. Nobody may close Kubernetes' own
 * namespace as a whole: there an add-on is closed if its pods are known.
 */
export const isClosed = ({ podLabels }: Pick<Addon, 'podLabels'>, { environment, namespace }: Placed): boolean =>
  namespace === KUBE_SYSTEM ? podLabels !== undefined : (environment.namespaces[namespace]?.defaultDeny ?? true);

/** Network policies of an add-on, by their ids. */
export const trafficPolicies = (addon: Addon, context: AddonContext<AddonProps>): Record<string, Manifest> =>
  isClosed(addon, context)
    ? Object.fromEntries(
        (addon.traffic?.(context) ?? [{}]).map((traffic) => {
          const id = traffic.part === undefined ? 'traffic' : `${traffic.part}-traffic`;
          return [id, policyOf(`${addon.id}-${id}`, addon, traffic, context)];
        }),
      )
    : {};

function policyOf(name: string, addon: Addon, traffic: Traffic, context: AddonContext<AddonProps>): Manifest {
  const { environment, namespace, cloud } = context;
  const { callsApis = true, ingress = [], egress = [] } = traffic;
  // Kubernetes' own pods are no neighbours, and what lets the pods of other namespaces call DNS is not there.
  const isShared = namespace === KUBE_SYSTEM;
  return networkPolicy(
    { name, namespace, labels: labelsOf(name, environment.system) },
    {
      pods: podsOf(addon, traffic, context),
      ingress: [
        ...(isShared ? [] : [{ from: [OWN_NAMESPACE] }]),
        ...fromControlPlane(traffic),
        ...fromPrometheus(traffic, context),
        ...ingress,
      ],
      egress: [
        isShared ? toDns(cloud) : { to: [OWN_NAMESPACE] },
        ...(callsApis ? [TO_APIS, ...(addon.rights ? toIdentity(cloud) : [])] : []),
        ...egress,
      ],
    },
  );
}

const podsOf = (
  { podLabels }: Addon,
  { pods }: Traffic,
  { environment, namespace }: Placed & AddonContext<AddonProps>,
) => (namespace === KUBE_SYSTEM ? podLabels : (pods ?? otherPods(environment, namespace)));

/** From anywhere: clouds call from addresses, from nodes or through pods, which differ and are not known beforehand. */
const fromControlPlane = ({ controlPlane = [] }: Traffic): NetworkPolicyIngressRule[] =>
  controlPlane.length > 0 ? [{ ports: tcp(...controlPlane) }] : [];

const fromPrometheus = (
  { metrics = [] }: Traffic,
  { environment, addonNamespaces: { monitoring } }: AddonContext<AddonProps>,
): NetworkPolicyIngressRule[] =>
  metrics.length > 0 && environment.addons.monitoring
    ? [{ from: [inNamespace(monitoring)], ports: tcp(...metrics) }]
    : [];
