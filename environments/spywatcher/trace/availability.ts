/** "Deployment Strategies", "High Availability" and "Disaster Recovery". */
import { differs, done, notInfrastructure, open, row } from '../../../index';
import { standardDdosProtection } from './edge';
import { standby } from './evidence';
import { container, deployment, pod } from './paths';

const PROVIDER_FAILOVER = 'no cloud promises less than two minutes for a server with a standby: clients have to retry';

const pointInTime = {
  aws: { 'aws_db_instance.postgres.backup_retention_period': 7 },
  google: {
    'google_sql_database_instance.postgres.settings.backup_configuration.point_in_time_recovery_enabled': true,
    'google_sql_database_instance.postgres.settings.backup_configuration.transaction_log_retention_days': 7,
  },
  azurerm: { 'azurerm_postgresql_flexible_server.postgres.backup_retention_days': 7 },
};

const both = (path: (workload: string) => string, suffix: string, expected: unknown) => ({
  [`${path('backend')}.${suffix}`]: expected as object,
  [`${path('frontend')}.${suffix}`]: expected as object,
});

const restarts = {
  [`${container('backend')}.livenessProbe.failureThreshold`]: 5,
  [`${container('frontend')}.livenessProbe.failureThreshold`]: 5,
};

const ROLLOUT = 'Rollout."spywatcher-backend".spec.strategy';

const strategies = [
  row(
    '154-159',
    'rolling update by default: no downtime, within ten minutes, and back when it fails',
    done({
      cluster: {
        ...both(deployment, 'strategy.rollingUpdate.maxUnavailable', 0),
        ...both(deployment, 'progressDeadlineSeconds', 600),
        'helm_release.[backend_deployment, frontend_deployment][].atomic': [true, true],
      },
    }),
  ),
  row(
    '161-166',
    'blue-green for major releases: no downtime, back at once',
    done({
      in: 'blue-green',
      cluster: {
        [`${ROLLOUT}.blueGreen.scaleDownDelaySeconds`]: 600,
        [`${ROLLOUT}.blueGreen.activeService`]: 'spywatcher-backend',
      },
    }),
  ),
  row(
    '168-173',
    'canary for risky changes: gradually, in 30-60 minutes',
    done({
      in: 'canary',
      cluster: {
        [`${ROLLOUT}.canary.steps`]: [
          { setWeight: 10 },
          { pause: { duration: '600s' } },
          { setWeight: 30 },
          { pause: { duration: '600s' } },
          { setWeight: 60 },
          { pause: { duration: '600s' } },
          { setWeight: 100 },
          { analysis: { templates: [{ templateName: 'spywatcher-backend-smoke' }] } },
        ],
      },
    }),
  ),
];

const application = [
  row(
    '179',
    'replicas across zones',
    done({
      cluster: {
        ...both(pod, 'topologySpreadConstraints[].topologyKey', ['topology.kubernetes.io/zone']),
        [`${deployment('backend')}.replicas`]: 3,
        [`${deployment('frontend')}.replicas`]: 2,
      },
    }),
  ),
  row(
    '180',
    'pod anti-affinity',
    done({
      cluster: both(
        pod,
        'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm.topologyKey',
        ['kubernetes.io/hostname'],
      ),
    }),
  ),
  row(
    '181',
    'pod disruption budgets, at least one available',
    done({
      cluster: {
        'PodDisruptionBudget."spywatcher-backend".spec.minAvailable': 1,
        'PodDisruptionBudget."spywatcher-frontend".spec.minAvailable': 1,
      },
    }),
  ),
  row('182', 'health checks restart pods', done({ cluster: restarts })),
];

const database = [
  row('186', 'Multi-AZ for PostgreSQL', done(standby)),
  row('187', 'automated failover in less than 60 seconds', differs(PROVIDER_FAILOVER, standby)),
  row('188', 'read replicas for scaling (optional)', open('Workload.secretEnv.replica')),
  row('189', 'point-in-time recovery', done(pointInTime)),
];

const HEALTH = '/healthz';
const PROXIES = 'EnvoyProxy.public.spec.provider.kubernetes.envoyService.[type, externalTrafficPolicy]';

/**
 * Whether only nodes or pods with a ready proxy are targets: pods themselves, or on Azure nodes, of which Kubernetes says at a port
 * for health checks whether they have one.
 */
const choosesProxies = ([type, policy]: readonly [string, string | null]): boolean =>
  type === 'ClusterIP' || policy === 'Local';

