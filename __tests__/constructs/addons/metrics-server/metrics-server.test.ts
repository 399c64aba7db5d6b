/** Metrics Server: only in clusters without one. */
import type { AddonContext } from '../../../../constructs/addons/addon';
import { metricsServer } from '../../../../constructs/addons/metrics-server/metrics-server';
import type { MetricsServerProps } from '../../../../constructs/addons/metrics-server/schema';
import { metricsServerSchema } from '../../../../constructs/addons/metrics-server/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';

/** The releases in a cluster with or without Metrics Server. */
const releasesOf = (props: object, hasMetricsServer: boolean, replicas = 2) =>
  metricsServer.releases({
    props: metricsServerSchema.parse(props),
    cloud: { hasMetricsServer },
    replicas,
  } as unknown as AddonContext<MetricsServerProps>);

it.each(CLOUDS)('is not installed on %s, whose clusters include it', (cloud) => {
  const made = platformOn(cloud, baseWith({ addons: { metricsServer: {} } }));
  expect(made.addresses.filter((address) => address.includes('metrics'))).toEqual([]);
});

it('installs a chart in a cluster without it', () => {
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

it('measures at the given interval, and runs once without high availability', () => {
  expect(releasesOf({ everySeconds: 60 }, false, 1)).toMatchObject([
    { values: { replicas: 1, podDisruptionBudget: { enabled: false }, args: ['--metric-resolution=60s'] } },
  ]);
});
