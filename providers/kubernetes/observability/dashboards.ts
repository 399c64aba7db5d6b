/** The dashboards of an environment: workloads, databases, caches, nodes, and its own. */
import type { Environment } from '../../../constructs/environment/schema';
import type { Dashboard } from './dashboard';
import { CLUSTER } from './dashboards/cluster';
import { cacheDashboard, databaseDashboard } from './dashboards/servers';
import { workloadDashboard } from './dashboards/workloads';

/** Empty without Grafana. */
export function dashboardsOf(environment: Environment): Dashboard[] {
  const { monitoring } = environment.addons;
  if (!monitoring || monitoring.grafana === false) return [];
  const own = Object.entries(monitoring.dashboards).map(([id, { title, panels }]) => ({
    id,
    title,
    panels: panels.map(({ title, query, unit, legend }) => ({ title, unit, queries: { [legend ?? '']: query } })),
  }));
  const defaults = [
    workloadDashboard(environment),
    databaseDashboard(environment),
    cacheDashboard(environment),
    CLUSTER,
  ].filter((dashboard) => dashboard !== undefined);
  return [...defaults, ...own];
}
