/** OpenCost: what pods, namespaces and volumes cost, as metrics. */
import { resources, RESTRICTED } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import { HOURS_PER_MONTH } from '../../../core/sizing/list-price';
import type { Addon, AddonContext } from '../addon';
import { prometheusUrl } from '../monitoring/monitoring';
import { toPrometheus } from '../monitoring/traffic';
import { openCostBase, type OpenCostProps, type OpenCostValues } from './schema';

/** Name of the release and of its objects. */
const NAME = 'open-cost';
const PORT = 9003;
/** User id of the image. */
const USER = 1001;

/** Digits after the point: more than OpenCost keeps. */
const DIGITS = 6;

/**
 * Prices as OpenCost takes them: those of machines and disks for a month, which it divides by 730 hours, and that of a load
 * balancer for an hour.
 */
function costModel({ props: { prices }, cloud: { unitPrices } }: AddonContext<OpenCostProps>): Record<string, string> {
  const { vcpu, memoryGiB, diskGiB } = { ...unitPrices, ...prices };
  const cpu = (vcpu * HOURS_PER_MONTH).toFixed(DIGITS);
  const memory = (memoryGiB * HOURS_PER_MONTH).toFixed(DIGITS);
  return {
    description: 'Prices in US dollars',
    CPU: cpu,
    RAM: memory,
    // The price of spare capacity changes by the minute: it counts as other nodes do.
    spotCPU: cpu,
    spotRAM: memory,
    storage: diskGiB.toFixed(DIGITS),
    firstFiveForwardingRulesCost: unitPrices.loadBalancer.toFixed(DIGITS),
    additionalForwardingRuleCost: '0',
    LBIngressDataCost: '0',
  };
}

export const openCost: Addon<OpenCostProps> = {
  ...openCostBase,
  id: NAME,
  title: 'OpenCost',
  podSecurity: 'restricted',
  needs: () => ['monitoring'],
  after: ['monitoring'],
  traffic: (context) => [{ metrics: [PORT], egress: toPrometheus(context) }],
  releases: (context) => {
    const { environment, addonNamespaces } = context;
    const values: OpenCostValues = {
      fullnameOverride: NAME,
      podSecurityContext: {
        runAsNonRoot: true,
        runAsUser: USER,
        fsGroup: USER,
        seccompProfile: RESTRICTED.seccompProfile,
      },
      priorityClassName: priorityClass(environment, 'platform'),
      opencost: {
        exporter: {
          defaultClusterId: `${environment.system}-${environment.environment}`,
          resources: resources('50m', '512Mi'),
          securityContext: RESTRICTED,
          // The lists of Google and Azure are closed to callers without a key, which only people could make.
          extraEnv: { USE_CUSTOM_PROVIDER: 'true' },
        },
        customPricing: { enabled: true, provider: 'custom', costModel: costModel(context) },
        metrics: { serviceMonitor: { enabled: true } },
        prometheus: {
          internal: { enabled: false },
          external: { enabled: true, url: prometheusUrl(addonNamespaces) },
        },
        // Grafana shows the costs. Neither the page nor the server for programs asks callers who they are.
        ui: { enabled: false },
        mcp: { enabled: false },
      },
    };
    return [
      {
        name: NAME,
        chart: { repository: 'https://opencost.github.io/opencost-helm-chart', name: 'opencost', version: '2.5.17' },
        values,
      },
    ];
  },
};
