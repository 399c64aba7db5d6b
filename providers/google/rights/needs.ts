/**
 * What whoever runs Terraform must be allowed on Google, by types of resources: permissions of the APIs that the provider calls.
 * https://cloud.google.com/iam/docs/permissions-reference
 */
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { type CloudNeeds, need, type Needs, type NeedsContext, together } from '../../../core/rights/needs';
import { stateCondition, WRITE_STATE } from '../deploy-identity/state';

/** A kind of resource, `compute.networks`, with permissions beyond those to read, create, change and delete it. */
const of = (kind: string, plan: readonly string[] = [], apply: readonly string[] = []) =>
  need(
    ['get', ...plan].map((verb) => `${kind}.${verb}`),
    ['create', 'update', 'delete', ...apply].map((verb) => `${kind}.${verb}`),
  );

/** The policy of a resource, in which a member gets a role. */
const policyOf = (kind: string) => need([`${kind}.getIamPolicy`], [`${kind}.setIamPolicy`]);

/** Compute Engine answers with an operation, which is asked for until it is done. */
const global = need([], ['compute.globalOperations.get']);
const regional = need([], ['compute.regionOperations.get']);
const useNetwork = need([], ['compute.networks.use', 'compute.subnetworks.use']);
const actAs = need([], ['iam.serviceAccounts.actAs', 'iam.serviceAccounts.get']);

/** Calls that are charged to the project. */
const charged = need(['serviceusage.services.use']);

