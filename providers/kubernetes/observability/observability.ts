/** Alert rules, dashboards and exporters for everything that an environment runs. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { InCluster } from '../../../constructs/in-cluster';
import { namespaceSchema } from '../../../constructs/namespace/schema';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import { nameInCluster } from '../../../core/names-in-cluster';
import { InClusterComponent } from '../base/component';
import { Namespace } from '../namespace/namespace';
import { hostsOf, routeName } from '../workload/routes';
import { Workload } from '../workload/workload';
import { ruleGroups } from './alert-rules';
import { dashboardJson } from './dashboard';
import { dashboardsOf } from './dashboards';
import { exporterId, exporterWorkload } from './exporter-workload';
import { podMonitors } from './pod-monitors';

/** Label by which Grafana's sidecar finds dashboards, as the chart configures it. */
const DASHBOARD_LABEL = { grafana_dashboard: '1' };

export class Observability extends InClusterComponent {
  readonly ready: readonly ITerraformDependable[];
  private readonly namespace: string;

  constructor(scope: Construct, id: string, props: object, deps: InCluster) {
    super(scope, id, props, deps);
    this.namespace = deps.addonNamespaces.monitoring;
    this.ready = [...this.createObjects(), ...this.createDashboards(), ...this.createExporters()];
  }

  /** The PrometheusRule and the PodMonitors. */
  private createObjects(): ITerraformDependable[] {
    const { environment } = this.deps;
    const labels = this.labels('observability');
    const rules = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: nameInCluster(environment, 'alerts'), namespace: this.namespace, labels },
      spec: { groups: ruleGroups(this.deps, (id, workload) => this.routesOf(id, workload)) },
    };
    const objects = this.objects(
      'objects',
      { rules: [rules], monitors: podMonitors(this.deps, this.namespace, labels) },
      { namespace: this.namespace, dependsOn: this.deps.addon('monitoring') },
    );
    return objects ? [objects.release] : [];
  }

  private routesOf(id: string, workload: WorkloadProps): string[] {
    const name = nameInCluster(this.deps.environment, id);
    return hostsOf(workload).map((host) => routeName({ name }, host));
  }

  private createDashboards(): ITerraformDependable[] {
    const { environment } = this.deps;
    return dashboardsOf(this.deps).map((dashboard) => {
      const name = nameInCluster(environment, `dashboard-${dashboard.id}`);
      return this.object(
        'dashboards',
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name, namespace: this.namespace, labels: { ...this.labels(name), ...DASHBOARD_LABEL } },
          data: { [`${name}.json`]: dashboardJson(environment.system, dashboard) },
        },
        { dependsOn: [...this.deps.namespace(this.namespace)] },
        `dashboard-${dashboard.id}`,
      );
    });
  }

  /** Exporters are children of this construct, so that their ids cannot clash with the environment's workloads. */
  private createExporters(): ITerraformDependable[] {
    const { environment, exporters } = this.deps;
    const { monitoring } = environment.addons;
    const [first] = exporters;
    if (!monitoring || !first) return [];
    const name = first.namespace;
    const { ready } = new Namespace(this, name, namespaceSchema.parse({}), this.deps);
    const deps: InCluster = {
      ...this.deps,
      namespace: (other) => (other === name ? ready : this.deps.namespace(other)),
    };
    return exporters.flatMap((exporter) => {
      const props = exporterWorkload(exporter, monitoring.scrapeSeconds);
      return [...new Workload(this, exporterId(exporter), props, deps).ready];
    });
  }
}
