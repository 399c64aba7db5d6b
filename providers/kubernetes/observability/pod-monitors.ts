/**
 * PodMonitors of add-ons whose charts may be installed before Prometheus and its CRDs, so that they cannot bring a monitor of
 * their own.
 */
import type { AddonKey } from '../../../constructs/addons/schema';
import type { InCluster } from '../../../constructs/in-cluster';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { kebab } from '../../../core/text';
import { isInstalled } from './alert-rules/platform';

interface ScrapeTarget {
  readonly addon: AddonKey;
  /** Name of a second one. @default - the add-on's */
  readonly name?: string;
  readonly pods: Readonly<Record<string, string>>;
  /** Its name, or its number where the chart gives it none. */
  readonly port: string | number;
  /** @default '/metrics' */
  readonly path?: string;
}

const TARGETS: readonly ScrapeTarget[] = [
  {
    // github.com/envoyproxy/gateway, internal/infrastructure/kubernetes/proxy
    addon: 'gateway',
    pods: { 'app.kubernetes.io/managed-by': 'envoy-gateway', 'app.kubernetes.io/component': 'proxy' },
    port: 'metrics',
    path: '/stats/prometheus',
  },
  {
    // github.com/cert-manager/cert-manager, deploy/charts/cert-manager/templates/deployment.yaml
    addon: 'certManager',
    pods: { 'app.kubernetes.io/name': 'cert-manager', 'app.kubernetes.io/component': 'controller' },
    port: 'http-metrics',
  },
  {
    // github.com/external-secrets/external-secrets, deploy/charts/external-secrets/templates/deployment.yaml
    addon: 'externalSecrets',
    pods: { 'app.kubernetes.io/name': 'external-secrets', 'app.kubernetes.io/instance': 'external-secrets' },
    port: 'metrics',
  },
  {
    // github.com/kubernetes-sigs/external-dns, charts/external-dns/templates/deployment.yaml
    addon: 'externalDns',
    pods: { 'app.kubernetes.io/name': 'external-dns', 'app.kubernetes.io/instance': 'external-dns' },
    port: 'http',
  },
  {
    // github.com/kubernetes/autoscaler, charts/cluster-autoscaler/templates/deployment.yaml
    addon: 'clusterAutoscaler',
    pods: { 'app.kubernetes.io/instance': 'cluster-autoscaler' },
    port: 8085,
  },
  {
    // github.com/stakater/Reloader, deployments/kubernetes/chart/reloader/templates/deployment.yaml
    addon: 'reloader',
    pods: { 'app.kubernetes.io/name': 'reloader', 'app.kubernetes.io/instance': 'reloader' },
    port: 'http',
  },
  {
    // github.com/kubernetes-sigs/aws-load-balancer-controller, helm/aws-load-balancer-controller/templates/deployment.yaml
    addon: 'loadBalancerController',
    pods: {
      'app.kubernetes.io/name': 'aws-load-balancer-controller',
      'app.kubernetes.io/instance': 'aws-load-balancer-controller',
    },
    port: 'metrics-server',
  },
  {
    // github.com/actions/actions-runner-controller, charts/gha-runner-scale-set-controller/templates/deployment.yaml
    addon: 'githubRunners',
    pods: { 'app.kubernetes.io/part-of': 'gha-rs-controller', 'app.kubernetes.io/component': 'controller-manager' },
    port: 'metrics',
  },
  {
    // github.com/actions/actions-runner-controller, controllers/actions.github.com/resourcebuilder.go
    addon: 'githubRunners',
    name: 'github-runners-listeners',
    pods: { 'app.kubernetes.io/component': 'runner-scale-set-listener' },
    port: 'metrics',
  },
];

/** A PodMonitor for each of these add-ons that is installed. It selects pods in every namespace. */
export const podMonitors = (deps: InCluster, namespace: string, labels: Readonly<Record<string, string>>) =>
  TARGETS.filter(({ addon }) => isInstalled(deps, addon)).map(
    ({ addon, name = kebab(addon), pods, port, path = '/metrics' }): Manifest => ({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name, namespace, labels },
      spec: {
        namespaceSelector: { any: true },
        selector: { matchLabels: pods },
        jobLabel: 'app.kubernetes.io/name',
        // The label `namespace` of these metrics is that of the object they describe, not of the pod that exports them.
        podMetricsEndpoints: [
          { ...(typeof port === 'number' ? { targetPort: port } : { port }), path, honorLabels: true },
        ],
      },
    }),
  );