const types: Needs = {
  google_project_service: need(
    ['serviceusage.services.get', 'serviceusage.services.list'],
    ['serviceusage.services.enable', 'serviceusage.operations.get'],
  ),
  google_project_iam_member: policyOf('resourcemanager.projects'),
  google_project_iam_member_remove: policyOf('resourcemanager.projects'),
  google_project_iam_audit_config: policyOf('resourcemanager.projects'),
  google_project_iam_custom_role: of('iam.roles', [], ['undelete']),
  google_iam_workload_identity_pool: of('iam.workloadIdentityPools', [], ['undelete']),
  google_iam_workload_identity_pool_provider: of('iam.workloadIdentityPoolProviders', [], ['undelete']),
  google_service_account: of('iam.serviceAccounts'),
  google_service_account_iam_member: policyOf('iam.serviceAccounts'),

  google_compute_network: together(of('compute.networks', [], ['updatePolicy']), global),
  google_compute_subnetwork: together(
    of('compute.subnetworks', [], ['setPrivateIpGoogleAccess']),
    useNetwork,
    regional,
  ),
  google_compute_address: together(of('compute.addresses', [], ['use', 'setLabels', 'createInternal']), regional),
  google_compute_global_address: together(
    of('compute.globalAddresses', [], ['use', 'setLabels', 'createInternal', 'deleteInternal']),
    useNetwork,
    global,
  ),
  google_compute_firewall: together(of('compute.firewalls'), need([], ['compute.networks.updatePolicy']), global),
  google_compute_route: together(
    need(['compute.routes.get'], ['compute.routes.create', 'compute.routes.delete']),
    need([], ['compute.networks.updatePolicy']),
    global,
  ),
  google_compute_router: together(of('compute.routers'), useNetwork, regional),
  google_compute_router_nat: together(of('compute.routers'), need([], ['compute.addresses.use']), useNetwork, regional),
  google_service_networking_connection: need(
    ['servicenetworking.services.get', 'compute.networks.get'],
    [
      'servicenetworking.services.addPeering',
      'servicenetworking.services.deleteConnection',
      'compute.networks.removePeering',
    ],
  ),
  google_network_connectivity_service_connection_policy: together(
    of('networkconnectivity.serviceConnectionPolicies'),
    need([], ['networkconnectivity.operations.get']),
    useNetwork,
  ),
  google_compute_backend_bucket: together(of('compute.backendBuckets', [], ['use', 'setSecurityPolicy']), global),
  google_compute_health_check: together(of('compute.healthChecks', [], ['use', 'useReadOnly']), global),
  google_compute_backend_service: together(
    of('compute.backendServices', [], ['use', 'setSecurityPolicy']),
    need([], ['compute.healthChecks.useReadOnly', 'compute.networkEndpointGroups.use']),
    global,
  ),
  google_compute_security_policy: together(of('compute.securityPolicies', [], ['use']), global),
  // cloud.google.com/armor/docs/armor-enterprise-using
  google_compute_project_cloud_armor_tier: together(
    need(
      ['compute.projects.get'],
      [
        'compute.projects.setCloudArmorTier',
        'resourcemanager.projects.createBillingAssignment',
        'resourcemanager.projects.update',
      ],
    ),
    global,
  ),
  google_compute_url_map: together(of('compute.urlMaps', [], ['use', 'validate']), global),
  google_compute_ssl_policy: together(of('compute.sslPolicies', [], ['use']), global),
  google_compute_target_http_proxy: together(of('compute.targetHttpProxies', [], ['use', 'setUrlMap']), global),
  google_compute_target_https_proxy: together(
    of(
      'compute.targetHttpsProxies',
      [],
      ['use', 'setUrlMap', 'setSslCertificates', 'setSslPolicy', 'setCertificateMap'],
    ),
    global,
  ),
  google_compute_global_forwarding_rule: together(
    of('compute.globalForwardingRules', [], ['setTarget', 'setLabels']),
    global,
  ),
  google_certificate_manager_certificate: together(
    of('certificatemanager.certs', [], ['use']),
    need([], ['certificatemanager.operations.get', 'certificatemanager.dnsauthorizations.use']),
  ),
  google_certificate_manager_certificate_map: together(
    of('certificatemanager.certmaps', [], ['use']),
    need([], ['certificatemanager.operations.get']),
  ),
  google_certificate_manager_certificate_map_entry: together(
    of('certificatemanager.certmapentries'),
    need([], ['certificatemanager.operations.get']),
  ),
  google_certificate_manager_dns_authorization: together(
    of('certificatemanager.dnsauthorizations'),
    need([], ['certificatemanager.operations.get']),
  ),
  google_dns_managed_zone: together(of('dns.managedZones'), need([], ['dns.networks.bindPrivateDNSZone'])),
  google_dns_managed_zone_iam_member: policyOf('dns.managedZones'),
  google_dns_record_set: together(
    of('dns.resourceRecordSets', ['list']),
    need(['dns.changes.get'], ['dns.changes.create']),
  ),

  google_kms_key_ring: need(['cloudkms.keyRings.get'], ['cloudkms.keyRings.create']),
  google_kms_crypto_key: need(
    ['cloudkms.cryptoKeys.get', 'cloudkms.cryptoKeyVersions.list'],
    ['cloudkms.cryptoKeys.create', 'cloudkms.cryptoKeys.update', 'cloudkms.cryptoKeyVersions.destroy'],
  ),
  google_kms_crypto_key_iam_member: policyOf('cloudkms.cryptoKeys'),
  google_secret_manager_secret: of('secretmanager.secrets'),
  google_secret_manager_secret_iam_member: policyOf('secretmanager.secrets'),
  google_secret_manager_secret_version: need(
    ['secretmanager.versions.get', 'secretmanager.versions.access'],
    [
      'secretmanager.versions.add',
      'secretmanager.versions.enable',
      'secretmanager.versions.disable',
      'secretmanager.versions.destroy',
    ],
  ),

  google_container_cluster: together(
    of('container.clusters'),
    need(['container.operations.get', 'container.operations.list']),
    useNetwork,
    actAs,
  ),
  google_container_node_pool: together(
    need(['container.clusters.get', 'container.operations.get'], ['container.clusters.update']),
    need(['compute.instanceGroupManagers.get'], []),
    actAs,
  ),

  google_sql_database_instance: together(
    of('cloudsql.instances', [], ['restart', 'promoteReplica', 'clone', 'restoreBackup']),
    need(['cloudsql.backupRuns.get'], ['cloudsql.backupRuns.create', 'cloudsql.instances.login']),
    useNetwork,
  ),
  google_sql_database: together(of('cloudsql.databases'), need(['cloudsql.instances.get'])),
  google_sql_user: need(
    ['cloudsql.users.get', 'cloudsql.users.list', 'cloudsql.instances.get'],
    ['cloudsql.users.create', 'cloudsql.users.update', 'cloudsql.users.delete'],
  ),
  google_redis_instance: together(
    of('redis.instances', ['getAuthString'], ['upgrade', 'updateAuth']),
    need([], ['redis.operations.get']),
    useNetwork,
  ),
  google_redis_cluster: together(of('redis.clusters'), need([], ['redis.operations.get'])),
  google_memorystore_instance: together(of('memorystore.instances'), need([], ['memorystore.operations.get'])),

  google_storage_bucket: together(of('storage.buckets', ['list']), need([], ['storage.objects.list'])),
  google_storage_bucket_iam_member: policyOf('storage.buckets'),
  google_storage_transfer_job: need(
    ['storagetransfer.jobs.get'],
    ['storagetransfer.jobs.create', 'storagetransfer.jobs.update', 'storagetransfer.jobs.delete'],
  ),

  google_pubsub_topic: of('pubsub.topics'),
  google_pubsub_topic_iam_member: policyOf('pubsub.topics'),
  google_monitoring_dashboard: of('monitoring.dashboards'),
  google_monitoring_alert_policy: together(
    of('monitoring.alertPolicies'),
    // Of those on entries of a log: docs.cloud.google.com/logging/docs/alerting/log-based-alerts
    need(
      [],
      ['logging.notificationRules.create', 'logging.notificationRules.update', 'logging.notificationRules.delete'],
    ),
  ),
  // On the billing account, which is above projects.
  google_billing_budget: together(of('billing.budgets'), charged),
  google_monitoring_uptime_check_config: of('monitoring.uptimeCheckConfigs'),
  google_monitoring_notification_channel: of('monitoring.notificationChannels'),

  // A project's own role cannot have them: roles/orgpolicy.policyAdmin is granted on the organization.
  google_org_policy_policy: together(
    need(
      ['orgpolicy.policy.get'],
      ['orgpolicy.policies.create', 'orgpolicy.policies.update', 'orgpolicy.policies.delete', 'orgpolicy.policy.set'],
    ),
    charged,
  ),
  // The service gives its agent the right to publish, too.
  google_scc_v2_project_notification_config: together(
    of('securitycenter.notificationconfig'),
    policyOf('pubsub.topics'),
    charged,
  ),
  google_essential_contacts_contact: together(of('essentialcontacts.contacts'), charged),
  google_workflows_workflow: together(of('workflows.workflows'), need([], ['workflows.operations.get']), actAs),
  google_cloud_scheduler_job: together(
    of('cloudscheduler.jobs', [], ['enable', 'pause']),
    need(['cloudscheduler.locations.get']),
    actAs,
  ),

  google_logging_project_bucket_config: together(of('logging.buckets'), need(['logging.locations.get'])),
  google_logging_project_exclusion: of('logging.exclusions'),
  google_logging_project_sink: of('logging.sinks'),

  'data.google_dns_keys': need(['dns.dnsKeys.list', 'dns.managedZones.get']),
  'data.google_compute_global_address': need(['compute.globalAddresses.get']),
  'data.google_compute_network': need(['compute.networks.get']),
  'data.google_compute_subnetwork': need(['compute.subnetworks.get']),
  'data.google_compute_zones': need(['compute.zones.list']),
  'data.google_container_cluster': need(['container.clusters.get']),
  'data.google_logging_project_cmek_settings': need(['logging.cmekSettings.get']),
  'data.google_project': need(['resourcemanager.projects.get']),
  'data.google_service_account': need(['iam.serviceAccounts.get']),
  'data.google_storage_project_service_account': need(['storage.buckets.list']),
  'data.google_storage_transfer_project_service_account': need(['storagetransfer.projects.getServiceAccount']),
  'ephemeral.google_client_config': need([]),
  'ephemeral.google_secret_manager_secret_version': need([
    'secretmanager.versions.get',
    'secretmanager.versions.access',
  ]),
};

const roleOf = (includedPermissions: readonly string[], { run, stack }: NeedsContext): object => ({
  title: `${stack}: ${run}`,
  description: `What Terraform needs to ${run} the stack ${stack}`,
  stage: 'GA',
  includedPermissions,
});

/** What `gcloud storage buckets add-iam-policy-binding` takes: the states of one bucket are apart by a condition alone. */
const stateOf = ({ state, stack }: NeedsContext): object[] =>
  state.kind === 'gcs'
    ? [{ bucket: `gs://${state.bucket}`, role: WRITE_STATE, condition: stateCondition(state, [stack]) }]
    : [];

/** A role of the project, as `gcloud iam roles create --file` takes it, and one on the bucket of the state. */
export const needs: CloudNeeds<GoogleTarget> = {
  types,
  write: (actions, context) => [roleOf(actions, context), ...stateOf(context)],
};
