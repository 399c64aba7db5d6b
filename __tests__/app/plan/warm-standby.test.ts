/** Warm standbys: what of an environment runs in the second region before it serves, on each cloud, and what comes when it does. */
import { plan } from '../../../app/plan/plan';
import { candidatesOf } from '../../../app/stacks/candidates';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { explained } from '../../helpers/explained';
import { baseWith } from '../../helpers/platform';
import { RANGES } from '../../helpers/standby';
import { problemsOf, type Stack, synth, warningsOf } from '../../helpers/synth';

const shop = baseWith({
  targets: { azurerm: { region: 'eastus2', secondaryRegion: 'centralus' } },
  notifications: { ops: { email: 'ops@example.com' } },
  alarms: { critical: ['ops'] },
  cluster: { nodePools: { main: { size: 'large', min: 2, max: 6, desired: 4 } } },
  addons: {
    loadBalancerController: {},
    certManager: { email: 'ops@example.com' },
    gateway: {},
    externalDns: {},
    externalSecrets: {},
    argoCd: { host: 'cd.example.com' },
    monitoring: { exporters: true },
    strimzi: {},
  },
  kafkaClusters: {
    events: {
      namespace: 'shop',
      version: '4.3',
      brokers: 3,
      resources: { cpu: '1', memory: '2Gi' },
      storage: { sizeGiB: 20 },
      callers: [{ workload: 'web' }, { namespace: 'shop' }],
    },
  },
  workloads: {
    web: { namespace: 'shop', image: 'registry.example.com/web:1.0.0', resources: { cpu: '250m', memory: '256Mi' } },
  },
});

const recovery = {
  rpoMinutes: 5,
  rtoMinutes: 90,
  expendable: ['redis', 'files', 'events'],
  mode: 'warm-standby',
  cidr: '10.77.0.0/16',
  databases: 'replicated',
};

const having = (change: object, more: object = {}): EnvironmentInput =>
  patch(shop, {
    recovery: { ...recovery, ...change },
    differences: RANGES,
    ...more,
  }) as EnvironmentInput;

const stacksOn = (cloud: CloudName, change: object): Record<string, Stack> => synth(on(cloud, having(change)));

const objects = (stack: Stack): string => JSON.stringify(stack.json);

describe.each(CLOUDS)('on %s', (cloud) => {
  const [first, second] = [`acme-test-${cloud}`, `acme-test-r-${cloud}`];
  const standing = stacksOn(cloud, {});
  const serving = stacksOn(cloud, { active: 'secondary' });
  const infrastructure = standing[second]!;
  const platform = standing[`${second}-platform`]!;

  it('it is an infrastructure stack and a platform stack', () => {
    expect(Object.keys(standing)).toEqual([first, `${first}-platform`, second, `${second}-platform`].sort());
  });

  it('infrastructure has databases as replicas, caches and buckets', () => {
    const caches = {
      aws: 'aws_elasticache_replication_group.redis',
      google: 'google_redis_instance.redis',
      azurerm: 'azurerm_managed_redis.redis',
    };
    const buckets = {
      aws: 'aws_s3_bucket.files',
      google: 'google_storage_bucket.files',
      azurerm: 'azurerm_storage_account.files',
    };
    expect(infrastructure.addresses()).toEqual(expect.arrayContaining([caches[cloud], buckets[cloud]]));
    expect(/"(replicate_source_db|master_instance_name|source_server_id)"/.test(objects(infrastructure))).toBe(true);
  });

  it('the platform has add-ons and data clusters, and nothing that is deployed, or deploys', () => {
    const added = serving[`${second}-platform`]!.addresses().filter(
      (address) => !platform.addresses().includes(address),
    );
    expect(added).toMatchSnapshot();
    expect(
      platform.addresses().filter((address) => !serving[`${second}-platform`]!.addresses().includes(address)),
    ).toEqual([]);
    expect(platform.addresses()).toContain('helm_release.monitoring');
    expect(platform.addresses()).toContain('helm_release.events_cluster');
    expect(/registry\.example\.com\/web|argocd/.test(objects(platform))).toBe(false);
  });

  it('nothing signs in to a replica', () => {
    expect(
      platform.addresses().filter((address) => /exporter_postgres|users_postgres|postgres_users/.test(address)),
    ).toEqual([]);
    expect(
      serving[`${second}-platform`]!.addresses().filter((address) => /exporter_postgres/.test(address)).length,
    ).toBeGreaterThan(0);
  });

  it('nodes are as few as they ever are', () => {
    expect(JSON.stringify(explained(on(cloud, having({})), second, 'cluster'))).toContain('2 at first, 2 to 6 in all');
  });

  it('no address goes when it serves, but of what was about a replica', () => {
    const after = new Set(serving[second]!.addresses());
    expect(infrastructure.addresses().filter((address) => !after.has(address))).toEqual([
      expect.stringContaining('replica_behind'),
    ]);
  });

  it('says nothing that its environment does not', () => {
    expect(problemsOf(on(cloud, having({})))).toEqual([]);
    expect(warningsOf(on(cloud, having({})))).toEqual(
      warningsOf(on(cloud, having({ mode: 'pilot-light', rtoMinutes: 120 }))),
    );
  });

  it('refuses to stand by without the databases that count', () => {
    expect(problemsOf(on(cloud, having({ databases: 'restored' }))).join('\n')).toContain(
      'recovery.databases must be "replicated" with mode "warm-standby"',
    );
    const expendable = [...recovery.expendable, 'postgres'];
    expect(problemsOf(on(cloud, having({ databases: 'restored', expendable, differences: {} })))).toEqual([]);
  });

  it('takes 90 minutes', () => {
    expect(problemsOf(on(cloud, having({ rtoMinutes: 89 })))).toEqual([
      expect.stringContaining('recovery.rtoMinutes must be 90 or more: the warm standby is made whole. Allow more'),
    ]);
    expect(problemsOf(on(cloud, having({ mode: 'pilot-light' })))).toEqual([
      expect.stringContaining('Keep a warm standby there (recovery.mode), which leaves 90'),
    ]);
  });
});

it('is applied after the environment, its platform after its infrastructure', () => {
  const { plans } = plan([on('aws', having({}))], providers);
  const after = plans.flatMap((one) => candidatesOf(one, providers.inCluster)).map((one) => [one.id, one.after]);
  expect(Object.fromEntries(after)).toMatchObject({
    'acme-test-r-aws': 'acme-test-aws',
    'acme-test-r-aws-platform': 'acme-test-r-aws',
  });
});