const network = [
  row(
    '193',
    'load balancing over zones',
    done({
      aws: {
        'aws_lb.load_balancer.subnets': [1, 2, 3].map((zone) => `\${aws_subnet.network_public_${zone}.id}`),
        'length(aws_eks_node_group.cluster_pool_main.subnet_ids)': 3,
      },
      google: { 'length(google_container_node_pool.cluster_pool_main.node_locations)': 3 },
      azurerm: {
        'azurerm_public_ip.load_balancer_address.zones': ['1', '2', '3'],
        'azurerm_kubernetes_cluster_node_pool.*.zones[]': ['1', '2', '3'],
      },
      edge: {
        // A group of endpoints in each zone of the cluster.
        google: {
          'google_compute_backend_service.load_balancer_backend_service.dynamic.backend.for_each':
            '${toset(tolist(data.google_container_cluster.load_balancer_cluster.node_locations))}',
        },
      },
      cluster: {
        'EnvoyProxy.public.spec.provider.kubernetes.envoyHpa.minReplicas': 2,
        'EnvoyProxy.public.spec.provider.kubernetes.envoyDeployment.pod.topologySpreadConstraints[].topologyKey': [
          'kubernetes.io/hostname',
          'topology.kubernetes.io/zone',
        ],
      },
    }),
  ),
  row(
    '194',
    'health checks on targets',
    done({
      aws: {
        'aws_lb_target_group.load_balancer_target_group.health_check.[protocol, path, matcher, interval]': [
          'HTTPS',
          HEALTH,
          '200',
          10,
        ],
      },
      edge: {
        google: {
          'google_compute_backend_service.load_balancer_backend_service.health_checks': [
            '${google_compute_health_check.load_balancer_health_check.id}',
          ],
          'google_compute_health_check.load_balancer_health_check.[https_health_check.request_path, check_interval_sec]':
            [HEALTH, 10],
        },
        azurerm: {
          'azurerm_cdn_frontdoor_origin_group.load_balancer_origin_group.health_probe.[protocol, path, interval_in_seconds]':
            ['Https', HEALTH, 10],
        },
      },
      cluster: {
        'ClientTrafficPolicy.public.spec.healthCheck.path': HEALTH,
        [PROXIES]: choosesProxies,
        [`${container('backend')}.readinessProbe.httpGet.path`]: '/health/ready',
      },
    }),
  ),
  row(
    '195',
    'targets are deregistered by themselves',
    done({
      aws: { 'aws_lb_target_group.load_balancer_target_group.deregistration_delay': '30' },
      edge: {
        google: {
          'google_compute_backend_service.load_balancer_backend_service.connection_draining_timeout_sec': 30,
        },
      },
      cluster: {
        'EnvoyProxy.public.spec.shutdown.[minDrainDuration, drainTimeout]': ['30s', '60s'],
        [PROXIES]: choosesProxies,
        ...both(container, 'lifecycle.preStop.exec.command', ['sleep', '5']),
      },
    }),
  ),
  row('196', 'protection from DDoS (AWS Shield): the standard one, without an argument', done(standardDdosProtection)),
];

const recovery = [
  row(
    '202',
    'the application is back in less than five minutes',
    done({
      cluster: {
        [`${deployment('backend')}.replicas`]: 3,
        [`${container('backend')}.startupProbe.[periodSeconds, failureThreshold]`]: [5, 30],
        ...restarts,
      },
    }),
  ),
  row('203', 'the database is back in less than one minute', differs(PROVIDER_FAILOVER, standby)),
  row(
    '204',
    'everything is back in 30 minutes, redeployed by Terraform',
    differs(
      'no cloud makes a cluster and restores a database in half an hour: the runbook counts its steps',
      pointInTime,
    ),
  ),
  row('208', 'at most five minutes of the database are lost', done(pointInTime)),
  row(
    '209',
    'nothing of the application is lost: it has no state',
    done({
      cluster: both(pod, 'volumes[?persistentVolumeClaim]', []),
    }),
  ),
  row(
    '213',
    'daily backups of the database, kept for seven days',
    done({
      aws: { 'aws_db_instance.postgres.[backup_retention_period, backup_window]': [7, '00:00-01:00'] },
      google: {
        'google_sql_database_instance.postgres.settings.backup_configuration.[start_time, backup_retention_settings.retained_backups]':
          ['00:00', 7],
      },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.backup_retention_days': 7 },
    }),
  ),
  row('214', 'configuration is versioned in Git', notInfrastructure('this repository')),
  row(
    '215',
    "Terraform's state in S3",
    done({
      aws: {
        'terraform.backend.s3.[bucket, key]': ['spywatcher-terraform-state', 'spywatcher-production-aws.tfstate'],
      },
      google: { 'terraform.backend.gcs.bucket': 'spywatcher-terraform-state' },
      azurerm: { 'terraform.backend.azurerm.storage_account_name': 'spywatcherterraform' },
    }),
  ),
  row(
    '215',
    "the state's bucket keeps versions",
    done({
      account: {
        aws: {
          'aws_s3_bucket.account_state_bucket.bucket': 'spywatcher-terraform-state',
          'aws_s3_bucket_versioning.account_state_bucket_versioning.versioning_configuration.status': 'Enabled',
        },
        google: {
          'google_storage_bucket.account_state.[name, versioning.enabled]': ['spywatcher-terraform-state', true],
        },
        azurerm: {
          'azurerm_storage_account.account_state.[name, blob_properties.versioning_enabled]': [
            'spywatcherterraform',
            true,
          ],
        },
      },
    }),
  ),
];

export const availability = [...strategies, ...application, ...database, ...network, ...recovery];
