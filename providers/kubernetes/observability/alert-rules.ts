/** The alerts of an environment, in groups: the default alerts that it does not replace or turn off, and its own. */
import { type Alert, ruleOf } from '../../../constructs/addons/monitoring/alert';
import type { InCluster } from '../../../constructs/in-cluster';
import { clusterAlerts } from './alert-rules/cluster';
import { dataClusterAlerts } from './alert-rules/data-clusters';
import { platformAlerts } from './alert-rules/platform';
import { serverAlerts } from './alert-rules/servers';
import { type RouteNames, workloadAlerts } from './alert-rules/workloads';

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly ReturnType<typeof ruleOf>[];
}

/** Rule groups of the environment's PrometheusRule; empty without monitoring. */
export function ruleGroups(deps: InCluster, routes: RouteNames): RuleGroup[] {
  const { environment } = deps;
  const { monitoring } = environment.addons;
  if (!monitoring) return [];
  const { thresholds, rules } = monitoring;
  // `rules` replaces or turns off the default alert of the same name.
  const defaults = (alerts: readonly Alert[]): Alert<string>[] => alerts.filter(({ name }) => !(name in rules));
  const own = Object.entries(rules).flatMap(([name, rule]): Alert<string>[] =>
    rule === false ? [] : [{ name, ...rule, description: rule.description ?? rule.summary }],
  );
  const groups = {
    workloads: defaults(workloadAlerts(environment, thresholds, routes)),
    servers: defaults(serverAlerts(deps, thresholds)),
    data: defaults(dataClusterAlerts(environment, thresholds)),
    cluster: defaults(clusterAlerts(environment, thresholds)),
    platform: defaults(platformAlerts(deps, thresholds)),
    own,
  };
  return Object.entries(groups)
    .filter(([, alerts]) => alerts.length > 0)
    .map(([name, alerts]) => ({
      name: `${environment.system}.${name}`,
      rules: alerts.map((alert) => ruleOf(alert, monitoring)),
    }));
}
