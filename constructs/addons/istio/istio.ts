/**
 * Istio in ambient mode: mutual TLS between pods of the namespaces in the mesh, by a proxy on each node. Pods get no
 * sidecar and no privileged init container, so that the restricted Pod Security Standard holds.
 */
import { resources, spread } from '../../../core/kubernetes/chart-values';
import { patch } from '../../../core/patch';
import { callersOf } from '../../workload/calls';
import type { Addon, ChartRelease } from '../addon';
import { type AddonRuleContext, namespaceListRule } from '../parts/rules';
import { MESH, meshClusters, meshNamespaces } from './mesh';
import { addonsCalling, callersByKind, meshObjects } from './objects';
import { istioBase, type IstioProps, type IstioValues } from './schema';

const VERSION = '1.30.3';

const REPOSITORY = 'https://istio-release.storage.googleapis.com/charts';

export const istio: Addon<IstioProps> = {
  ...istioBase,
  id: 'istio',
  title: 'Istio',
  // The proxy and the network plugin of each node change the network of other pods.
  podSecurity: 'privileged',
  namespaceLabels: (props, environment, addonNamespaces) =>
    Object.fromEntries(meshNamespaces(props, { environment, addonNamespaces }).map((namespace) => [namespace, MESH])),
  rules: [
    namespaceListRule('namespaces', ({ namespaces }) => namespaces),
    {
      code: 'caller-outside-mesh',
      property: 'namespaces',
      check: (props, context) => {
        const calls = props.permissive ? [] : callsFromOutside(props, context);
        return (
          calls.length > 0 &&
          `must include every caller of the mesh's pods, but ${calls.join('; ')}. Add the caller's namespace, or set permissive: true`
        );
      },
    },
  ],
  traffic: () => [{ controlPlane: [15_017], metrics: [15_014, 15_020] }],
  releases: ({ props, replicas, cloud }) => {
    const { base, cni, ztunnel } = props.chartValues;
    // Without it, GKE's nodes would not find the network plugin.
    const platform = cloud.meshPlatform !== undefined && { platform: cloud.meshPlatform };
    const chart = (name: string) => ({ repository: REPOSITORY, name, version: props.version ?? VERSION });
    const istiod: IstioValues = {
      profile: 'ambient',
      autoscaleEnabled: replicas > 1,
      autoscaleMin: replicas,
      autoscaleMax: 5,
      replicaCount: replicas,
      resources: resources('200m', '1Gi', { memory: '2Gi' }),
      seccompProfile: { type: 'RuntimeDefault' },
      topologySpreadConstraints: spread({ app: 'istiod' }),
      global: { logAsJson: true, defaultPodDisruptionBudget: { enabled: replicas > 1 } },
    };
    const releases: ChartRelease[] = [
      { name: 'istio-base', chart: chart('base'), values: patch({ profile: 'ambient' }, base) as object },
      { name: 'istiod', chart: chart('istiod'), values: istiod, main: true },
      {
        name: 'istio-cni',
        chart: chart('cni'),
        values: patch(
          {
            profile: 'ambient',
            resources: resources('50m', '256Mi'),
            // GKE admits pods of node-critical priority only into namespaces with a quota for them.
            resourceQuotas: { enabled: true },
            useAppArmorAnnotation: false,
            seccompProfile: { type: 'RuntimeDefault' },
            global: { logAsJson: true, ...platform },
          },
          cni,
        ) as object,
      },
      {
        name: 'ztunnel',
        chart: chart('ztunnel'),
        values: patch(
          {
            profile: 'ambient',
            resources: resources('100m', '512Mi'),
            logAsJson: true,
            ...(platform && { global: platform }),
          },
          ztunnel,
        ) as object,
      },
    ];
    return releases;
  },
  objects: meshObjects,
};

/** Calls into the mesh from outside of it: `workload api is called from namespace tools`. */
function callsFromOutside(props: IstioProps, context: AddonRuleContext): string[] {
  const { environment } = context;
  const inMesh = meshNamespaces(props, context);
  const workloads = Object.entries(environment.workloads)
    .filter(([, { namespace }]) => props.namespaces.includes(namespace))
    .map(([id, workload]) => ({
      target: `workload ${id}`,
      peers: callersOf(environment, id, workload.callers),
      addons: addonsCalling(workload, context).map(({ namespace }) => namespace),
    }));
  const clusters = meshClusters(props, environment).map(({ id, callers }) => ({
    target: `cluster ${id}`,
    peers: callers,
    addons: [],
  }));
  return [...workloads, ...clusters].flatMap(({ target, peers, addons }) => {
    const { workloads: callers, namespaces: named, cidrs } = callersByKind(peers);
    const namespaces = [...named, ...addons];
    const sources = [...callers.flatMap((caller) => environment.workloads[caller]?.namespace ?? []), ...namespaces];
    const outside = [...new Set(sources)].filter((namespace) => !inMesh.includes(namespace));
    const all = [...outside.map((namespace) => `namespace ${namespace}`), ...cidrs.map(({ cidr }) => cidr)];
    return all.length > 0 ? [`${target} is called from ${all.join(', ')}`] : [];
  });
}
