/** Snapshots of OpenSearch in a bucket: who writes them, how nodes sign in, what is refused. */
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { type CloudName, on } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { type Attributes, problemsOf } from '../../../helpers/synth';

const SNAPSHOTS = { store: 'archive' };
const inputWith = (snapshots: object | null, around: object = {}, cluster: object = {}) =>
  baseWith({
    namespaces: { data: {} },
    secrets: { search: { username: 'root' } },
    addons: { externalSecrets: {}, openSearchOperator: {} },
    objectStores: { archive: {} },
    searchClusters: {
      catalog: {
        namespace: 'data',
        version: '3.8',
        admin: { secret: 'search' },
        nodes: {
          managers: { roles: ['manager'], replicas: 3, resources: { cpu: '1', memory: '2Gi' }, storageGiB: 20 },
          data: { roles: ['data'], replicas: 2, resources: { cpu: '1', memory: '4Gi' }, storageGiB: 50 },
        },
        ...(snapshots && { snapshots }),
        ...cluster,
      },
    },
    ...around,
  });
const made = (cloud: CloudName, snapshots: object | null = SNAPSHOTS) =>
  platformOn(cloud, on(cloud, inputWith(snapshots)));

const STORAGE = {
  aws: { plugin: 'repository-s3', type: 's3', region: 'us-east-1', endpoint: 's3.us-east-1.amazonaws.com' },
  google: { plugin: 'repository-gcs', type: 'gcs' },
};

describe.each(['aws', 'google'] as const)('snapshots on %s', (cloud) => {
  const platform = made(cloud);
  const { general, nodePools } = platform.manifest('OpenSearchCluster', 'acme-catalog').spec as Attributes;

  it('go to a folder of the bucket, by a plug-in that every node installs', () => {
    const { plugin, type, ...settings } = STORAGE[cloud];
    expect(general.pluginsList).toEqual([plugin]);
    expect(general.snapshotRepositories).toEqual([
      {
        name: 'snapshots',
        type,
        settings: { ...settings, bucket: expect.stringContaining('archive') as string, base_path: 'acme-catalog' },
      },
    ]);
  });

  it('are written by a service account of the nodes alone, which has no token of Kubernetes', () => {
    expect(general.serviceAccount).toBe('acme-catalog');
    expect(platform.manifest('ServiceAccount', 'acme-catalog').automountServiceAccountToken).toBe(false);
    expect(resolve(environmentSchema.parse(inputWith(SNAPSHOTS)), cloud).identities.catalog).toEqual({
      namespace: 'data',
      serviceAccount: 'acme-catalog',
      rights: [{ objectStore: 'archive', read: true, write: true }],
    });
  });

  it('follow a policy, which deletes the old ones, too', () => {
    const { spec } = made(cloud, { ...SNAPSHOTS, cron: '30 2 * * *', retentionDays: 7 }).manifest(
      'OpensearchSnapshotPolicy',
      'acme-catalog',
    ) as { spec: Attributes };
    const schedule = { cron: { expression: '30 2 * * *', timezone: 'UTC' } };
    expect(spec).toMatchObject({
      opensearchCluster: { name: 'acme-catalog' },
      snapshotConfig: { repository: 'snapshots', indices: '*' },
      creation: { schedule },
      deletion: { schedule, deleteCondition: { maxAge: '7d', minCount: 1 } },
    });
  });

  it('let nodes call by HTTPS', () => {
    const ports = (one: ReturnType<typeof made>) =>
      ((one.manifest('NetworkPolicy', 'acme-catalog').spec as Attributes).egress as Attributes[]).flatMap(
        ({ ports = [] }) => (ports as Attributes[]).map(({ port }) => port as number),
      );
    expect(ports(platform)).toContain(443);
    expect(ports(made(cloud, null))).not.toContain(443);
  });

  it('sign in with what the plug-in may read', () => {
    const pools = nodePools as Attributes[];
    if (cloud === 'google') {
      expect(general).not.toHaveProperty('additionalVolumes');
      expect(pools.every((pool) => pool.env === undefined)).toBe(true);
      return;
    }
    const [{ path, projected }] = general.additionalVolumes as [Attributes];
    expect(projected.sources[0].serviceAccountToken.audience).toBe('pods.eks.amazonaws.com');
    for (const { env } of pools)
      expect(env).toContainEqual({ name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', value: `${path}/token` });
  });

  it('are shown to Prometheus only where there are any', () => {
    const args = (snapshots: object | null) =>
      (
        platformOn(
          cloud,
          on(cloud, inputWith(snapshots, { addons: { externalSecrets: {}, openSearchOperator: {}, monitoring: {} } })),
        ).manifest('Deployment', 'acme-catalog-exporter').spec as Attributes
      ).template.spec.containers[0].args as string[];
    expect(args(SNAPSHOTS)).toContain('--es.snapshots');
    expect(args(null)).not.toContain('--es.snapshots');
  });
});

it.each([
  [
    'azurerm',
    SNAPSHOTS,
    {},
    "searchClusters.catalog.snapshots is not for Azure, where OpenSearch's plug-in signs in with a key of the storage account",
  ],
  [
    'aws',
    SNAPSHOTS,
    { version: '2.19' },
    'searchClusters.catalog.snapshots requires version 3 of OpenSearch on AWS, got "2.19"',
  ],
  ['google', { store: 'nothing' }, {}, "snapshots.store must name one of the environment's objectStores"],
  [
    'google',
    { ...SNAPSHOTS, cron: '0 1 1 * *', retentionDays: 7 },
    {},
    'snapshots.retentionDays must be at least 31, the days between two snapshots by cron',
  ],
] as const)('on %s refuses %j with %j', (cloud, snapshots, cluster, message) => {
  expect(problemsOf(on(cloud, inputWith(snapshots, {}, cluster))).join('\n')).toContain(message);
});

it('needs no version 3 on Google', () => {
  expect(problemsOf(on('google', inputWith(SNAPSHOTS, {}, { version: '2.19' })))).toEqual([]);
});
