/**
 * Proof that every property of what runs in a cluster reaches something: two values synthesize to different platform stacks,
 * on a cloud that changes from property to property, since all make the same of it.
 */
import type { ClusterConstructKind } from '../../constructs/registry';
import { patch } from '../../core/patch';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { providers } from '../../providers';
import { CLOUDS } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { platformOn } from '../helpers/platform';
import { dataClusters } from './probes/data-clusters';
import { namespace } from './probes/namespace';
import type { Probe } from './probes/probe';
import { workload } from './probes/workload';

const PROBES: Readonly<Record<ClusterConstructKind, Readonly<Record<string, Probe>>>> = {
  namespace,
  workload,
  ...dataClusters,
};

/** Where everything holds one of each kind. */
const PLACE: Record<ClusterConstructKind, (change: object) => object> = {
  namespace: (shop) => ({ namespaces: { shop } }),
  workload: (shop) => ({ workloads: { shop } }),
  kafkaCluster: (events) => ({ kafkaClusters: { events } }),
  clickHouseCluster: (analytics) => ({ clickHouseClusters: { analytics } }),
  searchCluster: (catalog) => ({ searchClusters: { catalog } }),
};

/** Without the mesh, which refuses callers that are not in it. */
const base = patch(everything, { addons: { istio: null } });

const CASES = (Object.keys(PROBES) as ClusterConstructKind[]).flatMap((kind) =>
  Object.entries(PROBES[kind]).map(([path, probe], index) => ({ kind, path, probe, cloud: CLOUDS[index % 3]! })),
);

describe('what runs in the cluster', () => {
  it.each(CASES)('$kind $path reaches what its table says', ({ kind, probe, cloud }) => {
    const [a, b] = probe.map((change) => {
      const { json } = platformOn(cloud, patch(base, PLACE[kind](change)) as EnvironmentInput);
      return JSON.stringify(json);
    });
    expect(a).not.toBe(b);
  });

  it.each(Object.keys(PROBES) as ClusterConstructKind[])('%s has a probe for each property of its table', (kind) => {
    expect(Object.keys(PROBES[kind]).sort()).toEqual(Object.keys(providers.platform.kits[kind].parity).sort());
  });
});
