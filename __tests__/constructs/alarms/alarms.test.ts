/** Alarms on every cloud: on what there is, beyond which values, and who is told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { plan } from '../../../app/plan/plan';
import { ALARM_NAMES, type AlarmName, ALARMS } from '../../../constructs/alarms';
import { kebab } from '../../../core/text';
import { providers } from '../../../providers';
import { TABLE as onAws } from '../../../providers/aws/alarms/table';
import { TABLE as onAzure } from '../../../providers/azurerm/alarms/table';
import { ROOT } from '../../helpers/command-line';
import { type CloudName, CLOUDS, on, wholeWith } from '../../helpers/environments';
import { type Attributes, problemsOf, synth } from '../../helpers/synth';
import { PLACE } from '../../proofs/probes/places';

const TYPES = {
  aws: 'aws_cloudwatch_metric_alarm',
  google: 'google_monitoring_alert_policy',
  azurerm: 'azurerm_monitor_metric_alert',
} as const;

const notifications = { ops: { email: 'ops@example.com' }, team: { email: 'team@example.com' } };
const withAlarms = (alarms: object = {}, change: object = {}) =>
  wholeWith({ notifications, alarms: { critical: ['ops'], warning: ['team'], ...alarms }, ...change });

/** With a replica and a load balancer, so that there is every alarm. */
const balanced = PLACE.loadBalancer({});
const reader = { databases: { postgres: { readReplicas: { reader: {} } } } };
/** Azure makes no backups beside its own. */
const allOn = (cloud: CloudName) => {
  const backups = { restoreTest: { cron: '0 5 1 * *' }, ...(cloud !== 'azurerm' && { everyHours: 6 }) };
  return { ...balanced, databases: { postgres: { readReplicas: { reader: {} }, backups } } };
};

const stackOf = (cloud: CloudName, alarms: object = {}, change: object = {}) =>
  synth(on(cloud, withAlarms(alarms, change)))[`acme-test-${cloud}`]!;
const alarmsIn = (cloud: CloudName, alarms: object = {}, change: object = {}): Record<string, Attributes> => {
  const { resource } = stackOf(cloud, alarms, change).json as { resource: Record<string, Record<string, Attributes>> };
  const byId = Object.entries(resource[TYPES[cloud]] ?? {});
  return Object.fromEntries(byId.map(([id, alarm]) => [id.replace('alarms_', ''), alarm]));
};
const problemsIn = (cloud: CloudName, alarms: object, change: object = {}) =>
  problemsOf(on(cloud, withAlarms(alarms, change))).join('\n');
const warningsIn = (cloud: CloudName, alarms: object, change: object = {}) =>
  plan([on(cloud, withAlarms(alarms, change))], providers).warnings.map(({ code }) => code);

const GIB = 2 ** 30;
const rds = (metric: string, threshold: number, more: object = {}) => ({
  namespace: 'AWS/RDS',
  metric_name: metric,
  dimensions: { DBInstanceIdentifier: '${aws_db_instance.postgres.identifier}' },
  threshold,
  ...more,
});
const sql = (metric: string, threshold: number, more: object = {}) => ({
  filter: `resource.type="cloudsql_database" AND metric.type="cloudsql.googleapis.com/database/${metric}" AND resource.labels.database_id="acme-test:\${google_sql_database_instance.postgres.name}"`,
  threshold_value: threshold,
  ...more,
});
const flexible = (metric: string, threshold: number, more: object = {}) => ({
  metric_namespace: 'Microsoft.DBforPostgreSQL/flexibleServers',
  metric_name: metric,
  threshold,
  ...more,
});
const instance = 'projects/acme-test/locations/us-central1/instances/acme-test-redis';
const entryFilter = (metric: string) =>
  `resource.type="https_lb_rule" AND metric.type="loadbalancing.googleapis.com/https/${metric}" AND resource.labels.url_map_name="acme-test-edge-load-balancer"`;

/** One run of a workflow that has failed is enough. */
const failed = (id: string) => ({
  filter: `resource.type="workflows.googleapis.com/Workflow" AND metric.type="workflows.googleapis.com/finished_execution_count" AND resource.labels.workflow_id="\${google_workflows_workflow.${id}_workflow.name}" AND metric.labels.status="FAILED"`,
  threshold_value: 0,
  duration: '0s',
});

