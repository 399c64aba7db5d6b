/** "Infrastructure Overview" and "Kubernetes Namespaces" of the design. */
import { contains, differs, done, hosts, notInfrastructure, row, type Trace } from '../../../index';
import { domainsOf } from '../base';
import { cdn } from './edge';

export const overview: Trace['rows'] = [
  row('11-14', 'further documents', notInfrastructure('the design links documents that are not part of it')),
  row(
    '25',
    'AWS, Google and Azure',
    done({
      aws: { 'aws_eks_cluster.cluster.name': 'data-platform-production' },
      google: { 'google_container_cluster.cluster.name': 'data-platform-production-cluster' },
      azurerm: { 'azurerm_kubernetes_cluster.cluster.name': 'data-platform-production-cluster' },
    }),
  ),
  row(
    '32-34',
    'a control plane that survives the loss of a node',
    done({
      aws: { 'length(aws_eks_cluster.cluster.vpc_config.subnet_ids)': 2 },
      // A cluster whose location is a region has a control plane in each zone.
      google: { 'google_container_cluster.cluster.location': 'us-central1' },
      azurerm: { 'azurerm_kubernetes_cluster.cluster.sku_tier': 'Standard' },
    }),
  ),
  row(
    '32-34',
    'worker pools of 10 and 5 nodes',
    done({
      aws: { 'aws_eks_node_group.[cluster_pool_apps, cluster_pool_data][].scaling_config.min_size': [10, 5] },
      google: {
        'google_container_node_pool.[cluster_pool_apps, cluster_pool_data][].autoscaling.total_min_node_count': [10, 5],
      },
      // A pool in each zone: those that may not grow have a fixed number.
      azurerm: {
        'azurerm_kubernetes_cluster_node_pool.[cluster_pool_apps_1.node_count, cluster_pool_apps_2.min_count, cluster_pool_apps_3.min_count]':
          [4, 3, 3],
        'azurerm_kubernetes_cluster_node_pool.[cluster_pool_data_1.node_count, cluster_pool_data_2.node_count, cluster_pool_data_3.min_count]':
          [2, 2, 1],
      },
    }),
  ),
  row(
    '41',
    'managed PostgreSQL',
    done({
      aws: { 'aws_db_instance.postgres.[engine, engine_version, db_name]': ['postgres', '17', 'platform'] },
      google: { 'google_sql_database_instance.postgres.database_version': 'POSTGRES_17' },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.version': '17' },
    }),
  ),
  row(
    '41',
    'managed Redis',
    done({
      aws: { 'aws_elasticache_replication_group.redis.[engine, engine_version]': ['redis', '7.1'] },
      google: { 'google_redis_instance.redis.redis_version': 'REDIS_7_2' },
      azurerm: {
        'azurerm_managed_redis.redis.name': (name: string) => name.startsWith('data-platform-production-redis'),
      },
    }),
  ),
  row(
    '41',
    'object storage, which is not public',
    done({
      aws: { 'aws_s3_bucket_public_access_block.iceberg_public_access_block.restrict_public_buckets': true },
      google: { 'google_storage_bucket.iceberg.public_access_prevention': 'enforced' },
      azurerm: { 'azurerm_storage_account.iceberg.allow_nested_items_to_be_public': false },
    }),
  ),
  row(
    '41',
    'DNS: records of the hosts',
    done({ cluster: { 'charts."external-dns".values.domainFilters': hosts(domainsOf('production'), '@') } }),
  ),
  row(
    '41',
    'DNS: the zone, signed',
    done({
      aws: {
        'aws_route53_zone.dns_main.name': 'data-platform.example.com',
        'aws_route53_hosted_zone_dnssec.dns_main_signing.hosted_zone_id':
          '${aws_route53_key_signing_key.dns_main_signing_signer.hosted_zone_id}',
      },
      google: {
        'google_dns_managed_zone.dns_main.[dns_name, dnssec_config.state]': ['gcp.data-platform.example.com.', 'on'],
      },
      azurerm: {
        'azurerm_dns_zone.dns_main.name': 'azure.data-platform.example.com',
        'azurerm_resource_group_template_deployment.dns_main_signing.template_content': contains('dnssecConfigs'),
      },
    }),
  ),
  row('41', 'CDN', cdn),
];

export const namespaces: Trace['rows'] = [
  row(
    '55',
    'cert-manager in platform-system',
    done({ cluster: { 'charts."cert-manager".namespace': 'platform-system' } }),
  ),
  row(
    '55',
    'Argo CD in platform-system',
    differs('the Application of line 115 is in argocd, and Argo CD reads those of its own namespace', {
      cluster: { 'charts.argocd.namespace': 'argocd' },
    }),
  ),
  row(
    '55',
    'the ingress in platform-system',
    differs('the gateway is always in gateway, which network policies refer to', {
      cluster: { 'charts."envoy-gateway".namespace': 'gateway', 'Gateway.public.metadata.namespace': 'gateway' },
    }),
  ),
  row(
    '56',
    'platform-apps: auth, config, connector and others',
    done({
      cluster: {
        'values(Rollout)[].metadata | [?namespace==`platform-apps`].name': (names: readonly string[]) =>
          ['auth', 'config', 'connector', 'frontend', 'api-gateway'].every((name) =>
            names.includes(`data-platform-${name}`),
          ),
      },
    }),
  ),
  row(
    '57',
    'platform-data: ClickHouse and Kafka',
    done({
      cluster: {
        'ClickHouseInstallation."data-platform-analytics".metadata.namespace': 'platform-data',
        'Kafka."data-platform-events".metadata.namespace': 'platform-data',
      },
    }),
  ),
  row(
    '57',
    'platform-data: PostgreSQL and Redis',
    differs('line 41 names them as managed services: they are the clouds’, and services reach them from there', {
      cluster: {
        'NetworkPolicy."data-platform-auth".spec.egress[].ports[].port': (ports: readonly number[]) =>
          [5432, 6379].every((port) => ports.includes(port)),
      },
    }),
  ),
  row(
    '58',
    'platform-monitoring: Prometheus and Grafana, Loki, Tempo',
    done({
      cluster: {
        'charts.[monitoring, loki, tempo][].[chart, namespace]': [
          ['kube-prometheus-stack', 'platform-monitoring'],
          ['loki', 'platform-monitoring'],
          ['tempo-distributed', 'platform-monitoring'],
        ],
        'charts.monitoring.values.grafana.enabled': true,
      },
    }),
  ),
];
