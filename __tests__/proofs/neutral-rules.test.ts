/**
 * The messages that users read for their mistakes: one case per row of the neutral rules, and the schema's own
 * messages.
 */
import { CLOUDS, on, whole, wholeWith } from '../helpers/environments';
import { problemsOf } from '../helpers/synth';

const network = (props: object) => wholeWith({ network: props });
const cluster = (props: object) => wholeWith({ cluster: props });
const pool = (props: object) => cluster({ nodePools: { main: props } });
const postgres = (props: object) => wholeWith({ databases: { postgres: props } });
const redis = (props: object) => wholeWith({ caches: { redis: props } });
const files = (props: object) => wholeWith({ objectStores: { files: props } });

describe('a valid environment', () => {
  it('has no problems', () => {
    expect(problemsOf(whole)).toEqual([]);
  });
});

describe('the schema', () => {
  it.each([
    ['an unknown property', wholeWith({ netwrok: {} }), 'acme/test: netwrok is not a known property'],
    [
      'an unknown property of a construct',
      postgres({ stroage: 1 }),
      'databases.postgres.stroage is not a known property',
    ],
    [
      'a number too small',
      postgres({ storage: { sizeGiB: 10 } }),
      'databases.postgres.storage.sizeGiB must be at least 20, got 10',
    ],
    [
      'a number too large',
      postgres({ backups: { retentionDays: 36 } }),
      'backups.retentionDays must be at most 35, got 36',
    ],
    ['a text for a number', pool({ min: '2' }), 'cluster.nodePools.main.min must be a number, got "2"'],
    ['a fraction', pool({ min: 1.5 }), 'nodePools.main.min must be an int'],
    ['a missing property', wholeWith({ costCenter: null }), 'acme/test: costCenter is required (string)'],
    [
      'an unknown choice',
      network({ nat: 'double' }),
      'network.nat must be "none" or "single" or "per-zone", got "double"',
    ],
    ['an unknown size', postgres({ size: 'huge' }), 'databases.postgres.size must be'],
    ['a size without memory', postgres({ size: null }), 'size must be'],
    [
      'a version with a patch',
      cluster({ version: '1.35.2' }),
      'cluster.version must be a minor version such as "1.35"',
    ],
    [
      'a range with host bits',
      network({ cidr: '10.0.0.1/16' }),
      'cidr must be an IPv4 range in CIDR notation with host bits zero',
    ],
    ['a name in upper case', wholeWith({ system: 'Acme' }), 'system must be 1–30 lower-case letters'],
    [
      'a pool name with a hyphen',
      cluster({ nodePools: { 'my-pool': { size: 'small', min: 1, max: 1 } } }),
      'must be 1–12 lower-case letters and digits',
    ],
    [
      'an invalid account',
      wholeWith({ targets: { aws: { account: '12' } } }),
      "targets.aws.account must be the account's twelve digits",
    ],
    [
      'no target',
      wholeWith({ targets: { aws: null, google: null, azurerm: null } }),
      'targets must name at least one of aws, google, azurerm',
    ],
    ['an invalid time of day', postgres({ backups: { start: '25:00' } }), 'backups.start must be a time of day in UTC'],
  ])('describes %s', (_, environment, message) => {
    expect(problemsOf(environment).join('\n')).toContain(message);
  });

  it('reports every problem at once, and once instead of once per cloud', () => {
    const problems = problemsOf(
      wholeWith({
        netwrok: {},
        databases: { postgres: { storage: { sizeGiB: 1 } } },
        caches: { redis: { replicas: 9 } },
      }),
    );
    expect(problems).toHaveLength(3);
  });
});