interface Expected {
  /** What follows its name in its id, on AWS where that differs. */
  readonly of?: string;
  readonly ofAws?: string;
  readonly aws: object;
  /** The first condition; undefined where there is no such alarm. */
  readonly google: object | undefined;
  /** The first criterion. */
  readonly azurerm: object | undefined;
}

/** A server of 4 vCPU and 16 GiB with a disk of 100 GiB that grows to 200, and a cache of two nodes. */
const EXPECTED: Readonly<Record<AlarmName, Expected>> = {
  DatabaseUnavailable: {
    of: '_postgres',
    aws: rds('CPUUtilization', 1, { statistic: 'SampleCount', treat_missing_data: 'breaching' }),
    google: sql('up', 1, { evaluation_missing_data: 'EVALUATION_MISSING_DATA_ACTIVE', comparison: 'COMPARISON_LT' }),
    azurerm: flexible('is_db_alive', 1, { aggregation: 'Maximum', operator: 'LessThan' }),
  },
  DatabaseCpu: {
    of: '_postgres',
    aws: rds('CPUUtilization', 80, { comparison_operator: 'GreaterThanThreshold', treat_missing_data: 'notBreaching' }),
    google: sql('cpu/utilization', 0.8, { comparison: 'COMPARISON_GT' }),
    azurerm: flexible('cpu_percent', 80, { operator: 'GreaterThan' }),
  },
  DatabaseMemory: {
    of: '_postgres',
    aws: rds('FreeableMemory', Math.round(0.2 * 16 * GIB), { comparison_operator: 'LessThanThreshold' }),
    google: sql('memory/utilization', 0.8),
    azurerm: flexible('memory_percent', 80),
  },
  DatabaseConnections: {
    of: '_postgres',
    aws: rds('DatabaseConnections', Math.floor(0.8 * 1802)),
    google: sql('postgresql/num_backends', 400, {
      aggregations: [{ alignment_period: '60s', per_series_aligner: 'ALIGN_MEAN', cross_series_reducer: 'REDUCE_SUM' }],
    }),
    azurerm: flexible('active_connections', Math.floor(0.8 * 1718)),
  },
  DatabaseDiskLow: {
    of: '_postgres',
    aws: rds('FreeStorageSpace', 20 * GIB, { comparison_operator: 'LessThanThreshold' }),
    google: sql('disk/bytes_used', 160 * GIB),
    azurerm: flexible('storage_percent', 80),
  },
  ReplicaBehind: {
    of: '_postgres_reader',
    aws: rds('ReplicaLag', 60, {
      dimensions: { DBInstanceIdentifier: '${aws_db_instance.postgres_reader.identifier}' },
    }),
    google: {
      filter: expect.stringContaining(
        'database_id="acme-test:${google_sql_database_instance.postgres_replica_reader.name}"',
      ),
      threshold_value: 60,
    },
    azurerm: flexible('physical_replication_delay_in_seconds', 60),
  },
  BackupFailed: {
    of: '_postgres',
    aws: {
      metric_query: expect.arrayContaining([
        expect.objectContaining({ expression: 'FILL(failed, 0) + FILL(expired, 0)' }),
        expect.objectContaining({
          metric: {
            namespace: 'AWS/Backup',
            metric_name: 'NumberOfBackupJobsFailed',
            stat: 'Sum',
            period: 60,
            dimensions: { BackupVaultName: '${aws_backup_vault.postgres_backups_vault.name}' },
          },
        }),
      ]),
      threshold: 0,
      datapoints_to_alarm: 1,
    },
    google: failed('postgres_backups'),
    azurerm: undefined,
  },
  RestoreTestFailed: {
    of: '_postgres',
    aws: {
      namespace: 'AWS/Backup',
      metric_name: 'NumberOfRestoreJobsFailed',
      dimensions: { BackupVaultName: '${aws_backup_vault.postgres_backups_vault.name}' },
      threshold: 0,
      datapoints_to_alarm: 1,
    },
    google: failed('postgres_restore_test'),
    azurerm: {
      metric_namespace: 'Microsoft.Logic/workflows',
      metric_name: 'RunsFailed',
      aggregation: 'Total',
      threshold: 0,
    },
  },
  CacheMemory: {
    of: '_redis',
    ofAws: '_redis_1',
    aws: {
      namespace: 'AWS/ElastiCache',
      metric_name: 'DatabaseMemoryUsagePercentage',
      dimensions: {
        CacheClusterId: '${element(sort(tolist(aws_elasticache_replication_group.redis.member_clusters)), 0)}',
      },
      threshold: 80,
    },
    google: {
      filter: `resource.type="redis_instance" AND metric.type="redis.googleapis.com/stats/memory/usage_ratio" AND resource.labels.instance_id="${instance}"`,
      threshold_value: 0.8,
    },
    azurerm: {
      metric_namespace: 'Microsoft.Cache/redisEnterprise',
      metric_name: 'usedmemorypercentage',
      threshold: 80,
    },
  },
  CacheEvictions: {
    of: '_redis',
    ofAws: '_redis_2',
    aws: { metric_name: 'Evictions', statistic: 'Sum', threshold: 0 },
    google: {
      filter: expect.stringContaining('metric.type="redis.googleapis.com/stats/evicted_keys"'),
      threshold_value: 0,
    },
    azurerm: { metric_name: 'evictedkeys', aggregation: 'Total', threshold: 0 },
  },
  EntryErrors: {
    aws: {
      threshold: 5,
      metric_query: [
        {
          id: 'result',
          expression: 'IF(requests >= 6, 100 * (FILL(targets, 0) + FILL(balancer, 0)) / requests, 0)',
          label: 'result',
          return_data: true,
        },
        ...['RequestCount', 'HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count'].map((metric_name) => ({
          id: expect.any(String),
          metric: {
            namespace: 'AWS/ApplicationELB',
            metric_name,
            stat: 'Sum',
            period: 60,
            dimensions: { LoadBalancer: '${aws_lb.load_balancer.arn_suffix}' },
          },
        })),
      ],
    },
    google: {
      filter: `${entryFilter('request_count')} AND metric.labels.response_code_class="500"`,
      denominator_filter: entryFilter('request_count'),
      threshold_value: 0.05,
    },
    azurerm: { metric_namespace: 'Microsoft.Cdn/profiles', metric_name: 'Percentage5XX', threshold: 5 },
  },
  EntrySlow: {
    aws: {
      threshold: 0.5,
      metric_query: expect.arrayContaining([
        expect.objectContaining({
          metric: expect.objectContaining({ metric_name: 'TargetResponseTime', stat: 'p95' }),
        }),
      ]),
    },
    google: {
      filter: entryFilter('total_latencies'),
      aggregations: [
        { alignment_period: '60s', per_series_aligner: 'ALIGN_DELTA', cross_series_reducer: 'REDUCE_PERCENTILE_95' },
      ],
      threshold_value: 500,
    },
    azurerm: { metric_name: 'TotalLatency', aggregation: 'Average', threshold: 500 },
  },
  EntryUnhealthy: {
    aws: {
      threshold: 50,
      comparison_operator: 'LessThanThreshold',
      metric_query: expect.arrayContaining([
        {
          id: 'healthy',
          metric: {
            namespace: 'AWS/ApplicationELB',
            metric_name: 'HealthyHostCount',
            stat: 'Average',
            period: 60,
            dimensions: {
              LoadBalancer: '${aws_lb.load_balancer.arn_suffix}',
              TargetGroup: '${aws_lb_target_group.load_balancer_target_group.arn_suffix}',
            },
          },
        },
      ]),
    },
    google: undefined,
    azurerm: { metric_name: 'OriginHealthPercentage', operator: 'LessThan', threshold: 50 },
  },
  NatPorts: {
    ofAws: '_1',
    aws: {
      namespace: 'AWS/NATGateway',
      metric_name: 'ErrorPortAllocation',
      dimensions: { NatGatewayId: '${aws_nat_gateway.network_nat_1.id}' },
      threshold: 0,
    },
    google: {
      filter:
        'resource.type="nat_gateway" AND metric.type="router.googleapis.com/nat/dropped_sent_packets_count" AND resource.labels.gateway_name="${google_compute_router_nat.network_nat.name}" AND metric.labels.reason="OUT_OF_RESOURCES"',
      threshold_value: 0,
    },
    azurerm: {
      metric_namespace: 'Microsoft.Network/natGateways',
      metric_name: 'SNATConnectionCount',
      dimension: [{ name: 'ConnectionState', operator: 'Include', values: ['Failed'] }],
      threshold: 0,
    },
  },
};

