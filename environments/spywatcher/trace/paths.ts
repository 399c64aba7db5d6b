/** Paths that several rows look at. */

export const deployment = (workload: string): string => `Deployment."spywatcher-${workload}".spec`;
export const pod = (workload: string): string => `${deployment(workload)}.template.spec`;
export const container = (workload: string): string => `${pod(workload)}.containers[0]`;
export const autoscaler = (workload: string): string => `HorizontalPodAutoscaler."spywatcher-${workload}".spec`;

/** The backend of production also scales by requests, which Kubernetes' own autoscaler cannot. */
export const BACKEND_SCALING = 'ScaledObject."spywatcher-backend".spec';
export const trigger = (type: string, setting: string): string =>
  `${BACKEND_SCALING}.triggers[?type == '${type}'].metadata.${setting} | [0]`;

export const severity = (alert: string): string =>
  `PrometheusRule."spywatcher-alerts".spec.groups[].rules[] | [?alert == '${alert}'].labels.severity | [0]`;

export const ALERTMANAGER = 'charts.monitoring.values.alertmanager.config';
export const route = (receiver: string): string => `${ALERTMANAGER}.route.routes[?receiver == '${receiver}'] | [0]`;
export const receiver = (name: string): string => `${ALERTMANAGER}.receivers[?name == '${name}'] | [0]`;

/** A dashboard's text, in JSON. */
export const dashboard = (name: string): string =>
  `ConfigMap."spywatcher-dashboard-${name}".data."spywatcher-dashboard-${name}.json"`;

/** The rule of a workload's route. */
export const httpRoute = (workload: string): string =>
  `values(HTTPRoute)[?metadata.labels."app.kubernetes.io/name" == 'spywatcher-${workload}'] | [0].spec.rules[0]`;
