/** Backups of ClickHouse: what writes them, the job that asks for them, and who may call whom. */
import { type CloudName, CLOUDS, on } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { type Attributes, problemsOf, synth } from '../../../helpers/synth';

const analytics = {
  namespace: 'data',
  version: '26.3',
  shards: 2,
  replicas: 2,
  resources: { cpu: '4', memory: '16Gi' },
  storage: { sizeGiB: 1000 },
  backups: { store: 'archive' },
};
const addons = { externalSecrets: {}, clickHouseOperator: { secret: 'operator' } };
const inputWith = (change: object = {}, around: object = {}) =>
  baseWith({
    namespaces: { data: {} },
    secrets: { operator: {} },
    objectStores: { archive: {} },
    addons,
    ...around,
    clickHouseClusters: { analytics: { ...analytics, ...change } },
  });

const podOf = (platform: ReturnType<typeof platformOn>): Attributes =>
  platform.manifest('ClickHouseInstallation', 'acme-analytics').spec.templates.podTemplates[0];
const variablesOf = ({ env }: Attributes): Record<string, string> =>
  Object.fromEntries(env.map(({ name, value }: Attributes) => [name, value]));
const ports = (...all: number[]) => all.map((port) => ({ protocol: 'TCP', port }));
const pods = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } });

const VARIABLES: Readonly<Record<CloudName, object>> = {
  aws: {
    REMOTE_STORAGE: 's3',
    S3_BUCKET: expect.stringContaining('archive'),
    S3_REGION: expect.any(String),
    S3_ACL: '',
  },
  google: { REMOTE_STORAGE: 'gcs', GCS_BUCKET: expect.stringContaining('archive') },
  azurerm: {
    REMOTE_STORAGE: 'azblob',
    AZBLOB_ACCOUNT_NAME: expect.stringContaining('archive'),
    AZBLOB_USE_MANAGED_IDENTITY: 'true',
    AZBLOB_ASSUME_CONTAINER_EXISTS: 'true',
  },
};

/** What the infrastructure stack makes for the servers. */
const IDENTITIES: Readonly<Record<CloudName, readonly string[]>> = {
  aws: [
    'aws_eks_pod_identity_association.identity_analytics',
    'aws_iam_role.identity_analytics_role',
    'aws_iam_role_policy.identity_analytics_role_policy',
  ],
  google: [
    'google_storage_bucket_iam_member.identity_analytics_bucket_archive_legacyBucketReader',
    'google_storage_bucket_iam_member.identity_analytics_bucket_archive_objectUser',
  ],
  azurerm: [
    'azurerm_federated_identity_credential.identity_analytics_credential',
    'azurerm_role_assignment.identity_analytics_bucket_archive',
    'azurerm_role_assignment.identity_analytics_links_archive',
    'azurerm_user_assigned_identity.identity_analytics',
  ],
};

describe.each(CLOUDS)('on %s', (cloud) => {
  const platform = platformOn(cloud, inputWith());

  it('write to the bucket beside each server', () => {
    const { spec } = podOf(platform);
    expect(spec).toMatchObject({
      serviceAccountName: 'acme-analytics',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
    });
    const [server, beside] = spec.containers;
    expect(server.name).toBe('clickhouse');
    expect(beside).toMatchObject({
      name: 'backup',
      image: 'altinity/clickhouse-backup:2.8.0',
      securityContext: { readOnlyRootFilesystem: true },
      volumeMounts: [{ name: 'backup-tmp', mountPath: '/tmp' }],
    });
    const variables = variablesOf(beside);
    expect(variables).toMatchObject({ ...VARIABLES[cloud], BACKUPS_TO_KEEP_LOCAL: '-1', CLICKHOUSE_HOST: 'localhost' });
    expect(Object.entries(variables)).toContainEqual([expect.stringMatching(/_PATH$/), 'acme-analytics/shard-{shard}']);
  });

  it('have a right to the bucket and to nothing else', () => {
    const { resource } = Object.values(synth(on(cloud, inputWith())))[0]!.json;
    const identities = Object.entries(resource as Attributes).flatMap(([type, all]) =>
      Object.keys(all as object)
        .filter((id) => id.startsWith('identity_analytics'))
        .map((id) => `${type}.${id}`),
    );
    expect(identities.sort()).toEqual(IDENTITIES[cloud]);
  });

  it('reach the cloud, and are asked by their job alone', () => {
    const servers = platform.manifest('NetworkPolicy', 'acme-analytics').spec;
    expect(servers.ingress.at(-1)).toEqual({ from: [pods('acme-analytics-backup')], ports: ports(7171) });
    expect(servers.egress).toContainEqual(expect.objectContaining({ ports: ports(443) }));
    const job = platform.manifest('NetworkPolicy', 'acme-analytics-backup').spec;
    expect(job.ingress).toEqual([{ from: [pods('acme-analytics-backup')] }]);
    expect(job.egress.at(-1)).toEqual({ to: [pods('acme-analytics')], ports: ports(7171) });
  });

  it('have marks where the cloud reads them', () => {
    const { annotations = {} } = platform.manifest('ServiceAccount', 'acme-analytics').metadata;
    const isMarked = cloud === 'azurerm';
    expect(Object.keys(annotations as object)).toEqual(isMarked ? ['azure.workload.identity/client-id'] : []);
    expect(podOf(platform).metadata.labels['azure.workload.identity/use']).toBe(isMarked ? 'true' : undefined);
    expect(platform.manifest('ServiceAccount', 'acme-analytics-backup').metadata).not.toHaveProperty('annotations');
  });
});

