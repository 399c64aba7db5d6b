/** "Architecture Diagram". */
import { contains, done, has, notInfrastructure, row } from '../../../index';
import { cloudDashboard } from '../../evidence/alarms';
import { balancer, firewall, https } from './edge';
import {
  alarms,
  backups,
  databaseAlarm,
  failover,
  logs,
  postgresKey,
  probes,
  redisKey,
  secretStore,
  standby,
  vpc,
} from './evidence';
import { autoscaler, BACKEND_SCALING, deployment } from './paths';

export const architecture = [
  row('10', 'VPC 10.0.0.0/16', done(vpc)),
  row('13', "an application load balancer of the cloud's in front of the cluster", done(balancer, https('production'))),
  row('14', 'a web application firewall on that balancer', done(firewall)),
  row(
    '17',
    'EKS cluster',
    done({
      aws: { 'aws_eks_cluster.cluster.name': 'spywatcher-production' },
      google: { 'google_container_cluster.cluster.name': 'spywatcher-production-cluster' },
      azurerm: { 'azurerm_kubernetes_cluster.cluster.name': 'spywatcher-production-cluster' },
    }),
  ),
  row(
    '20-22',
    'three pods of the backend, two of the frontend',
    done({
      cluster: { [`${deployment('backend')}.replicas`]: 3, [`${deployment('frontend')}.replicas`]: 2 },
    }),
  ),
  row(
    '24',
    'pods scale by themselves',
    done({
      cluster: {
        [`${BACKEND_SCALING}.scaleTargetRef.name`]: 'spywatcher-backend',
        [`${autoscaler('frontend')}.scaleTargetRef.name`]: 'spywatcher-frontend',
      },
    }),
  ),
  row('25', 'health checks of pods', done({ cluster: probes })),
  row(
    '33',
    'database subnets',
    done({
      aws: { 'aws_db_subnet_group.postgres_subnets.subnet_ids': has('${aws_subnet.network_database_1.id}') },
      google: {
        'google_compute_global_address.network_database_services.purpose': 'VPC_PEERING',
        'google_sql_database_instance.postgres.settings.ip_configuration.allocated_ip_range':
          'spywatcher-production-network-database-services',
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.delegated_subnet_id': '${azurerm_subnet.network_database_1.id}',
      },
    }),
  ),
  row(
    '36-37',
    'RDS PostgreSQL 15 and ElastiCache Redis',
    done({
      aws: {
        'aws_db_instance.postgres.[engine, engine_version]': ['postgres', '15'],
        'aws_elasticache_replication_group.redis.engine': 'redis',
      },
      google: {
        'google_sql_database_instance.postgres.database_version': 'POSTGRES_15',
        'google_redis_instance.redis.redis_version': 'REDIS_7_2',
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.version': '15',
        'azurerm_managed_redis.redis.sku_name': 'Balanced_B5',
      },
    }),
  ),
  row('38-39', 'PostgreSQL over zones, both encrypted', done(standby, postgresKey, redisKey)),
  row('40', 'backups of PostgreSQL by themselves, failover of Redis', done(backups, failover)),
  row('47', "CloudWatch: logs of the cloud's services", done(logs)),
  row('47-48', 'CloudWatch: alarms', done(databaseAlarm, alarms)),
  row('47-48', 'CloudWatch: dashboards', done(cloudDashboard('DatabaseCpu', 'CacheMemory', 'EntryErrors'))),
  row('47-48', 'Secrets Manager for credentials', done({ cluster: secretStore })),
  row(
    '54-56',
    'GitHub Actions deploy, from main to staging and after approval to production',
    done(
      {
        aws: {
          'aws_iam_role.deploy_pipeline_role.assume_role_policy': contains(
            'repo:example/spywatcher:environment:production',
          ),
          'aws_eks_access_entry.deploy_pipeline_access_entry.kubernetes_groups': ['triptych:deploy-pipeline'],
        },
        google: {
          'google_iam_workload_identity_pool_provider.deploy_pipeline_provider.attribute_condition':
            "assertion.sub in ['repo:example/spywatcher:environment:production']",
          'google_project_iam_member.deploy_pipeline_access.role':
            '${google_project_iam_custom_role.foundation_role_cluster_entry.name}',
        },
        azurerm: {
          'azurerm_federated_identity_credential.*.subject': has('repo:example/spywatcher:environment:production'),
          'azurerm_role_assignment.deploy_pipeline_cluster_entry.role_definition_name':
            'Azure Kubernetes Service Cluster User Role',
        },
        cluster: {
          'kubernetes_role_binding_v1.access_deploy_pipeline_spywatcher.role_ref.name': 'edit',
          'kubernetes_role_binding_v1.access_deploy_pipeline_spywatcher.metadata.namespace': 'spywatcher',
        },
      },
      {
        in: 'staging',
        aws: {
          'aws_iam_role.deploy_pipeline_role.assume_role_policy': contains(
            'repo:example/spywatcher:ref:refs/heads/main',
          ),
          'aws_eks_access_entry.deploy_pipeline_access_entry.kubernetes_groups': ['triptych:deploy-pipeline'],
        },
        google: {
          'google_iam_workload_identity_pool_provider.deploy_pipeline_provider.attribute_condition':
            "assertion.sub in ['repo:example/spywatcher:ref:refs/heads/main']",
          'google_project_iam_member.deploy_pipeline_access.role':
            '${google_project_iam_custom_role.foundation_role_cluster_entry.name}',
        },
        azurerm: {
          'azurerm_federated_identity_credential.*.subject': has('repo:example/spywatcher:ref:refs/heads/main'),
          'azurerm_role_assignment.deploy_pipeline_cluster_entry.role_definition_name':
            'Azure Kubernetes Service Cluster User Role',
        },
        cluster: {
          'kubernetes_role_binding_v1.access_deploy_pipeline_spywatcher.role_ref.name': 'edit',
          'kubernetes_role_binding_v1.access_deploy_pipeline_spywatcher.metadata.namespace': 'spywatcher',
        },
      },
    ),
  ),
  row(
    '54-56',
    'GitHub Actions reach the private API',
    done({
      cluster: {
        'charts."github-runners-deploy".values.githubConfigUrl': 'https://github.com/example/spywatcher',
        'charts."github-runners-deploy".values.[minRunners, maxRunners]': [0, 2],
        'NetworkPolicy."github-runners-traffic".metadata.namespace': 'github-runners',
      },
    }),
  ),
  row('56', 'GitHub Actions build and test', notInfrastructure('steps of the pipeline')),
  row(
    '56',
    'smoke tests after each deployment',
    done({
      cluster: {
        'kubernetes_job_v1.backend_smoke.wait_for_completion': true,
        'kubernetes_job_v1.backend_smoke.depends_on': has('helm_release.backend_deployment'),
      },
    }),
  ),
];
