/** Scraped: add-ons whose metrics alerts and dashboards go by, and whose charts cannot know that Prometheus will be there. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import type { Environment } from '../../../constructs/environment/schema';
import type { AddonKey } from '../../../constructs/addons/schema';

interface Scraped {
  readonly addon: AddonKey;
  readonly pods: Readonly<Record<string, string>>;
  readonly port: string;
  readonly path: string;
}

const SCRAPED: readonly Scraped[] = [
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
    path: '/metrics',
  },
];

/** A PodMonitor for each that is installed; their pods are found in whichever namespace they are. */
export const podMonitors = ({ addons }: Environment, namespace: string, labels: Manifest['metadata']['labels']) =>
  SCRAPED.filter(({ addon }) => addons[addon] !== undefined).map(({ addon, pods, port, path }): Manifest => ({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: addon.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), namespace, labels: labels! },
    spec: {
      namespaceSelector: { any: true },
      selector: { matchLabels: pods },
      jobLabel: 'app.kubernetes.io/name',
      // What is told of a namespace is not of the namespace of who tells it.
      podMetricsEndpoints: [{ port, path, honorLabels: true }],
    },
  }));