describe('the job', () => {
  const backups = { store: 'archive', cron: '30 */6 * * *', fullEvery: 4, retentionDays: 90 };
  const platform = platformOn('aws', inputWith({ backups, nodePool: 'main' }, { addons: { ...addons, istio: { namespaces: ['data'] } } })); // prettier-ignore
  const job = platform.manifest('CronJob', 'acme-analytics-backup').spec;
  const pod = job.jobTemplate.spec.template;

  it('comes by its schedule, one at a time', () => {
    expect(job).toMatchObject({ schedule: '30 */6 * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid' });
    expect(pod.spec).toMatchObject({
      restartPolicy: 'Never',
      nodeSelector: { pool: 'main' },
      serviceAccountName: 'acme-analytics-backup',
    });
  });

  it('asks the first server of each shard, as the operator', () => {
    expect(variablesOf(pod.spec.containers[0])).toMatchObject({
      SERVERS: 'chi-acme-analytics-main-0-0.data.svc chi-acme-analytics-main-1-0.data.svc',
      PORT: '7171',
      FULL_EVERY: '4',
      RETENTION_DAYS: '90',
    });
    expect(pod.spec.containers[0].env).toContainEqual({
      name: 'API_PASSWORD',
      valueFrom: { secretKeyRef: { name: 'acme-analytics-backup-password', key: 'password' } },
    });
    const { spec } = platform.manifest('ExternalSecret', 'acme-analytics-backup-password');
    expect(spec.data).toEqual(
      ['username', 'password'].map((property) => ({
        secretKey: property,
        remoteRef: { key: expect.stringContaining('operator'), property },
      })),
    );
  });

  it('may ask for backups in the mesh, and for nothing else', () => {
    const { rules } = platform.manifest('AuthorizationPolicy', 'acme-analytics').spec;
    const account = (name: string) => `cluster.local/ns/data/sa/${name}`;
    expect(rules.slice(0, 2)).toEqual([
      { from: [{ source: { principals: [account('default'), account('acme-analytics')] } }] },
      {
        from: [{ source: { principals: [account('acme-analytics-backup')] } }],
        to: [{ operation: { ports: ['7171'] } }],
      },
    ]);
  });
});

it('makes nothing of it without backups', () => {
  const platform = platformOn('azurerm', inputWith({ backups: undefined }));
  expect(
    platform.manifests
      .filter(({ metadata: { name } }) => /analytics(-backup)?$/.test(name))
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['ClickHouseInstallation', 'NetworkPolicy']);
  expect(podOf(platform).spec.containers).toHaveLength(1);
  expect(podOf(platform).spec).not.toHaveProperty('serviceAccountName');
});

describe('are refused', () => {
  it.each<[what: string, backups: object, around: object, message: string]>([
    [
      'in an unknown bucket',
      { store: 'none' },
      {},
      'backups.store must name one of the environment\'s objectStores (files, archive), got "none"',
    ],
    [
      'in a locked bucket',
      {},
      { objectStores: { archive: { retentionLock: { days: 30 } } } },
      'backups.store must name an object store without retentionLock, because expired backups are deleted, got "archive"',
    ],
    [
      "in an add-on's bucket",
      {},
      { addons: { ...addons, velero: { objectStore: 'archive' } } },
      'backups.store must name an object store in which no add-on keeps its data, got "archive", which addons.velero uses. Add another to objectStores',
    ],
    [
      'by a schedule that never comes',
      { cron: '0 1 30 2 *' },
      {},
      'backups.cron must come more than once, got "0 1 30 2 *"',
    ],
    [
      'if each is gone before the next',
      { cron: '0 1 1 * *', retentionDays: 30 },
      {},
      'backups.retentionDays must be at least 31, the days between two backups by cron "0 1 1 * *", got 30',
    ],
    ['without days', { retentionDays: 0 }, {}, 'backups.retentionDays must be'],
  ])('%s', (_, backups, around, message) => {
    expect(problemsOf(inputWith({ backups: { store: 'archive', ...backups } }, around)).join('\n')).toContain(message);
  });
});