const idOf = (name: AlarmName, { of = '', ofAws = of }: Expected, cloud: CloudName): string =>
  `${kebab(name).slice(1).replaceAll('-', '_')}${cloud === 'aws' ? ofAws : of}`;

/** What an alarm of each cloud measures. */
const measured: Readonly<Record<CloudName, (alarm: Attributes) => unknown>> = {
  aws: (alarm) => alarm,
  google: ({ conditions }) => (conditions as Attributes[])[0]!.condition_threshold,
  azurerm: ({ criteria }) => (criteria as Attributes[])[0],
};
/** Whom it tells, and after how long. */
const told: Readonly<Record<CloudName, (channel: string, minutes: number) => object>> = {
  aws: (channel, minutes) => ({
    alarm_actions: [`\${aws_sns_topic.notify_${channel}.arn}`],
    ok_actions: [`\${aws_sns_topic.notify_${channel}.arn}`],
    evaluation_periods: minutes,
  }),
  google: (channel, minutes) => ({
    notification_channels: [`\${google_monitoring_notification_channel.notify_${channel}.name}`],
    severity: channel === 'ops' ? 'CRITICAL' : 'WARNING',
    conditions: [{ condition_threshold: { duration: `${minutes * 60}s` } }],
  }),
  azurerm: (channel, minutes) => ({
    action: [{ action_group_id: `\${azurerm_monitor_action_group.notify_${channel}.id}` }],
    severity: channel === 'ops' ? 0 : 2,
    window_size: `PT${minutes}M`,
    frequency: minutes === 5 ? 'PT1M' : 'PT5M',
  }),
};

