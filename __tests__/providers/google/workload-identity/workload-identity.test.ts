/** Rights of service accounts on Google: who gets them, on which resources, and nothing more. */
import type { GoogleTarget } from '../../../../constructs/environment/targets';
import type { Right } from '../../../../constructs/workload-identity/contract';
import { mapValues } from '../../../../core/records';
import { google } from '../../../../providers/google';
import { ExistingCluster } from '../../../../providers/google/cluster/existing-cluster';
import { DnsZone } from '../../../../providers/google/dns-zone/dns-zone';
import { Foundation } from '../../../../providers/google/foundation/foundation';
import { WorkloadIdentity } from '../../../../providers/google/workload-identity/workload-identity';
import { bare, emptyStack, infrastructureOf, jsonOf, planOf, workload, zone } from '../../../helpers/google/helper';
import type { Attributes, Stack } from '../../../helpers/synth';

const POOL = '${google_container_cluster.cluster.workload_identity_config[0].workload_pool}';
const principal = (namespace: string, serviceAccount: string) =>
  `principal://iam.googleapis.com/projects/\${data.google_project.foundation_project.number}/locations/global/workloadIdentityPools/${POOL}/subject/ns/${namespace}/sa/${serviceAccount}`;
const ofIdentities = (stack: Stack) => stack.addresses().filter((address) => address.includes('.identity_'));

/** Identities with any rights, in an existing cluster. */
function identitiesIn(identities: Record<string, readonly Right[]>): Stack {
  const change = {
    ...bare,
    ...zone,
    cluster: { version: null, nodePools: null, existing: { google: { name: 'theirs' } } },
  };
  const { environment, ...plan } = planOf(change);
  const target = plan.target as GoogleTarget;
  const stack = emptyStack(change);
  google.configure(stack, target);
  const foundation = new Foundation(stack, 'foundation', {
    target,
    keys: environment.keys,
    uses: plan.uses,
  });
  const cluster = new ExistingCluster(stack, 'cluster', { name: 'theirs' }, { foundation });
  const secrets = () => ({});
  const dnsZones = mapValues(environment.dnsZones, (id, props) => new DnsZone(stack, id, props, { foundation }));
  for (const [id, rights] of Object.entries(identities)) {
    const props = { namespace: id, serviceAccount: id, rights };
    const place = {
      foundation,
      cluster,
      stores: {},
      databases: {},
      caches: {},
      secrets,
      dnsZones,
    };
    new WorkloadIdentity(stack, `identity-${id}`, props, place);
  }
  return jsonOf(stack);
}

describe('a service account with rights', () => {
  const access = [
    { objectStore: 'files', read: true, write: true },
    { secret: 'postgres', read: true },
    { secret: 'redis', read: true },
    { secret: 'chat', read: true },
  ];
  const secretEnv = { HOST: { from: 'postgres', key: 'host' } };
  const stack = infrastructureOf({ secrets: { chat: {} }, ...workload({ access, secretEnv }) });

  it('gets roles on these resources, and on nothing else', () => {
    expect(ofIdentities(stack)).toEqual([
      'google_secret_manager_secret_iam_member.identity_api_secret_chat_1',
      'google_secret_manager_secret_iam_member.identity_api_secret_postgres_1',
      'google_secret_manager_secret_iam_member.identity_api_secret_postgres_2',
      'google_secret_manager_secret_iam_member.identity_api_secret_redis_1',
      'google_storage_bucket_iam_member.identity_api_bucket_files_legacyBucketReader',
      'google_storage_bucket_iam_member.identity_api_bucket_files_objectUser',
    ]);
    const types = Object.keys(stack.counts());
    expect(types).not.toContain('google_service_account_iam_member');
    expect(types).not.toContain('google_project_iam_custom_role');
  });

  it('is a principal of the cluster’s pool, with neither a Google service account nor a key', () => {
    for (const address of ofIdentities(stack)) {
      expect(stack.resource(address).member).toBe(principal('shop', 'acme-api'));
    }
    expect(stack.outputs.identity_api_identity).toBe(principal('shop', 'acme-api'));
    expect(stack.counts().google_service_account).toBe(1);
  });

  it('reads the credentials of a database and its connection', () => {
    const secretOf = (id: string): unknown =>
      stack.resource(`google_secret_manager_secret_iam_member.identity_api_secret_${id}`).secret_id;
    expect(secretOf('postgres_1')).toBe('${google_secret_manager_secret.postgres_credentials.id}');
    expect(secretOf('postgres_2')).toBe('${google_secret_manager_secret.secrets_connection_postgres.id}');
    expect(secretOf('redis_1')).toBe('${google_secret_manager_secret.redis_credentials.id}');
    expect(secretOf('chat_1')).toBe('${google_secret_manager_secret.secrets_app_chat.id}');
    for (const member of stack.all('google_secret_manager_secret_iam_member')) {
      expect(member.role).toBe('roles/secretmanager.secretAccessor');
    }
  });

  it('is missing without rights', () => {
    expect(ofIdentities(infrastructureOf(workload()))).toEqual([]);
  });
});

