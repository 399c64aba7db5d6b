/** The dashboards of an environment: workloads, databases, caches, data clusters, nodes, the platform, and its own. */
import type { InCluster } from '../../../constructs/in-cluster';
import { compact } from '../../../core/records';
import type { Dashboard } from './dashboard';
import { CLUSTER } from './dashboards/cluster';
import { COSTS } from './dashboards/costs';
import { dataClusterDashboards } from './dashboards/data-clusters';
import { platformDashboard } from './dashboards/platform';
import { cacheDashboard, databaseDashboard } from './dashboards/servers';
import { workloadDashboard } from './dashboards/workloads';

/** Empty without Grafana. */
export function dashboardsOf(deps: InCluster): Dashboard[] {
  const { environment } = deps;
  const { monitoring } = environment.addons;
  if (!monitoring || monitoring.grafana === false) return [];
  const own = Object.entries(monitoring.dashboards).map(([id, { title, panels }]) => ({
    id,
    title,
    panels: panels.map(({ title, query, unit, legend }) => ({ title, unit, queries: { [legend ?? '']: query } })),
  }));
  const defaults = [
    workloadDashboard(environment),
    databaseDashboard(deps),
    cacheDashboard(deps),
    ...dataClusterDashboards(environment),
    CLUSTER,
    platformDashboard(deps),
    environment.addons.openCost && COSTS,
  ];
  // As with alerts, one of the environment replaces the default of its name.
  return [...compact(defaults).filter(({ id }) => !(id in monitoring.dashboards)), ...own];
}