describe.each(CLOUDS)('alarms on %s', (cloud) => {
  const there = alarmsIn(cloud, {}, allOn(cloud));

  it.each(ALARM_NAMES)('%s', (name) => {
    const expected = EXPECTED[name];
    const alarm = there[idOf(name, expected, cloud)];
    if (expected[cloud] === undefined) {
      expect(alarm).toBeUndefined();
      return;
    }
    expect(measured[cloud](alarm!)).toMatchObject(expected[cloud]);
    const isCritical = ALARMS[name].severity === 'critical';
    const { conditions, ...rest } = told[cloud](isCritical ? 'ops' : 'team', isCritical ? 5 : 15) as Attributes;
    expect(alarm).toMatchObject(rest);
    const isOnce = (expected[cloud] as Attributes).duration !== undefined;
    if (conditions && !isOnce)
      expect((alarm!.conditions as Attributes[])[0]).toMatchObject((conditions as Attributes[])[0]!);
  });

  it('are on each server, and none on what there is not', () => {
    const ids = (change: object) => Object.keys(alarmsIn(cloud, {}, change));
    expect(ids(reader)).toEqual(expect.arrayContaining(['database_cpu_postgres', 'database_cpu_postgres_reader']));
    expect(ids({}).join()).not.toMatch(/entry|replica/);
    expect(ids({ network: { nat: 'none' } }).join()).not.toContain('nat');
    expect(ids({ caches: null, databases: null })).toEqual([expect.stringMatching(/^nat_ports/)]);
  });

  it('are not on a cache that is full on purpose', () => {
    const ids = Object.keys(alarmsIn(cloud, {}, { caches: { redis: { evictionPolicy: 'allkeys-lru' } } }));
    expect(ids.join()).not.toContain('cache');
  });

  it('have thresholds of the cluster where they say none', () => {
    const monitoring = { thresholds: { cpuPercent: 70, memoryPercent: 60 } };
    const change = { addons: { externalSecrets: {}, monitoring } };
    const alarms = alarmsIn(cloud, { thresholds: { memoryPercent: 90 } }, change);
    const [cpu, memory] = [alarms.database_cpu_postgres!, alarms.database_memory_postgres!].map(measured[cloud]);
    const isPart = cloud === 'google';
    expect(cpu).toMatchObject({ [isPart ? 'threshold_value' : 'threshold']: isPart ? 0.7 : 70 });
    const free = Math.round(0.1 * 16 * GIB);
    expect(memory).toMatchObject(isPart ? { threshold_value: 0.9 } : { threshold: cloud === 'aws' ? free : 90 });
  });

  it('count connections as the server has them', () => {
    const alarms = alarmsIn(cloud, {}, { databases: { postgres: { parameters: { max_connections: '300' } } } });
    expect(JSON.stringify(measured[cloud](alarms.database_connections_postgres!))).toMatch(/"threshold(_value)?":240/);
  });

  it('can be turned off', () => {
    const ids = Object.keys(alarmsIn(cloud, { off: ['DatabaseCpu', 'NatPorts'] }));
    expect(ids.join()).not.toMatch(/database_cpu|nat_ports/);
    expect(ids.join()).toContain('database_memory_postgres');
  });

  it('say whom they tell', () => {
    const { json } = stackOf(cloud);
    expect(Object.keys(json.output as object)).toEqual(
      expect.arrayContaining(['alarms_critical_channels', 'alarms_warning_channels']),
    );
  });

  it.each([
    [
      { critical: ['opps'] },
      {},
      /alarms\.critical must name the environment's notifications \(ops, team\), got "opps"/,
    ],
    [{ warning: ['ops', 'ops'] }, {}, /alarms\.warning must name each once, got ops twice/],
    [{ warning: [] }, {}, /notifications\.team is named by nothing that sends messages: name it in alarms\.critical/],
    [{ off: ['DatabaseCPU'] }, {}, /alarms\.off\.0 must be .*"DatabaseCpu"/],
    [
      { off: ['EntrySlow'] },
      {},
      /alarms\.off must name alarms that there are, got EntrySlow: the environment has no loadBalancer/,
    ],
    [{ off: ['NatPorts', 'NatPorts'] }, {}, /alarms\.off must name each once, got NatPorts twice/],
    [{ minutes: { critical: 10 } }, {}, /alarms\.minutes\.critical must be/],
    [{ thresholds: { cpuPercent: 0 } }, {}, /alarms\.thresholds\.cpuPercent must be at least 1/],
    [{}, { databases: null, caches: null, network: { nat: 'none' } }, /alarms have nothing to watch/],
  ])('refuses %j', (alarms, change, message) => {
    expect(problemsIn(cloud, alarms, change)).toMatch(message);
  });

  it('warns of alarms that call nobody, where people rely on what they watch', () => {
    const silent = { critical: [], warning: ['ops', 'team'] };
    expect(warningsIn(cloud, silent)).toContain('alarms/nobody-called');
    expect(warningsIn(cloud, silent, { highAvailability: false, network: { zones: 2 } })).not.toContain(
      'alarms/nobody-called',
    );
    expect(warningsIn(cloud, {})).not.toContain('alarms/nobody-called');
  });
});