describe('the neutral rules', () => {
  it.each([
    [
      'a network too wide',
      network({ cidr: '10.0.0.0/15' }),
      'network.cidr must have a prefix of 16–22 bits, got 10.0.0.0/15',
    ],
    ['a network too narrow', network({ cidr: '10.0.0.0/24' }), 'network.cidr must have a prefix of 16–22 bits'],
    ['a public range', network({ cidr: '8.8.0.0/16' }), 'network.cidr must lie in 10.0.0.0/8'],
    [
      'networks that overlap',
      network({ secondaryCidr: '10.0.0.0/16' }),
      'secondaryCidr must not overlap cidr 10.0.0.0/16',
    ],
    [
      'a secondary range too narrow',
      network({ secondaryCidr: '10.7.0.0/24' }),
      'secondaryCidr must be a private range with a prefix of 16–22 bits',
    ],
    [
      'an unavailable retention',
      network({ flowLogs: { retentionDays: 8 } }),
      'flowLogs.retentionDays must be one of 1, 3, 5',
    ],
    [
      'subnets for too few zones',
      network({ subnets: { public: ['10.0.0.0/24'], private: ['10.0.1.0/24'], database: ['10.0.2.0/24'] } }),
      'subnets.public must have one range for each of the 3 zones, got 1',
    ],
    [
      'a subnet outside',
      network({ zones: 1, subnets: { public: ['10.1.0.0/24'], private: ['10.0.1.0/24'], database: ['10.0.2.0/24'] } }),
      'subnets.public.0 must lie inside cidr 10.0.0.0/16, got 10.1.0.0/24',
    ],
    [
      'subnets that overlap',
      network({ zones: 1, subnets: { public: ['10.0.0.0/24'], private: ['10.0.0.0/24'], database: ['10.0.2.0/24'] } }),
      "subnets.public.0 must not overlap another tier's range",
    ],
    [
      'a subnet too small',
      network({ zones: 1, subnets: { public: ['10.0.0.0/28'], private: ['10.0.1.0/24'], database: ['10.0.2.0/24'] } }),
      'must have a prefix of at most 27 bits, got 10.0.0.0/28',
    ],
    [
      'a subnet in the reserved eighth',
      network({
        zones: 1,
        subnets: { public: ['10.0.224.0/24'], private: ['10.0.1.0/24'], database: ['10.0.2.0/24'] },
      }),
      'must leave 10.0.224.0/19 free',
    ],
    [
      'services inside the network',
      cluster({ serviceCidr: '10.0.0.0/20' }),
      'cluster.serviceCidr must not overlap 10.0.0.0/16',
    ],
    [
      'public services',
      cluster({ serviceCidr: '8.8.0.0/16' }),
      'serviceCidr must be a private range with a prefix of 16–22 bits',
    ],
    ['more nodes at least than at most', pool({ min: 5 }), 'nodePools.main.min must be at most max 4, got 5'],
    [
      'nodes outside the limits',
      pool({ desired: 9 }),
      'nodePools.main.desired must lie between min 2 and max 4, got 9',
    ],
    ['an invalid label', pool({ labels: { 'a b': 'c' } }), 'nodePools.main.labels must be Kubernetes labels'],
    [
      'a reserved label',
      pool({ labels: { 'node.kubernetes.io/role': 'x' } }),
      'must not use prefixes that Kubernetes and the clouds reserve',
    ],
    [
      'an invalid taint',
      pool({ taints: [{ key: 'a b', effect: 'NoSchedule' }] }),
      'nodePools.main.taints must have keys and values like Kubernetes labels',
    ],
    [
      'a taint twice',
      pool({
        taints: [
          { key: 'a', effect: 'NoSchedule' },
          { key: 'a', value: 'x', effect: 'NoSchedule' },
        ],
      }),
      'must not repeat a key with the same effect',
    ],
    [
      "no pool for the cluster's components",
      pool({ spot: true }),
      'nodePools must hold one pool that is neither spot nor tainted',
    ],
    [
      'a pool called system',
      cluster({ nodePools: { system: { size: 'large', min: 1, max: 1 } } }),
      'nodePools.system must have another name',
    ],
    [
      'a system pool with min above max',
      cluster({ systemPool: { size: 'large', min: 3, max: 1 } }),
      'systemPool must have min at most max, got 3 and 1',
    ],
    [
      'an API open to all',
      cluster({ apiAccess: { publicCidrs: ['0.0.0.0/0'] } }),
      'apiAccess.publicCidrs must not hold 0.0.0.0/0',
    ],
    [
      'a private range as public',
      cluster({ apiAccess: { publicCidrs: ['10.0.0.0/8'] } }),
      'apiAccess.publicCidrs must hold ranges of the internet, got 10.0.0.0/8',
    ],
    [
      "an unavailable retention of the control plane's logs",
      cluster({ logs: { retentionDays: 8 } }),
      'cluster.logs.retentionDays must be one of',
    ],
    [
      'a storage limit below the size',
      postgres({ storage: { maxSizeGiB: 50 } }),
      'storage.maxSizeGiB must be at least storage.sizeGiB 100, got 50',
    ],
    ['a reserved database', postgres({ database: 'postgres' }), 'none of postgres, template0'],
    [
      'an invalid database name',
      postgres({ database: 'my-db' }),
      'database must be 1–63 lower-case letters, digits and underscores',
    ],
    ['a reserved owner', postgres({ owner: 'admin' }), 'owner must be 1–63 lower-case letters'],
    ["an owner with PostgreSQL's prefix", postgres({ owner: 'pg_monitor' }), 'not starting with pg_'],
    [
      'a backup in the maintenance window',
      postgres({ backups: { start: '03:00' } }),
      'backups.start must leave the hour from 03:00 UTC free of the maintenance window (sunday 02:00, 2 h)',
    ],
    [
      'too many replicas',
      postgres({ readReplicas: { a: {}, b: {}, c: {}, d: {}, e: {}, f: {} } }),
      'readReplicas must be at most 5',
    ],
    [
      'a parameter that another property sets',
      postgres({ parameters: { log_connections: '1' } }),
      'parameters.log_connections must not be set here, it is set by logs.connections',
    ],
    [
      "an unavailable retention of PostgreSQL's logs",
      postgres({ logs: { retentionDays: 8 } }),
      'logs.retentionDays must be one of',
    ],
    [
      'a retention of snapshots without snapshots',
      redis({ persistence: { retentionDays: 3 } }),
      'persistence.retentionDays requires persistence.mode',
    ],
    [
      'rotation without a password',
      redis({ authentication: 'none', credentials: { rotationDays: 30 } }),
      'credentials.rotationDays requires authentication "token", got "none"',
    ],
    ['too many cache nodes', redis({ shards: 60, replicas: 1 }), 'shards must make at most 90 nodes'],
    [
      'replication without versioning',
      files({ versioning: false, lifecycle: { old: { expireAfterDays: 9 } }, replication: true }),
      'objectStores.files.replication requires versioning',
    ],
    [
      'an unavailable retention of access logs',
      files({ accessLogs: { retentionDays: 8 } }),
      'accessLogs.retentionDays must be one of',
    ],
    [
      'a lock without protection from deletion',
      files({ retentionLock: { days: 1 }, deletionProtection: false }),
      'retentionLock requires deletionProtection',
    ],
    ['a rule that does nothing', files({ lifecycle: { nothing: {} } }), 'lifecycle.nothing must do something'],
    [
      'expiry of old versions without versioning',
      files({ versioning: false, lifecycle: { 'old-versions': { expireOldVersionsAfterDays: 9 } } }),
      'lifecycle.old-versions.expireOldVersionsAfterDays requires versioning',
    ],
    [
      'classes that get warmer',
      files({
        lifecycle: {
          a: {
            transitions: [
              { afterDays: 90, to: 'archive' },
              { afterDays: 180, to: 'cold' },
            ],
          },
        },
      }),
      'must get colder and later from one to the next',
    ],
    [
      'expiry before transition',
      files({ lifecycle: { a: { expireAfterDays: 30, transitions: [{ afterDays: 90, to: 'cold' }] } } }),
      'lifecycle.a.expireAfterDays must come after the last transition (90 days), got 30',
    ],
    [
      'two constructs of one name',
      wholeWith({ caches: { postgres: { version: '7', size: 'small' } } }),
      'must have names of their own',
    ],
    [
      'no secondary region',
      wholeWith({ targets: { aws: { secondaryRegion: null } }, objectStores: { files: { replication: true } } }),
      'targets.aws.secondaryRegion is required: objectStores.files.replication need it',
    ],
    [
      'the same region twice',
      wholeWith({ targets: { aws: { secondaryRegion: 'us-east-1' } } }),
      'targets.aws.secondaryRegion must be another region than region',
    ],
    [
      'a replica in the secondary region without a network there',
      postgres({ readReplicas: { far: { region: 'secondary' } } }),
      'network.secondaryCidr is required',
    ],
  ])('refuse %s', (_, environment, message) => {
    expect(problemsOf(environment).join('\n')).toContain(message);
  });

  it('refuse the same environment twice', () => {
    expect(problemsOf(whole, whole).join('\n')).toContain(
      'acme/test: is defined twice: acme-test-aws would overwrite itself',
    );
  });
});

