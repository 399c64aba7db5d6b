/** Every Helm release of an environment, so that a chart takes neither the name nor the address of another. */
import { addonNamespacesOf, addonsOf } from '../addons';
import { ADDON_CHARTS } from '../addons/charts';
import type { Environment } from '../environment/schema';
import { usersNamespace } from '../managed-postgres/users';
import { releaseNameOf } from './schema';

export interface KnownRelease {
  /** Path of the construct that it belongs to: `addons.istio`. */
  readonly owner: string;
  readonly namespace: string;
  readonly name: string;
  /** Id in its address: `istio-istiod` of `helm_release.istio_istiod`. */
  readonly address: string;
}

/** Releases of custom resources that constructs have; a test finds those that are missing here. */
export const PARTS = ['secrets', 'objects', 'deployment', 'crds', 'cluster', 'contents', 'before', 'exporter'];

export const releasesIn = (environment: Environment): KnownRelease[] => [
  ...Object.entries(environment.charts).flatMap(([id, chart]) => [
    { owner: `charts.${id}`, namespace: chart.namespace, name: releaseNameOf(id, chart), address: id },
    ...partsOf(`charts.${id}`, id, chart.namespace),
  ]),
  ...addonsOf(environment).flatMap(({ key, addon: { id }, namespace, props }) => {
    const owner = `addons.${key}`;
    const { releases, releaseFor } = ADDON_CHARTS[key];
    const entries = releaseFor === undefined ? {} : (props as Readonly<Record<string, object>>)[releaseFor];
    const all = [...releases, ...Object.keys(entries ?? {}).map((name) => `${id}-${name}`)];
    const charts = all.map((name, index) => ({
      ...{ owner, namespace, name },
      address: index === 0 ? id : `${id}-${name}`,
    }));
    return [...charts, ...partsOf(owner, id, namespace)];
  }),
  ...(environment.addons.monitoring
    ? partsOf('addons.monitoring', 'observability', addonNamespacesOf(environment).monitoring)
    : []),
  ...Object.keys(environment.databases).flatMap((id) =>
    partsOf(`databases.${id}.users`, `database-users-${id}`, usersNamespace(environment)),
  ),
  ...(['workloads', 'kafkaClusters', 'clickHouseClusters', 'searchClusters'] as const).flatMap((record) =>
    Object.entries<{ readonly namespace: string }>(environment[record]).flatMap(([id, { namespace }]) =>
      partsOf(`${record}.${id}`, id, namespace),
    ),
  ),
];

const partsOf = (owner: string, id: string, namespace: string): KnownRelease[] =>
  PARTS.map((part) => ({ owner, namespace, name: `${id}-${part}`, address: `${id}-${part}` }));
