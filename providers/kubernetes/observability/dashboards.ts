/** The dashboards of an environment: workloads, databases, caches, nodes, and its own. */
import type { InCluster } from '../../../constructs/in-cluster';
import type { Dashboard } from './dashboard';
import { CLUSTER } from './dashboards/cluster';
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
  const defaults = [workloadDashboard(environment), databaseDashboard(deps), cacheDashboard(deps), CLUSTER].filter(
    (dashboard) => dashboard !== undefined,
  );
  return [...defaults, ...own];
}
