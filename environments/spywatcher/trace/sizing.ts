/** "Resource Sizing", "Cost Estimation" and "Scaling Strategy". */
import { done, row } from '../../../index';
import { autoscaler, BACKEND_SCALING, container, deployment, trigger } from './paths';

interface PodSize {
  readonly in: string;
  readonly cpu: string;
  readonly memory: string;
  readonly replicas: number;
  /** Path of the least and the greatest number, and the numbers. */
  readonly range: Readonly<Record<string, readonly [number, number]>>;
}

const pods = (workload: string, { in: environment, cpu, memory, replicas, range }: PodSize) =>
  done({
    in: environment,
    cluster: {
      [`${container(workload)}.resources.requests.[cpu, memory]`]: [cpu, memory],
      [`${deployment(workload)}.replicas`]: replicas,
      ...range,
    },
  });

const range = (workload: string, min: number, max: number) => ({
  [`${autoscaler(workload)}.[minReplicas, maxReplicas]`]: [min, max] as const,
});

/** Production's backend scales by requests, too, and therefore with KEDA. */
const backendRange = { [`${BACKEND_SCALING}.[minReplicaCount, maxReplicaCount]`]: [2, 10] as const };

const nodes = {
  aws: {
    'aws_launch_template.cluster_pool_main_launch_template.instance_type': 't3.large',
    'aws_eks_node_group.cluster_pool_main.scaling_config.[min_size, max_size]': [2, 10],
    "ends_with(aws_eks_node_group.cluster_pool_main.scaling_config.desired_size, ', 3)))}')": true,
  },
  google: {
    'google_container_node_pool.cluster_pool_main.node_config.machine_type': 'e2-standard-2',
    'google_container_node_pool.cluster_pool_main.initial_node_count': 1,
    'length(google_container_node_pool.cluster_pool_main.node_locations)': 3,
    'google_container_node_pool.cluster_pool_main.autoscaling.[total_min_node_count, total_max_node_count]': [2, 10],
  },
  // One pool a zone: Azure balances no pool over zones.
  azurerm: {
    'azurerm_kubernetes_cluster_node_pool.*.vm_size': ['Standard_B2s_v2', 'Standard_B2s_v2', 'Standard_B2s_v2'],
    'sum(azurerm_kubernetes_cluster_node_pool.*.min_count)': 2,
    'sum(azurerm_kubernetes_cluster_node_pool.*.node_count)': 3,
    'sum(azurerm_kubernetes_cluster_node_pool.*.max_count)': 10,
  },
};

const production = [
  row(
    '107',
    'backend: 512Mi, 500m, three pods, 2-10',
    pods('backend', { in: 'production', cpu: '500m', memory: '512Mi', replicas: 3, range: backendRange }),
  ),
  row(
    '108',
    'frontend: 128Mi, 100m, two pods, 2-5',
    pods('frontend', { in: 'production', cpu: '100m', memory: '128Mi', replicas: 2, range: range('frontend', 2, 5) }),
  ),
  row(
    '109',
    'PostgreSQL: db.t3.large, Multi-AZ',
    done({
      aws: { 'aws_db_instance.postgres.[instance_class, multi_az]': ['db.t3.large', true] },
      google: {
        'google_sql_database_instance.postgres.settings.[tier, availability_type]': ['db-custom-2-8192', 'REGIONAL'],
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.[sku_name, high_availability.mode]': [
          'GP_Standard_D2ds_v5',
          'ZoneRedundant',
        ],
      },
    }),
  ),
  row(
    '110',
    'Redis: cache.t3.medium, two',
    done({
      aws: {
        'aws_elasticache_replication_group.redis.[node_type, num_cache_clusters]': ['cache.t3.medium', 2],
      },
      google: { 'google_redis_instance.redis.[memory_size_gb, replica_count]': [3, 1] },
      azurerm: { 'azurerm_managed_redis.redis.[sku_name, high_availability_enabled]': ['Balanced_B5', true] },
    }),
  ),
  row('111', 'nodes: t3.large, three, 2-10', done(nodes)),
];