describe('a bucket', () => {
  const rolesOf = (...access: object[]): string[] =>
    infrastructureOf(workload({ access }))
      .all('google_storage_bucket_iam_member')
      .filter(({ member }: Attributes) => String(member).startsWith('principal:'))
      .map(({ role, bucket }) => {
        expect(bucket).toBe('${google_storage_bucket.files.name}');
        return String(role).replace('roles/storage.', '');
      })
      .sort();
  const [read, write] = [{ read: true }, { write: true }];

  it.each([
    ['read', [read], ['legacyBucketReader', 'objectViewer']],
    ['written and not read', [write], ['legacyBucketWriter']],
    ['read and written', [{ ...read, ...write }], ['legacyBucketReader', 'objectUser']],
    ['read and written by two rights', [read, write], ['legacyBucketReader', 'objectUser']],
    ['named without rights', [{}], []],
  ])('that is %s', (_, rights, roles) => {
    expect(rolesOf(...rights.map((right) => ({ objectStore: 'files', ...right })))).toEqual(roles);
  });
});

describe('a DNS zone', () => {
  const stack = identitiesIn({ 'external-dns': [{ dnsZone: 'main' }], 'cert-manager': [{ dnsZone: 'main' }] });

  it('can be found and its records written, but not deleted', () => {
    expect(ofIdentities(stack)).toEqual([
      'google_dns_managed_zone_iam_member.identity_cert_manager_zone_main',
      'google_dns_managed_zone_iam_member.identity_external_dns_zone_main',
      'google_project_iam_member.identity_cert_manager_dns_zones',
      'google_project_iam_member.identity_external_dns_dns_zones',
    ]);
    expect(stack.resource('google_dns_managed_zone_iam_member.identity_external_dns_zone_main')).toMatchObject({
      project: 'acme-test',
      managed_zone: 'example-com',
      role: '${google_project_iam_custom_role.foundation_role_dns_records.name}',
    });
    const permissionsOf = (role: string): unknown =>
      stack.resource(`google_project_iam_custom_role.foundation_role_${role}`).permissions;
    expect(permissionsOf('dns_zones')).toEqual(['dns.managedZones.list']);
    expect(permissionsOf('dns_records')).toEqual(
      expect.arrayContaining(['dns.changes.create', 'dns.resourceRecordSets.list']),
    );
    expect(String(permissionsOf('dns_records'))).not.toMatch(/managedZones\.(delete|update|setIamPolicy)/);
  });

  it('has the same roles for everyone who writes it', () => {
    expect(stack.counts().google_project_iam_custom_role).toBe(2);
    expect(stack.resource('google_project_iam_custom_role.foundation_role_dns_records')).toMatchObject({
      role_id: 'acmetestdnsrecords',
      project: 'acme-test',
    });
  });
});

