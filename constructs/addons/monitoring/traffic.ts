/** Traffic of monitoring: Prometheus calls whatever has metrics, Alertmanager its receivers, Grafana its data sources. */
import { EVERY_POD, inNamespace, tcp } from '../../../core/kubernetes/network-policy';
import { toAnywhere, toNodes } from '../../cloud-lookup/endpoints';
import type { AddonContext } from '../addon';
import type { Traffic } from '../parts/network-policy';
import { PROMETHEUS_PORT } from './objects';
import type { MonitoringProps } from './schema';

/** Kubelet and the node exporter. */
const NODES = [10_250, 9100];
/** Ports of the data sources besides Prometheus. */
const SOURCES = { loki: 3100, tempo: 3200 } as const;

export const monitoringTraffic = (context: AddonContext<MonitoringProps>): Traffic[] => [
  {
    part: 'prometheus',
    pods: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
    egress: [{ to: [EVERY_POD] }, toNodes(...NODES)],
  },
  { egress: [...toSources(context), ...toMail(context)] },
];

/** To Prometheus, from another namespace. */
export const toPrometheus = ({
  environment,
  addonNamespaces,
}: Pick<AddonContext<object>, 'environment' | 'addonNamespaces'>) =>
  environment.addons.monitoring ? [{ to: [inNamespace(addonNamespaces.monitoring)], ports: tcp(PROMETHEUS_PORT) }] : [];

const toSources = ({ environment, addonNamespaces }: AddonContext<MonitoringProps>) =>
  (['loki', 'tempo'] as const)
    .filter((key) => environment.addons[key] !== undefined)
    .map((key) => ({ to: [inNamespace(addonNamespaces[key])], ports: tcp(SOURCES[key]) }));

const toMail = ({ props: { smtp } }: AddonContext<MonitoringProps>) => (smtp ? [toAnywhere(smtp.port)] : []);
