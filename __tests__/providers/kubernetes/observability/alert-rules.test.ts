/** Alert rules of an environment. */
import { ALERTS } from '../../../../constructs/addons/monitoring/alert';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, type PlatformOn, platformOn } from '../../../helpers/platform';
import { promqlProblems } from '../../../helpers/promql';
import type { Attributes } from '../../../helpers/synth';
import { addons as ADDONS, alerts, observed, observedWhole } from './observed';

const made = platformOn('aws', observedWhole());
const snapshots = { snapshots: { store: 'files' } };

const rulesOf = (platform: PlatformOn): Attributes[] => {
  const { groups } = platform.manifest('PrometheusRule', 'acme-alerts').spec as { groups: Attributes[] };
  return groups.flatMap((group) => group.rules as Attributes[]);
};
/** Add-ons of which an alert tells that they are down. */
const downOn = (platform: PlatformOn) =>
  rulesOf(platform).flatMap(({ alert, labels }) => (alert === 'AddonDown' ? [labels.addon as string] : []));

describe('alerts', () => {
  const all = alerts(made);
  // Azure refuses snapshots of OpenSearch.
  const whole = alerts(platformOn('aws', observedWhole({}, snapshots)));

  it('include those of the designs', () => {
    expect(Object.keys(whole).sort()).toEqual([...ALERTS].sort());
  });

  it('are critical for outages and failures, and warnings for the rest', () => {
    const severe = Object.values(whole).filter(({ labels }) => labels.severity === 'critical');
    expect(severe.map(({ alert }) => alert as string).sort()).toEqual([
      'CacheUnavailable',
      'ClickHouseBackupMissing',
      'ClickHouseReadOnly',
      'ClickHouseUnavailable',
      'DatabaseUnavailable',
      'GatewayDown',
      'HighErrorRate',
      'KafkaPartitionsOffline',
      'KafkaUnavailable',
      'KafkaWritesRefused',
      'SearchClusterRed',
      'SearchDiskWatermark',
      'SearchSnapshotMissing',
      'SearchUnavailable',
      'SecretStoreUnavailable',
      'WorkloadDown',
    ]);
    expect(all.WorkloadDown!.for).toBe('2m');
    expect(all.NodeHighCpu).toMatchObject({ for: '15m', labels: { severity: 'warning' } });
  });

  it('describe the problem', () => {
    for (const { annotations } of Object.values(whole))
      expect(annotations).toEqual({ summary: expect.any(String), description: expect.any(String) });
  });

  it('query existing metrics in valid PromQL', () => {
    expect(Object.values(whole).flatMap(({ alert, expr }) => promqlProblems(alert as string, expr as string))).toEqual(
      [],
    );
  });

  it('with broken PromQL would be detected', () => {
    expect(promqlProblems('A', 'sum(kube_node_info')).toEqual(['A: ( is left open in sum(kube_node_info']);
    expect(promqlProblems('A', 'sum(kube_node_info]')).toEqual(['A: ] closes nothing in sum(kube_node_info]']);
    expect(promqlProblems('A', 'kub_node_info{x="(y"} > 0')).toEqual([
      expect.stringContaining('kub_node_info is no metric'),
    ]);
  });

  it('count requests of a workload by its routes, whose names contain no dot', () => {
    const names = 'httproute/shop/(acme-web-shop--example--com|acme-web-www--example--com)/rule/.+';
    expect(all.HighErrorRate!.expr).toContain(`envoy_cluster_name=~"${names}"`);
    expect(all.SlowResponses!.expr).toMatch(
      /^histogram_quantile\(0\.95, .*envoy_cluster_upstream_rq_time_bucket.*> 500 and/,
    );
    expect(made.manifest('HTTPRoute', 'acme-web-shop--example--com').metadata.namespace).toBe('shop');
  });

  it.each(CLOUDS)('tell of pods that no node takes, on %s', (cloud) => {
    expect(alerts(platformOn(cloud, observed())).PodsUnschedulable).toMatchObject({
      expr: 'sum by (namespace) (kube_pod_status_unschedulable) > 0',
      for: '15m',
      labels: { severity: 'warning' },
    });
  });

  it('tell of rollouts that went back, where Argo Rollouts is installed', () => {
    expect(all.RolloutAborted).toMatchObject({
      expr: 'max by (name) (rollout_info{phase=~"Abort|Error|InvalidSpec|Timeout"}) == 1',
      for: '1m',
      labels: { severity: 'warning' },
    });
    expect(alerts(platformOn('aws', observed()))).not.toHaveProperty('RolloutAborted');
  });

  describe.each(CLOUDS)('of absence on %s', (cloud) => {
    const here = platformOn(cloud, observedWhole());
    /** Those that hold where there is no metric at all. */
    const absent = rulesOf(here).filter(({ expr }) => / or vector\(0\)\) < \d/.test(expr as string));
    const others: Readonly<Record<string, string>> = {
      gateway: 'GatewayDown',
      'cluster-autoscaler': 'AutoscalerStopped',
      'github-runners': 'RunnersNotListening',
      'github-runners-listeners': 'RunnersNotListening',
      'acme-exporter-postgres': 'DatabaseUnavailable',
      'acme-exporter-redis': 'CacheUnavailable',
      'acme-events': 'KafkaUnavailable',
      'acme-analytics': 'ClickHouseUnavailable',
      'acme-catalog': 'SearchUnavailable',
    };
    const podMonitors = here.manifests.filter(({ kind }) => kind === 'PodMonitor');

    // Without keepers, servers of ClickHouse take no writes, which has an alert; workloads are counted by their pods.
    it.each(
      podMonitors
        .map(({ metadata: { name } }) => name)
        .filter((name) => !['acme-web', 'acme-analytics-keeper'].includes(name)),
    )('tell of %s', (name) => {
      const wanted = others[name] ?? 'AddonDown';
      const found = absent.filter(
        ({ alert, labels }) => alert === wanted && (wanted !== 'AddonDown' || (labels.addon as string).endsWith(name)),
      );
      expect(found).not.toEqual([]);
    });
  });

  it('expect no pods of workloads that may scale to zero', () => {
    const { groups } = made.manifest('PrometheusRule', 'acme-alerts').spec as { groups: Attributes[] };
    const down = groups.flatMap(({ rules }) => rules as Attributes[]).filter(({ alert }) => alert === 'WorkloadDown');
    expect(down.map(({ labels }) => labels.workload as string)).toEqual(['acme-web']);
  });

  it('follow the thresholds', () => {
    const thresholds = {
      errorPercent: 1, p95Ms: 250, leastRequests: 60, cpuPercent: 71, memoryPercent: 72, diskFreePercent: 13,
      connectionsPercent: 74, cacheHitPercent: 75, certificateDays: 7, consumerLag: 500, partsPerPartition: 150,
    }; // prettier-ignore
    const changed = alerts(platformOn('aws', observedWhole({ thresholds, afterMinutes: { critical: 1, warning: 5 } })));
    const expected: Record<string, RegExp> = {
      HighErrorRate: /> 1 and .* >= 60$/,
      SlowResponses: /> 250 and .* >= 60$/,
      HighCpu: /> 71$/,
      NodeHighCpu: /> 71$/,
      HighMemory: /> 72$/,
      NodeHighMemory: /> 72$/,
      CacheMemoryFull: /> 72$/,
      NodeDiskLow: /< 13$/,
      VolumeDiskLow: /< 13$/,
      DatabaseDiskFull: /> 87$/,
      DatabaseConnectionsExhausted: /> 74$/,
      CacheConnectionsExhausted: /> 74$/,
      CacheHitRateLow: /< 75$/,
      CertificateExpires: /< 7$/,
      KafkaConsumerLag: /> 500$/,
      ClickHouseManyParts: /> 150$/,
      ClickHouseHighMemory: /> 72$/,
      SearchHeapFull: /> 72$/,
    };
    for (const [name, pattern] of Object.entries(expected)) expect(changed[name]!.expr).toMatch(pattern);
    expect([changed.WorkloadDown!.for, changed.HighCpu!.for]).toEqual(['1m', '5m']);
  });

  it('can be added, replaced and turned off', () => {
    const rule = { query: 'sum(sessions) == 0', severity: 'warning', summary: 'Nobody is there' };
    const rules = { NobodyThere: rule, WorkloadDown: { ...rule, forMinutes: 1, severity: 'info' }, HighCpu: false };
    const own = alerts(platformOn('aws', observed({ rules, runbooks: 'https://runbooks.example.com/' })));
    expect(own).not.toHaveProperty('HighCpu');
    expect(own.WorkloadDown).toMatchObject({ expr: 'sum(sessions) == 0', for: '1m', labels: { severity: 'info' } });
    expect(own.NobodyThere).toEqual({
      alert: 'NobodyThere',
      expr: 'sum(sessions) == 0',
      for: '15m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Nobody is there',
        description: 'Nobody is there',
        runbook_url: 'https://runbooks.example.com/NobodyThere',
      },
    });
  });

  it('depend on what is installed', () => {
    const few = platformOn('aws', baseWith({ addons: { monitoring: { exporters: false } }, namespaces: null }));
    expect(Object.keys(alerts(few))).toEqual([
      'NodeHighCpu',
      'NodeHighMemory',
      'NodeDiskLow',
      'VolumeDiskLow',
      'PodsUnschedulable',
    ]);
  });

  it('ask about the jobs of data clusters, and the memory that servers have', () => {
    expect(all.KafkaConsumerLag!.expr).toBe(
      'sum by (consumergroup, topic) (kafka_consumergroup_lag{job="data/acme-events"}) > 10000',
    );
    expect(all.KafkaConsumerLag!.labels).toEqual({ severity: 'warning', kafka: 'events' });
    expect(all.ClickHouseHighMemory!.expr).toContain(
      `100 * ClickHouseMetrics_MemoryTracking{job="data/acme-analytics"} / ${8 * 2 ** 30}`,
    );
    const job = '{namespace="data", cronjob="acme-analytics-backup"}';
    expect(all.ClickHouseBackupMissing!.expr).toBe(
      `time() - max(kube_cronjob_status_last_successful_time${job} or kube_cronjob_created${job}) > ${36 * 3600}`,
    );
    const latest = 'elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds';
    expect(whole.SearchSnapshotMissing!.expr).toBe(
      `time() - max(${latest}{job="data/acme-catalog", repository="snapshots"} or kube_deployment_created{namespace="data", deployment="acme-catalog-exporter"}) > ${36 * 3600}`,
    );
    expect(all.SearchClusterRed!.expr).toBe(
      'max(elasticsearch_cluster_health_status{job="data/acme-catalog", color="red"}) == 1',
    );
    const { metadata } = made.manifest('PodMonitor', 'acme-events');
    expect([metadata.namespace, metadata.name]).toEqual(['data', 'acme-events']);
  });

  it('follow how often records are compared, and the disk watermark of OpenSearch', () => {
    const every = (everySeconds: number) =>
      alerts(platformOn('aws', observed({}, { addons: { ...ADDONS, monitoring: {}, externalDns: { everySeconds } } })))
        .DnsRecordsOld!.expr;
    expect([every(60), every(600)]).toEqual([
      'time() - max(external_dns_controller_last_sync_timestamp_seconds) > 900',
      'time() - max(external_dns_controller_last_sync_timestamp_seconds) > 3000',
    ]);
    const watermark = (high: string) =>
      alerts(
        platformOn('aws', observedWhole({}, { settings: { 'cluster.routing.allocation.disk.watermark.high': high } })),
      ).SearchDiskWatermark;
    expect(all.SearchDiskWatermark!.expr).toMatch(/< 10$/);
    expect(watermark('95%')!.expr).toMatch(/< 5$/);
    expect(watermark('20gb')).toBeUndefined();
  });

  it('leave out lag of consumers on request', () => {
    expect(alerts(platformOn('aws', observedWhole({ thresholds: { consumerLag: 0 } })))).not.toHaveProperty(
      'KafkaConsumerLag',
    );
  });

  it.each(['google', 'azurerm'] as const)("have none of the autoscaler that is %s's own", (cloud) => {
    const here = platformOn(cloud, observedWhole());
    expect(Object.keys(all).filter((name) => !(name in alerts(here)))).toEqual(['AutoscalerStopped', 'NodesNotAdded']);
    expect(downOn(made)).toContain('aws-load-balancer-controller');
    expect(downOn(here)).not.toContain('aws-load-balancer-controller');
    expect(
      here.manifests.filter(({ kind }) => kind === 'PodMonitor').map(({ metadata }) => metadata.name),
    ).not.toContain('cluster-autoscaler');
  });

  it('ignore a full cache that evicts any key', () => {
    const cache = (change: object) =>
      alerts(platformOn('aws', observed({}, { caches: { redis: { version: '7', size: 'medium', ...change } } })));
    expect(cache({ evictionPolicy: 'allkeys-lru' })).not.toHaveProperty('CacheMemoryFull');
    expect(cache({ evictionPolicy: 'noeviction' })).toHaveProperty('CacheMemoryFull');
  });
});
