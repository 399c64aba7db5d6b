/** OpenCost: its chart, its prices, and what it may call. */
import { select } from '../../../../core/sizing/catalogue';
import { machinePrices } from '../../../../core/sizing/list-price';
import * as aws from '../../../../providers/aws/shared/catalogue';
import * as azurerm from '../../../../providers/azurerm/shared/catalogue';
import * as google from '../../../../providers/google/shared/catalogue';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { problemsOf } from '../../../helpers/synth';

const nodes = { aws: aws.nodes, google: google.nodes, azurerm: azurerm.nodes };
const withCosts = (openCost: object = {}) => baseWith({ addons: { externalSecrets: {}, monitoring: {}, openCost } });

interface Values {
  readonly opencost: { readonly customPricing: { readonly costModel: Readonly<Record<string, string>> } };
}

describe.each(CLOUDS)('OpenCost on %s', (cloud) => {
  const made = platformOn(cloud, withCosts());
  const { values, version, repository } = made.charts['open-cost']!;
  const modelOf = (one: typeof made) =>
    (one.charts['open-cost']!.values as unknown as Values).opencost.customPricing.costModel;

  it('pins the chart, in a restricted namespace', () => {
    expect([repository, version]).toEqual(['https://opencost.github.io/opencost-helm-chart', '2.5.17']);
    expect(made.manifest('Namespace', 'open-cost').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(values).toMatchObject({
      podSecurityContext: { runAsNonRoot: true },
      opencost: {
        exporter: { securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true } },
        ui: { enabled: false },
        mcp: { enabled: false },
      },
    });
  });

  it('asks Prometheus and is asked by it', () => {
    expect(values).toMatchObject({
      opencost: {
        metrics: { serviceMonitor: { enabled: true } },
        prometheus: {
          internal: { enabled: false },
          external: { enabled: true, url: 'http://prometheus-operated.monitoring.svc:9090' },
        },
      },
    });
    const { spec } = made.manifest('NetworkPolicy', 'open-cost-traffic');
    expect(JSON.stringify(spec)).toContain('"port":9003');
    expect(JSON.stringify(spec)).toContain('"port":9090');
  });

  it('has prices by which machines of the catalogue cost what the list says', () => {
    const { vcpu, memoryGiB } = machinePrices(nodes[cloud]);
    for (const size of [8, 16]) {
      const machine = select(nodes[cloud], { vcpu: 2, memoryGiB: size, architecture: 'x86_64', burstable: false });
      expect(2 * vcpu + size * memoryGiB).toBeCloseTo(machine!.usdPerHour, 4);
    }
    expect(Number(modelOf(made).CPU)).toBeCloseTo(730 * vcpu, 4);
    expect(Number(modelOf(made).RAM)).toBeCloseTo(730 * memoryGiB, 4);
    expect(Number(modelOf(made).storage)).toBeGreaterThan(0.05);
  });

  it('takes other prices', () => {
    const prices = { vcpu: 0.02, memoryGiB: 0.002, diskGiB: 0.05 };
    expect(modelOf(platformOn(cloud, withCosts({ prices })))).toMatchObject({
      CPU: '14.600000',
      RAM: '1.460000',
      storage: '0.050000',
    });
  });

  it('requires monitoring', () => {
    expect(problemsOf(baseWith({ addons: { openCost: {} } })).join()).toContain('requires addons.monitoring');
  });
});