const staging = [
  row(
    '117',
    'staging: backend 256Mi, 250m, one pod, 1-3',
    pods('backend', { in: 'staging', cpu: '250m', memory: '256Mi', replicas: 1, range: range('backend', 1, 3) }),
  ),
  row(
    '118',
    'staging: frontend 128Mi, 100m, one pod, 1-2',
    pods('frontend', { in: 'staging', cpu: '100m', memory: '128Mi', replicas: 1, range: range('frontend', 1, 2) }),
  ),
  row(
    '119',
    'staging: PostgreSQL db.t3.medium, one',
    done({
      in: 'staging',
      aws: { 'aws_db_instance.postgres.[instance_class, multi_az]': ['db.t3.medium', false] },
      google: {
        'google_sql_database_instance.postgres.settings.[tier, availability_type]': ['db-custom-2-4096', 'ZONAL'],
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.[sku_name, high_availability]': ['B_Standard_B2s', null],
      },
    }),
  ),
  row(
    '120',
    'staging: Redis cache.t3.small, one',
    done({
      in: 'staging',
      aws: { 'aws_elasticache_replication_group.redis.[node_type, num_cache_clusters]': ['cache.t3.small', 1] },
      google: { 'google_redis_instance.redis.[memory_size_gb, tier]': [1, 'BASIC'] },
      azurerm: { 'azurerm_managed_redis.redis.[sku_name, high_availability_enabled]': ['Balanced_B3', false] },
    }),
  ),
  row(
    '121',
    'staging: nodes t3.medium, two, 1-4',
    done({
      in: 'staging',
      aws: {
        'aws_launch_template.cluster_pool_main_launch_template.instance_type': 't3.medium',
        'aws_eks_node_group.cluster_pool_main.scaling_config.[min_size, max_size]': [1, 4],
        "ends_with(aws_eks_node_group.cluster_pool_main.scaling_config.desired_size, ', 2)))}')": true,
      },
      google: {
        'google_container_node_pool.cluster_pool_main.autoscaling.[total_min_node_count, total_max_node_count]': [1, 4],
      },
      azurerm: {
        'sum(azurerm_kubernetes_cluster_node_pool.*.node_count)': 2,
        'sum(azurerm_kubernetes_cluster_node_pool.*.max_count)': 4,
      },
    }),
  ),
];

const costs = [
  row(
    '125',
    'US East 1',
    done({
      aws: { 'provider.aws[0].region': 'us-east-1' },
      because: 'the design names a region of AWS alone',
    }),
  ),
  row(
    '129-137',
    'production: about $718 a month; its own rows cost more at list prices, and a fifth is for what it leaves out',
    done({
      aws: { 'aws_budgets_budget.budget_month.limit_amount': '990' },
      google: { 'google_billing_budget.budget_month.amount.specified_amount.units': '870' },
      azurerm: { 'azurerm_consumption_budget_subscription.budget_month.amount': 1770 },
    }),
  ),
  row(
    '141-148',
    'staging: about $273 a month; its own rows cost more at list prices, and a fifth is for what it leaves out',
    done({
      in: 'staging',
      aws: { 'aws_budgets_budget.budget_month.limit_amount': '390' },
      google: { 'google_billing_budget.budget_month.amount.specified_amount.units': '440' },
      azurerm: { 'azurerm_consumption_budget_subscription.budget_month.amount': 1050 },
    }),
  ),
];

const scaling = [
  row(
    '251-252',
    'scales at 70 % of CPU',
    done({
      cluster: {
        [trigger('cpu', 'value')]: '70',
        [`${autoscaler('frontend')}.metrics[?resource.name == 'cpu'].resource.target.averageUtilization`]: [70],
      },
    }),
  ),
  row(
    '253',
    'scales at 80 % of memory',
    done({
      cluster: {
        [trigger('memory', 'value')]: '80',
        [`${autoscaler('frontend')}.metrics[?resource.name == 'memory'].resource.target.averageUtilization`]: [80],
      },
    }),
  ),
  row(
    '254',
    'scales by a metric of its own: the rate of requests',
    done({
      cluster: {
        [trigger('prometheus', 'query')]:
          'sum(rate(http_requests_total{namespace="spywatcher",job="spywatcher-backend"}[2m]))',
        [trigger('prometheus', 'threshold')]: '50',
        'charts.keda.version': '2.20.2',
      },
    }),
  ),
  row(
    '255-258',
    'limits: 2-10 backend pods, 2-5 frontend pods, 2-10 nodes',
    done(nodes, { cluster: { ...backendRange, ...range('frontend', 2, 5) } }),
  ),
  row(
    '262',
    'databases scale vertically, by hand',
    done({
      aws: { 'aws_db_instance.postgres.instance_class': 'db.t3.large' },
      google: { 'google_sql_database_instance.postgres.settings.tier': 'db-custom-2-8192' },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.sku_name': 'GP_Standard_D2ds_v5' },
    }),
  ),
  row(
    '263',
    'Redis scales vertically, by hand, with failover',
    done({
      aws: {
        'aws_elasticache_replication_group.redis.[node_type, automatic_failover_enabled]': ['cache.t3.medium', true],
      },
      google: { 'google_redis_instance.redis.[memory_size_gb, tier]': [3, 'STANDARD_HA'] },
      azurerm: { 'azurerm_managed_redis.redis.[sku_name, high_availability_enabled]': ['Balanced_B5', true] },
    }),
  ),
  row(
    '264',
    'pods scale vertically: other limits, and a restart',
    done({
      cluster: {
        [`${container('backend')}.resources.limits.[cpu, memory]`]: ['1', '512Mi'],
        [`${deployment('backend')}.strategy.type`]: 'RollingUpdate',
      },
    }),
  ),
];

export const sizing = [...production, ...staging, ...costs, ...scaling];
