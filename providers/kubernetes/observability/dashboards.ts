/** Every dashboard of an environment: of its workloads, databases, caches and nodes, and its own. */
import type { Environment } from '../../../constructs/environment/schema';
import type { Dashboard } from './dashboard';
import { CLUSTER } from './dashboards/cluster';
import { cacheDashboard, databaseDashboard } from './dashboards/servers';
import { workloadDashboard } from './dashboards/workloads';

/** None without Grafana. */
export function dashboardsOf(environment: Environment): Dashboard[] {
  const { monitoring } = environment.addons;
  if (!monitoring || monitoring.grafana === false) return [];
  const own = Object.entries(monitoring.dashboards).map(([id, { title, panels }]) => ({
    id,
    title,
    panels: panels.map(({ title, query, unit, legend }) => ({ title, unit, queries: { [legend ?? '']: query } })),
  }));
  const made = [workloadDashboard(environment), databaseDashboard(environment), cacheDashboard(environment), CLUSTER];
  return [...made.filter((one) => one !== undefined), ...own];
}
