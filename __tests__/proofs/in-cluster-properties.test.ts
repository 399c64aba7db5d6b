/**
 * Proof that every property of a construct inside the cluster has an effect: two values synthesize to different
 * platform stacks. The cloud alternates between properties, because the result is the same on all.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { ClusterConstructKind } from '../../constructs/registry';
import { forgettingTokens } from '../../core/cdktf/fast-tokens';
import type { Support } from '../../core/parity';
import { patch } from '../../core/patch';
import { providers } from '../../providers';
import { infrastructureOf } from '../helpers/built';
import { changedArguments, namedAndChanged, type Resources } from '../helpers/changes';
import { CLOUDS, on } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { type PlatformOn, platformOn } from '../helpers/platform';
import type { Attributes } from '../helpers/synth';
import { chart } from './probes/chart';
import { dataClusters } from './probes/data-clusters';
import { namespace } from './probes/namespace';
import type { Probe } from './probes/probe';
import { workload } from './probes/workload';

const PROBES: Readonly<Record<ClusterConstructKind, Readonly<Record<string, Probe>>>> = {
  namespace,
  workload,
  ...dataClusters,
  chart,
};

/** Path of a construct of each kind in the environment `everything`. */
const PLACE: Record<ClusterConstructKind, (change: object) => object> = {
  namespace: (shop) => ({ namespaces: { shop } }),
  workload: (shop) => ({ workloads: { shop } }),
  kafkaCluster: (events) => ({ kafkaClusters: { events } }),
  clickHouseCluster: (analytics) => ({ clickHouseClusters: { analytics } }),
  searchCluster: (catalog) => ({ searchClusters: { catalog } }),
  chart: (registry) => ({ charts: { registry } }),
};

/** Without the mesh, because it refuses callers outside it, and without what no property of a construct needs. */
const base = patch(everything, {
  addons: {
    istio: null,
    loki: null,
    openCost: null,
    velero: null,
    telemetry: null,
    datadog: null,
    trivy: null,
    argoCd: null,
    githubRunners: null,
    clusterAutoscaler: null,
    metricsServer: null,
  },
});

const CASES = (Object.keys(PROBES) as ClusterConstructKind[]).flatMap((kind) =>
  Object.entries(PROBES[kind]).map(([path, probe], index) => ({
    kind,
    path,
    probe,
    // Azure refuses snapshots of OpenSearch.
    cloud: path.startsWith('snapshots.') ? ('google' as const) : CLOUDS[index % 3]!,
  })),
);

/** Properties of a workload's rights in the cloud, which are in the infrastructure stack. */
const rightsOf = (input: EnvironmentInput): Resources => infrastructureOf(input).resource as Resources;

/** Terraform's resources by type where they are asked for, and every Kubernetes object by kind; pods also as `Pod`. */
function objectsOf(platform: PlatformOn, to: string): Resources {
  const objects: Record<string, Record<string, Attributes>> = /(helm|kubernetes)_/.test(to)
    ? { ...platform.json.resource }
    : {};
  for (const manifest of platform.manifests as Attributes[]) {
    const name = `${manifest.metadata.namespace ?? ''}/${manifest.metadata.name}`;
    (objects[manifest.kind] ??= {})[name] = manifest;
    const pod = manifest.spec?.template ?? manifest.spec?.jobTemplate?.spec?.template;
    if (pod) (objects.Pod ??= {})[`${manifest.kind} ${name}`] = pod;
  }
  return objects;
}

describe('constructs in the cluster', () => {
  it.each(CASES)('$kind $path changes the objects that its table names', ({ kind, path, probe, cloud }) => {
    const support = (providers.inCluster.kits[kind].parity as Record<string, Support>)[path]!;
    const to = support.kind === 'unsupported' ? '' : support.to;
    const [a, b] = probe.map((change) => {
      const input = on(cloud, patch(base, PLACE[kind](change)) as EnvironmentInput);
      return forgettingTokens(() =>
        path.startsWith('access.') ? rightsOf(input) : objectsOf(platformOn(cloud, input), to),
      );
    });
    const changed = changedArguments(a!, b!);
    expect({ named: namedAndChanged(to, changed), of: to, changed: [...changed] }).toMatchObject({
      named: expect.arrayContaining([expect.any(String)]),
    });
  });

  it.each(Object.keys(PROBES) as ClusterConstructKind[])('%s has a probe for each property of its table', (kind) => {
    expect(Object.keys(PROBES[kind]).sort()).toEqual(Object.keys(providers.inCluster.kits[kind].parity).sort());
  });
});