const far = {
  network: { secondaryCidr: '10.9.0.0/16' },
  databases: { postgres: { readReplicas: { far: { region: 'secondary' } } } },
};
const partsOfTopic = (id: string): string[] => [
  `aws_kms_key.${id}_topic_key`,
  `aws_sns_topic.${id}`,
  `aws_sns_topic_policy.${id}_topic_policy`,
  `aws_sns_topic_subscription.${id}_subscription`,
];

it.each(CLOUDS)('alarms on a replica in the second region of %s are those on a near one', (cloud) => {
  const of = (name: string, change: object) =>
    Object.keys(alarmsIn(cloud, {}, change))
      .filter((id) => id.endsWith(`_postgres_${name}`))
      .map((id) => id.slice(0, -name.length));
  expect(of('far', far)).toEqual(of('reader', reader));
  expect(of('far', far)).toContain('replica_behind_postgres_');
});

describe('alarms on AWS', () => {
  it('are on every node of a cache, and on every NAT gateway', () => {
    const change = { caches: { redis: { shards: 2, replicas: 1 } }, network: { nat: 'per-zone' } };
    const ids = Object.keys(alarmsIn('aws', {}, change));
    const of = (name: string) => ids.filter((id) => id.startsWith(name));
    expect([of('cache_memory').length, of('nat_ports').length]).toEqual([4, 3]);
  });

  it('on a replica in the second region are there, and tell topics there', () => {
    const { secondaryRegion } = wholeWith({}).targets.aws!;
    const { database_cpu_postgres_far: cpu, database_cpu_postgres: near } = alarmsIn('aws', {}, far);
    expect(cpu).toMatchObject({
      region: secondaryRegion,
      dimensions: { DBInstanceIdentifier: '${aws_db_instance.postgres_far.identifier}' },
      alarm_actions: ['${aws_sns_topic.notify_team_secondary.arn}'],
      ok_actions: ['${aws_sns_topic.notify_team_secondary.arn}'],
    });
    expect(near).not.toHaveProperty('region');
    expect(near).toMatchObject({ alarm_actions: ['${aws_sns_topic.notify_team.arn}'] });
    const stack = stackOf('aws', {}, far);
    const parts = stack.addresses().filter((address) => /notify_\w+_secondary/.test(address));
    expect(parts).toEqual(['ops', 'team'].flatMap((name) => partsOfTopic(`notify_${name}_secondary`)).sort());
    for (const part of parts) expect(stack.resource(part).region).toBe(secondaryRegion);
  });

  it('on such a replica tell the topic of uptime checks where both are in one region', () => {
    const targets = { aws: { region: 'us-west-2', secondaryRegion: 'us-east-1' } };
    const uptimeChecks = { site: { host: 'www.example.com', notify: ['team'] } };
    const stack = stackOf('aws', {}, { ...far, targets, uptimeChecks });
    const actions = ['alarms_replica_behind_postgres_far', 'uptime_site_alarm'].map(
      (id) => stack.resource(`aws_cloudwatch_metric_alarm.${id}`).alarm_actions,
    );
    expect(actions).toEqual(actions.map(() => ['${aws_sns_topic.notify_team_global.arn}']));
  });

  it('make no topic in the second region that nobody is to be told by', () => {
    const stack = stackOf('aws', { warning: ['ops'], off: ['DatabaseUnavailable'], critical: ['team'] }, far);
    expect(stack.addresses().filter((address) => /sns_topic\.\w+_secondary/.test(address))).toEqual([
      'aws_sns_topic.notify_ops_secondary',
    ]);
  });

  it('may publish to the topics, and use their keys', () => {
    const stack = stackOf('aws');
    for (const address of ['aws_sns_topic_policy.notify_ops_topic_policy', 'aws_kms_key.notify_ops_topic_key'])
      expect(JSON.stringify(stack.resource(address).policy)).toContain('cloudwatch.amazonaws.com');
  });
});

