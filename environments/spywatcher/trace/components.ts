/** "Components". */
import { contains, differs, done, has, row, shows } from '../../../index';
import { balancer, firewall, https, rateLimit } from './edge';
import {
  alarms,
  backups,
  containerLogs,
  databaseAlarm,
  failover,
  logs,
  postgresKey,
  probes,
  secretStore,
  standby,
  vpc,
} from './evidence';
import { dashboard, httpRoute, severity } from './paths';

const compute = [
  row(
    '65',
    'Kubernetes 1.28',
    differs('gone on every cloud: 1.35', {
      aws: { 'aws_eks_cluster.cluster.version': '1.35' },
      google: { 'google_container_cluster.cluster.min_master_version': '1.35' },
      azurerm: { 'azurerm_kubernetes_cluster.cluster.kubernetes_version': '1.35' },
    }),
  ),
  row(
    '66',
    'node groups that scale, of t3.large',
    done({
      aws: {
        'aws_launch_template.cluster_pool_main_launch_template.instance_type': 't3.large',
        'aws_eks_node_group.cluster_pool_main.scaling_config.max_size': 10,
      },
      google: {
        'google_container_node_pool.cluster_pool_main.node_config.machine_type': 'e2-standard-2',
        'google_container_node_pool.cluster_pool_main.autoscaling.total_max_node_count': 10,
      },
      azurerm: {
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_1.vm_size': 'Standard_B2s_v2',
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_1.auto_scaling_enabled': true,
      },
    }),
  ),
  row('67', 'pods with health checks', done({ cluster: probes })),
];

const networking = [
  row('71', 'isolated VPC', done(vpc)),
  row(
    '72',
    'public, private and database subnets over three zones',
    done({
      aws: {
        'length(keys(aws_subnet))': 9,
        'aws_subnet.network_database_3.availability_zone': contains('names'),
      },
      google: {
        'length(keys(google_compute_subnetwork))': 3,
        'length(google_container_node_pool.cluster_pool_main.node_locations)': 3,
      },
      azurerm: {
        "length(keys(azurerm_subnet)[?contains(@, 'public')])": 3,
        "length(keys(azurerm_subnet)[?contains(@, 'private')])": 3,
        "length(keys(azurerm_subnet)[?contains(@, 'database')])": 3,
      },
    }),
  ),
  row(
    '73',
    'NAT gateways for the private subnets',
    done({
      aws: { 'length(keys(aws_nat_gateway))': 3 },
      google: { 'length(google_compute_router_nat.network_nat.nat_ips)': 3 },
      azurerm: { 'azurerm_nat_gateway.*.sku_name': ['StandardV2'] },
    }),
  ),
  row('74', "HTTPS ends at the cloud's application load balancer", done(https('production'))),
  row(
    '74',
    'routing, by the gateway behind it, which ends the TLS between them',
    done(balancer, {
      cluster: {
        'values(HTTPRoute)[].spec.parentRefs[].[name, namespace, sectionName] | [?@ != `["public", "gateway", "edge"]`]':
          [],
        [`${httpRoute('backend')}.backendRefs`]: [{ name: 'spywatcher-backend', port: 3001 }],
      },
    }),
  ),
];

const dataStorage = [
  row(
    '78',
    'PostgreSQL 15.3',
    differs('minor versions are chosen by the clouds: 15', {
      aws: { 'aws_db_instance.postgres.engine_version': '15' },
      google: { 'google_sql_database_instance.postgres.database_version': 'POSTGRES_15' },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.version': '15' },
    }),
  ),
  row('79', 'Multi-AZ', done(standby)),
  row('80', 'automated backups, seven days', done(backups)),
  row('81', 'encryption at rest with a key of KMS', done(postgresKey)),
  row(
    '82',
    'Redis 7.0',
    differs('minor versions are chosen by the clouds: 7', {
      aws: { 'aws_elasticache_replication_group.redis.engine_version': '7.1' },
      google: { 'google_redis_instance.redis.redis_version': 'REDIS_7_2' },
      because: 'Azure has one version, 7.4, and no argument for it',
    }),
  ),
  row(
    '83',
    'authentication token',
    done({
      aws: {
        'aws_elasticache_replication_group.redis.user_group_ids': [
          '${aws_elasticache_user_group.redis_users_group.user_group_id}',
        ],
      },
      google: { 'google_redis_instance.redis.auth_enabled': true },
      azurerm: { 'azurerm_managed_redis.redis.default_database.access_keys_authentication_enabled': true },
      cluster: { 'ExternalSecret."spywatcher-backend-secrets".spec.data[].secretKey': has('redis_password') },
    }),
  ),
  row(
    '84',
    'encryption in transit',
    done({
      aws: {
        'aws_elasticache_replication_group.redis.[transit_encryption_enabled, transit_encryption_mode]': [
          true,
          'required',
        ],
      },
      google: { 'google_redis_instance.redis.transit_encryption_mode': 'SERVER_AUTHENTICATION' },
      azurerm: { 'azurerm_managed_redis.redis.default_database.client_protocol': 'Encrypted' },
    }),
  ),
  row('85', 'automatic failover', done(failover)),
];

