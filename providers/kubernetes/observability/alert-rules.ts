/** Every alert of an environment, in groups: those that there are without being asked for, less what it turns off, and its own. */
import type { Environment } from '../../../constructs/environment/schema';
import { ruleOf, type Alert } from '../../../constructs/addons/monitoring/alert';
import { clusterAlerts } from './alert-rules/cluster';
import { serverAlerts } from './alert-rules/servers';
import { workloadAlerts, type RouteNames } from './alert-rules/workloads';

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly ReturnType<typeof ruleOf>[];
}

/** The groups of an environment's PrometheusRule; none without monitoring. */
export function ruleGroups(environment: Environment, routes: RouteNames): RuleGroup[] {
  const { monitoring } = environment.addons;
  if (!monitoring) return [];
  const { thresholds, rules } = monitoring;
  const given = Object.entries(rules);
  // A rule of the environment's own takes the place of one by the same name.
  const kept = (alerts: readonly Alert[]): Alert<string>[] => alerts.filter(({ name }) => !(name in rules));
  const own = given.flatMap(([name, rule]): Alert<string>[] =>
    rule === false ? [] : [{ name, ...rule, description: rule.description ?? rule.summary }],
  );
  const groups = {
    workloads: kept(workloadAlerts(environment, thresholds, routes)),
    servers: kept(serverAlerts(environment, thresholds)),
    cluster: kept(clusterAlerts(environment, thresholds)),
    own,
  };
  return Object.entries(groups)
    .filter(([, alerts]) => alerts.length > 0)
    .map(([name, alerts]) => ({
      name: `${environment.system}.${name}`,
      rules: alerts.map((alert) => ruleOf(alert, monitoring)),
    }));
}