describe('versions past their end of support', () => {
  it.each(CLOUDS)('Kubernetes 1.28 on %s names the nearest available version', (cloud) => {
    expect(problemsOf(on(cloud, cluster({ version: '1.28' })))).toEqual([
      `acme/test (${cloud}): cluster.version must be a version of Kubernetes that is available, got "1.28" (it is not offered, as of 2026-11-21); the nearest that works is "1.35"`,
    ]);
  });

  it.each(CLOUDS)('PostgreSQL 12 on %s', (cloud) => {
    expect(problemsOf(on(cloud, postgres({ version: '12' }))).join('\n')).toContain(
      `acme/test (${cloud}): databases.postgres.version must be a version of PostgreSQL that is available, got "12"`,
    );
  });
});

describe('differences', () => {
  it('change one cloud and not the others', () => {
    const input = { ...whole, differences: { azurerm: { databases: { postgres: { storage: { sizeGiB: 1 } } } } } };
    expect(problemsOf(input)).toEqual([
      expect.stringContaining('acme/test (azurerm): databases.postgres.storage.sizeGiB must be at least 20, got 1'),
    ]);
  });

  it('must be of a targeted cloud', () => {
    const { azurerm: _gone, ...targets } = whole.targets;
    expect(problemsOf({ ...whole, targets, differences: { azurerm: { costCenter: 'x' } } })).toEqual([
      'acme/test: differences.azurerm is ignored: azurerm is not among the targets (aws, google)',
    ]);
  });
});