const security = [
  row('89', 'web application firewall with rate limiting', done(firewall, rateLimit)),
  row(
    '90',
    'security groups',
    done({
      aws: { 'aws_db_instance.postgres.vpc_security_group_ids': ['${aws_security_group.postgres_access.id}'] },
      google: {
        'google_compute_firewall.network_firewall_deny.[source_ranges, deny[0].protocol][]': ['0.0.0.0/0', 'all'],
      },
      azurerm: {
        'azurerm_subnet_network_security_group_association.network_database_1_guard.network_security_group_id':
          '${azurerm_network_security_group.network_database.id}',
      },
    }),
  ),
  row(
    '91',
    'IAM roles with fine-grained permissions',
    done({
      aws: {
        'aws_iam_role_policy.identity_external_secrets_role_policy.policy': (policy: string) =>
          !policy.includes('"*"') && policy.includes(':secret:spywatcher/production/discord-'),
      },
      google: {
        'google_secret_manager_secret_iam_member.identity_external_secrets_secret_discord_1.role':
          'roles/secretmanager.secretAccessor',
      },
      azurerm: {
        'azurerm_role_assignment.identity_external_secrets_secret_discord_1.role_definition_name':
          'Key Vault Secrets User',
      },
    }),
  ),
  row(
    '92',
    'Secrets Manager',
    done({
      aws: {
        'aws_cloudformation_stack.secrets_discord_secret.template_body': contains('AWS::SecretsManager::Secret'),
      },
      google: {
        'google_secret_manager_secret.secrets_app_discord.secret_id': 'spywatcher-production-secrets-app-discord',
      },
      azurerm: { 'azurerm_key_vault_secret.secrets_discord.name': 'spywatcher-production-secrets-discord' },
      cluster: secretStore,
    }),
  ),
  row(
    '93',
    'TLS from end to end: client, load balancer, gateway, pods, stores',
    done(https('production'), balancer, {
      cluster: {
        'ClientTrafficPolicy.public.spec.tls.minVersion': '1.2',
        'PeerAuthentication."spywatcher/default".spec.mtls.mode': 'STRICT',
        'Namespace.[gateway, spywatcher][].metadata.labels."istio.io/dataplane-mode"': ['ambient', 'ambient'],
        'ExternalSecret."spywatcher-backend-secrets".spec.target.template.data.DATABASE_URL':
          contains('?sslmode=require&sslaccept='),
        'ExternalSecret."spywatcher-backend-secrets".spec.target.template.data.REDIS_URL': contains('rediss://'),
      },
    }),
  ),
];

const monitoring = [
  row('97', "CloudWatch: logs of the cloud's services", done(logs)),
  row('97', 'CloudWatch: logs of containers', done(containerLogs)),
  row('97', 'CloudWatch: metrics and alarms', done(databaseAlarm, alarms)),
  row('98', 'liveness and readiness', done({ cluster: probes })),
  row(
    '99',
    'CPU, memory and network usage',
    done({
      cluster: {
        [dashboard('cluster')]: shows('CPU', 'Memory', 'Network'),
        [severity('HighCpu')]: 'warning',
        [severity('HighMemory')]: 'warning',
      },
    }),
  ),
];

export const components = [...compute, ...networking, ...dataStorage, ...security, ...monitoring];
