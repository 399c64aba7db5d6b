/** Metrics Server: only where the cluster comes without. */
import { metricsServer } from '../../../../constructs/addons/metrics-server/metrics-server';
import { metricsServerSchema } from '../../../../constructs/addons/metrics-server/schema';
import type { AddonContext } from '../../../../constructs/addons/addon';
import type { MetricsServerProps } from '../../../../constructs/addons/metrics-server/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';

/** What it installs where the cluster has none, or has one. */
const releasesOf = (props: object, hasMetricsServer: boolean, replicas = 2) =>
  metricsServer.releases({
    props: metricsServerSchema.parse(props),
    cloud: { hasMetricsServer },
    replicas,
  } as unknown as AddonContext<MetricsServerProps>);

it.each(CLOUDS)('is nothing on %s, whose clusters come with one', (cloud) => {
  const made = platformOn(cloud, baseWith({ addons: { metricsServer: {} } }));
  expect(made.addresses.filter((address) => address.includes('metrics'))).toEqual([]);
});

it('is a chart in a cluster that has none', () => {
  expect(releasesOf({}, true)).toEqual([]);
  expect(releasesOf({}, false)).toMatchObject([
    {
      name: 'metrics-server',
      chart: { repository: 'https://kubernetes-sigs.github.io/metrics-server', version: '3.13.1' },
      values: {
        replicas: 2,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        resources: { requests: { cpu: '100m', memory: '200Mi' }, limits: { memory: '200Mi' } },
        args: ['--metric-resolution=15s'],
      },
    },
  ]);
});

it('reads as often as it is told, once where nothing is highly available', () => {
  expect(releasesOf({ everySeconds: 60 }, false, 1)).toMatchObject([
    { values: { replicas: 1, podDisruptionBudget: { enabled: false }, args: ['--metric-resolution=60s'] } },
  ]);
});