describe('Velero', () => {
  const stack = identitiesIn({ velero: [{ cloud: 'volume-snapshots' }] });

  it('impersonates a service account, because only those can sign URLs', () => {
    expect(ofIdentities(stack)).toEqual([
      'google_project_iam_member.identity_velero_volume_snapshots',
      'google_service_account.identity_velero_account',
      'google_service_account_iam_member.identity_velero_impersonation',
      'google_service_account_iam_member.identity_velero_signing',
    ]);
    const serviceAccountId = '${google_service_account.identity_velero_account.name}';
    expect(stack.resource('google_service_account.identity_velero_account').account_id).toBe(
      'acme-test-identity-velero',
    );
    expect(stack.resource('google_service_account_iam_member.identity_velero_impersonation')).toEqual({
      service_account_id: serviceAccountId,
      role: 'roles/iam.workloadIdentityUser',
      member:
        'serviceAccount:${try(data.google_container_cluster.cluster.workload_identity_config[0].workload_pool, "")}[velero/velero]',
    });
    expect(stack.resource('google_service_account_iam_member.identity_velero_signing')).toEqual({
      service_account_id: serviceAccountId,
      role: 'roles/iam.serviceAccountTokenCreator',
      member: '${google_service_account.identity_velero_account.member}',
    });
  });

  it('gets the account and its bucket without snapshots too', () => {
    const change = { addons: { velero: { objectStore: 'files', volumeSnapshots: false } } };
    const withoutSnapshots = infrastructureOf(change);
    expect(ofIdentities(withoutSnapshots)).toEqual([
      'google_service_account.identity_velero_account',
      'google_service_account_iam_member.identity_velero_impersonation',
      'google_service_account_iam_member.identity_velero_signing',
      'google_storage_bucket_iam_member.identity_velero_bucket_files_legacyBucketReader',
      'google_storage_bucket_iam_member.identity_velero_bucket_files_objectUser',
    ]);
    const { member } = withoutSnapshots.resource(
      'google_storage_bucket_iam_member.identity_velero_bucket_files_objectUser',
    );
    expect(member).toBe('${google_service_account.identity_velero_account.member}');
  });

  it('may create snapshots of disks and disks of snapshots, but not touch machines', () => {
    expect(stack.resource('google_project_iam_member.identity_velero_volume_snapshots')).toEqual({
      project: 'acme-test',
      role: '${google_project_iam_custom_role.foundation_role_volume_snapshots.name}',
      member: '${google_service_account.identity_velero_account.member}',
    });
    const { permissions } = stack.resource('google_project_iam_custom_role.foundation_role_volume_snapshots');
    expect(permissions).toEqual(
      expect.arrayContaining(['compute.disks.createSnapshot', 'compute.snapshots.useReadOnly']),
    );
    expect(String(permissions)).not.toMatch(/instances|disks\.delete|firewalls/);
  });
});

describe('telemetry', () => {
  const stack = identitiesIn({ telemetry: [{ telemetry: 'traces' }, { telemetry: 'metrics' }] });

  it('is written, and counts to the project', () => {
    expect(ofIdentities(stack)).toEqual(
      ['metrics', 'quota', 'traces'].map((id) => `google_project_iam_member.identity_telemetry_${id}`),
    );
    const roleOf = (id: string) => stack.resource(`google_project_iam_member.identity_telemetry_${id}`).role as string;
    expect(['traces', 'metrics', 'quota'].map(roleOf)).toEqual([
      'roles/telemetry.tracesWriter',
      'roles/telemetry.metricsWriter',
      'roles/serviceusage.serviceUsageConsumer',
    ]);
  });

  it('goes to APIs that are enabled before', () => {
    expect(stack.resource('google_project_service.foundation_telemetry').service).toBe('telemetry.googleapis.com');
    expect(stack.resource('google_project_iam_member.identity_telemetry_traces').depends_on).toContain(
      'time_sleep.foundation_telemetry_propagation',
    );
    expect(identitiesIn({ trivy: [{ cloud: 'images' }] }).text).not.toContain('foundation_telemetry');
  });
});

it('images of the project are read without a service account', () => {
  const stack = identitiesIn({ trivy: [{ cloud: 'images' }] });
  expect(ofIdentities(stack)).toEqual(['google_project_iam_member.identity_trivy_images']);
  expect(stack.resource('google_project_iam_member.identity_trivy_images')).toMatchObject({
    project: 'acme-test',
    role: 'roles/artifactregistry.reader',
    member: expect.stringContaining('/subject/ns/trivy/sa/trivy') as string,
  });
});

it('nobody gets rights on load balancers, which GKE creates', () => {
  expect(ofIdentities(identitiesIn({ gateway: [{ cloud: 'load-balancers' }] }))).toEqual([]);
});

it('the pool of an existing cluster is looked up', () => {
  const stack = identitiesIn({ 'external-dns': [{ dnsZone: 'main' }] });
  expect(stack.resource('google_dns_managed_zone_iam_member.identity_external_dns_zone_main').member).toBe(
    'principal://iam.googleapis.com/projects/${data.google_project.foundation_project.number}/locations/global/workloadIdentityPools/${try(data.google_container_cluster.cluster.workload_identity_config[0].workload_pool, "")}/subject/ns/external-dns/sa/external-dns',
  );
});