describe('alarms on Google', () => {
  it.each([
    [{ engine: 'valkey', version: '8', authentication: 'none' }, 'memorystore.googleapis.com/Instance', 'instance_id'],
    [{ shards: 3, authentication: 'none' }, 'redis.googleapis.com/Cluster', 'cluster_id'],
  ])('ask the service of a cache: %j', (redis, resource, label) => {
    const { cache_memory_redis: alarm } = alarmsIn('google', {}, { caches: { redis } });
    expect(measured.google(alarm!)).toMatchObject({
      filter: expect.stringMatching(`^resource.type="${resource}" .*resource.labels.${label}="acme-test-redis"$`),
    });
  });

  it('name the URL map that the edge makes', () => {
    const stacks = synth(on('google', withAlarms({}, balanced)));
    const { name } = stacks['acme-test-google-edge']!.resource('google_compute_url_map.load_balancer');
    expect(measured.google(alarmsIn('google', {}, balanced).entry_errors!)).toMatchObject({
      denominator_filter: expect.stringContaining(`url_map_name="${String(name)}"`),
    });
  });
});

describe('the page of alarms', () => {
  const page = readFileSync(join(ROOT, 'docs/constructs/alarms.md'), 'utf8');
  const rowOf = (name: AlarmName): string => page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';

  it.each(ALARM_NAMES)('has %s with its severity and its metrics', (name) => {
    const row = rowOf(name);
    const metrics = [
      ...Object.values(onAws[name].metrics).map((metric) => metric.name),
      ...onAzure[name].criteria.map(({ metric }) => metric).slice(0, 1),
    ];
    expect(row).toContain(`| ${ALARMS[name].severity} |`);
    expect(metrics.filter((metric) => !row.includes(`\`${metric}\``))).toEqual(
      name === 'EntrySlow' ? ['RequestCount'] : [],
    );
  });
});
