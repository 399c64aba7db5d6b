/** What stands by in the second region, on each cloud, and what it becomes when it serves: as a pilot light, for the most part. */
import { plan } from '../../../app/plan/plan';
import { candidatesOf } from '../../../app/stacks/candidates';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { explained } from '../../helpers/explained';
import { baseWith } from '../../helpers/platform';
import { problemsOf, type Stack, synth, warningsOf } from '../../helpers/synth';

const FIRST = { aws: 'us-east-1', google: 'us-central1', azurerm: 'eastus2' } as const;
const SECOND = { aws: 'us-west-2', google: 'us-west1', azurerm: 'centralus' } as const;

const ELSEWHERE = { aws: 'eu-west-1', google: 'europe-west1', azurerm: 'westus3' } as const;

const members = {
  aws: ['arn:aws:iam::123456789012:role/developers'],
  google: ['user:ada@example.com'],
  azurerm: ['00000000-0000-4000-8000-0000000000c1'],
};

/** Something of everything that the second region changes. */
const shop = baseWith({
  targets: {
    aws: { issuers: ['github'], adopt: ['role-rds'], zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'] },
    google: { billingAccount: '0A1B2C-3D4E5F-6A7B8C' },
    azurerm: { region: FIRST.azurerm, secondaryRegion: SECOND.azurerm },
  },
  account: { auditTrail: { alerts: ['security'] } },
  notifications: { ops: { email: 'ops@example.com' }, security: { email: 'security@example.com' } },
  budgets: { whole: { monthly: 50_000, notify: ['security'] } },
  alarms: { critical: ['ops'] },
  network: { secondaryCidr: '10.9.0.0/16' },
  cluster: {
    logs: { containers: { excludeNamespaces: ['shop'] } },
    access: { developers: { role: 'edit', namespaces: ['shop'], members } },
    nodePools: {
      batch: { size: 'large', min: 2, max: 6, spot: true },
      main: { size: 'large', min: 3, max: 6 },
      other: { size: 'large', min: 1, max: 2, desired: 2 },
    },
  },
  databases: {
    postgres: { backups: { copyToSecondaryRegion: true }, readReplicas: { recovery: { region: 'secondary' } } },
  },
  objectStores: { files: { replication: true } },
  dnsZones: { main: { existing: null, records: { '@': [{ type: 'MX', values: ['10 mail.example.net'] }] } } },
  addons: {
    loadBalancerController: {},
    certManager: { email: 'ops@example.com' },
    gateway: {},
    externalDns: {},
    externalSecrets: {},
  },
  workloads: {
    web: { namespace: 'shop', image: 'registry.example.com/web:1.0.0', resources: { cpu: '250m', memory: '256Mi' } },
  },
});

const recovery = { rpoMinutes: 1440, expendable: ['redis'] };
const standing = { ...recovery, mode: 'pilot-light', cidr: '10.77.0.0/16' };
const serving = {
  ...standing,
  active: 'secondary',
  differences: { databases: { postgres: { restore: false } } },
};

const having = (change: object, more: object = {}): EnvironmentInput =>
  patch(shop, { ...more, recovery: change }) as EnvironmentInput;

const stacksOn = (cloud: CloudName, change: object): Record<string, Stack> => synth(on(cloud, having(change)));

const typesIn = (stack: Stack): string[] =>
  [...new Set(stack.addresses().map((address) => address.split('.')[0]!))].sort();

/** Types of what holds data, serves, or belongs to what runs in the cluster. */
const NOT_STANDING_BY =
  /^(aws_(db_instance|elasticache_\w+|s3_bucket|route53_\w+|cloudwatch_metric_alarm|sns_topic|budgets_budget)|google_(sql_\w+|redis_instance|memorystore_instance|storage_bucket|monitoring_\w+|billing_budget)|azurerm_(postgresql_\w+|managed_redis|monitor_metric_alert|monitor_action_group|consumption_\w+))$/;

describe.each(CLOUDS)('on %s, what stands by', (cloud) => {
  const first = `acme-test-${cloud}`;
  const second = `acme-test-r-${cloud}`;
  const stacks = stacksOn(cloud, standing);
  const stack = stacks[second]!;

  it('is one stack, beside those of the environment, which are as they were', () => {
    const { [second]: _, ...others } = stacks;
    const without = stacksOn(cloud, recovery);
    expect(Object.keys(others)).toEqual([`${first}-account`, first, `${first}-platform`].sort());
    // Budgets of Azure name what they count.
    const kept = ({ json }: Stack) => {
      const { azurerm_consumption_budget_subscription: _budgets, ...rest } = json.resource;
      return { ...json, resource: rest };
    };
    expect(Object.values(others).map(kept)).toEqual(Object.values(without).map(kept));
  });

  it('has network, cluster, keys and secrets, and nothing that holds data or runs', () => {
    expect(stack.addresses().filter((address) => address.includes('.dns_'))).toEqual([]);
    expect(typesIn(stack)).toMatchSnapshot();
    expect(typesIn(stack).filter((type) => NOT_STANDING_BY.test(type))).toEqual([]);
    expect(JSON.stringify(stack.json)).toContain('token');
  });

  it('is in the second region, in a range of its own', () => {
    const text = JSON.stringify(stack.json);
    expect(text).toContain(SECOND[cloud]);
    expect(text).not.toContain(FIRST[cloud]);
    expect(text).toContain('10.77.');
    expect(text).not.toMatch(/"10\.(0|9)\.\d+\.\d+\/\d+"/);
  });

  it('has one node, in a pool on which anything may run', () => {
    const said = JSON.stringify(explained(on(cloud, having(standing)), second, 'cluster'));
    expect(said).toContain('1 at first, 1 to 6 in all');
    expect(said).toContain('0 at first, 0 to 6 in all');
    expect(said).toContain('0 at first, 0 to 2 in all');
  });

  it('shares no name with the environment', () => {
    const NAMES = ['name', 'identifier', 'bucket', 'secret_id', 'account_id'];
    const namesIn = (one: Stack) =>
      one.addresses().flatMap((address) =>
        NAMES.flatMap((key) => {
          const name: unknown = one.resource(address)[key];
          return typeof name === 'string' && !name.includes('${') ? [`${address.split('.')[0]} ${name}`] : [];
        }),
      );
    const taken = new Set(namesIn(stacks[first]!));
    // Apis of the project, and names that are of their network, vault or server alone.
    const own = namesIn(stack).filter(
      (name) => !/^(google_project_service|azurerm_\w*(subnet|rule|association)\w*) /.test(name),
    );
    expect(own.length).toBeGreaterThan(5);
    expect(own.filter((name) => taken.has(name))).toMatchSnapshot();
  });
});

describe.each(CLOUDS)('on %s, what serves', (cloud) => {
  const first = `acme-test-${cloud}`;
  const second = `acme-test-r-${cloud}`;
  const stacks = stacksOn(cloud, serving);

  it('is the whole environment, but for what the first one keeps', () => {
    expect(Object.keys(stacks)).toEqual(
      [`${first}-account`, first, `${first}-platform`, second, `${second}-platform`].sort(),
    );
    const missing = typesIn(stacks[first]!).filter((type) => !typesIn(stacks[second]!).includes(type));
    expect(missing).toMatchSnapshot();
    expect(stacks[`${second}-platform`]!.addresses()).toEqual(stacks[`${first}-platform`]!.addresses());
  });

  it('takes the zone of the environment, and writes none of its records', () => {
    expect(stacks[second]!.addresses().filter((address) => address.includes('.dns_main'))).toEqual([]);
    expect(stacks[first]!.addresses().filter((address) => address.includes('.dns_main')).length).toBeGreaterThan(1);
    const zone = {
      aws: '${data.aws_route53_zone.dns_main_existing.zone_id}',
      google: 'acme-test-dns-main',
      azurerm: '/resourceGroups/acme-test/providers/Microsoft.Network/dnsZones/example.com',
    }[cloud];
    expect(JSON.stringify(stacks[second]!.json)).toContain(zone);
  });
});

it.each(CLOUDS)('takes the zone by the name that %s knows, when that is renamed', (cloud) => {
  const { main } = shop.dnsZones!;
  const dnsZones = { main: null, public: { ...main, formerly: ['main'] } };
  const zoneOf = (given: EnvironmentInput): string[] =>
    JSON.stringify(synth(on(cloud, given))[`acme-test-r-${cloud}`]!.json).match(
      /"acme-test-dns-\w+"|dnsZones\/[\w.]+|"name":"example\.com"/g,
    ) ?? [];
  const zones = zoneOf(having(serving));
  expect(zones.length).toBeGreaterThan(0);
  expect(zoneOf(having(serving, { dnsZones }))).toEqual(zones);
});

describe('what stands by', () => {
  const named = (change: object, more: object = {}, only: readonly string[] = []) =>
    plan([on('aws', having(change, more))], providers, { only }).plans.map(({ stacks }) => stacks.infrastructure);

  it('is applied after the environment, which has what the account needs once, and the zones', () => {
    const { plans } = plan([on('aws', having(serving))], providers);
    const after = plans.flatMap((one) => candidatesOf(one, providers.inCluster)).map((one) => [one.id, one.after]);
    expect(Object.fromEntries(after)).toEqual({
      'acme-test-aws-account': undefined,
      'acme-test-aws': 'acme-test-aws-account',
      'acme-test-aws-platform': 'acme-test-aws',
      'acme-test-r-aws': 'acme-test-aws',
      'acme-test-r-aws-platform': 'acme-test-r-aws',
    });
  });

  it('is chosen by its name', () => {
    expect(named(standing, {}, ['acme-test-r-*'])).toContain('acme-test-r-aws');
    expect(named(standing, {}, ['acme-test-aws'])).toEqual(['acme-test-aws']);
  });

  it('counts for the budgets of the environment', () => {
    const { tags, stack } = explained(on('aws', having(standing)), 'acme-test-r-aws');
    expect(stack).toBe('acme-test-r-aws');
    expect(tags).toMatchObject({ Environment: 'test', Project: 'acme' });
    // Azure counts by groups, in which both are.
    const { [`acme-test-azurerm`]: first, [`acme-test-r-azurerm`]: second } = stacksOn('azurerm', standing);
    const { dimension } = first!.resource('azurerm_consumption_budget_subscription.budget_whole')['filter'];
    expect(dimension[0].values.slice(2)).toEqual([
      second!.resource('azurerm_resource_group.foundation')['name'],
      second!.resource('azurerm_kubernetes_cluster.cluster')['node_resource_group'],
    ]);
  });

  it('says otherwise what differences say', () => {
    const differences = { network: { zones: 2 }, targets: { aws: { zones: ['us-west-2a', 'us-west-2b'] } } };
    const { [`acme-test-r-aws`]: stack } = stacksOn('aws', { ...standing, differences });
    const zones = stack!
      .addresses()
      .filter((address) => address.startsWith('aws_subnet.'))
      .map((address) => stack!.resource(address)['availability_zone'] as string);
    expect([...new Set(zones)]).toEqual(['us-west-2a', 'us-west-2b']);
  });

  it('has keys of its own in the place of existing ones, which belong to the first region', () => {
    const encryptionKey = {
      existing: { aws: 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000009' },
    };
    const change = {
      cluster: { encryptionKey },
      databases: { postgres: { encryptionKey } },
      caches: { redis: { encryptionKey } },
      objectStores: { files: { encryptionKey } },
    };
    const { 'acme-test-aws': first, 'acme-test-r-aws': second } = synth(on('aws', having(serving, change)));
    expect(JSON.stringify(first!.json)).toContain(encryptionKey.existing.aws);
    expect(JSON.stringify(second!.json)).not.toContain(encryptionKey.existing.aws);
  });

  it('accepts what the environment accepts, without a word of what it does not need', () => {
    const acknowledgements = { 'cluster/version-ends': 'the upgrade is planned for May' };
    const cluster = { version: '1.34', upgradeChannel: 'stable' };
    const change = { acknowledgements, cluster, budgets: null };
    expect(warningsOf(on('aws', having(standing, { cluster, budgets: null })))).toHaveLength(2);
    expect(warningsOf(on('aws', having(standing, change)))).toEqual([]);
  });

  it('may be in the project of the environment, in which no other may be', () => {
    const google = on('google', having(serving));
    expect(problemsOf(google)).toEqual([]);
    expect(problemsOf(google, { ...google, environment: 'other' }).join('\n')).toContain(
      'must be another project than',
    );
  });

  it('is told of mistakes by the name that it has', () => {
    expect(
      problemsOf(
        on('azurerm', having(standing, { targets: { azurerm: { region: 'eastus', secondaryRegion: 'westus' } } })),
      ),
    ).toEqual([expect.stringMatching(/^acme\/test-r \(azurerm\): cluster needs a region with zones/)]);
  });

  it('is told of its mistakes together with those of the environment, each once', () => {
    const differences = { network: { zones: 9 } };
    expect(problemsOf(on('aws', having({ ...standing, differences, rtoMinutes: 10 })))).toEqual([
      expect.stringMatching(/^acme\/test \(aws\): recovery\.rtoMinutes must be 150 or more/),
      expect.stringMatching(/^acme\/test-r \(aws\): network\.zones/),
    ]);
  });
});

describe.each(CLOUDS)('on %s, refused is', (cloud) => {
  const said = (change: object, more: object = {}): string => problemsOf(on(cloud, having(change, more))).join('\n');
  const existing = {
    aws: { name: 'shared' },
    google: { name: 'shared', location: 'us-central1' },
    azurerm: { name: 'shared', location: 'shared' },
  };

  it.each<[string, object, object, string]>([
    [
      'one without a second region',
      standing,
      { targets: { [cloud]: { secondaryRegion: null } } },
      `recovery.mode needs targets.${cloud}.secondaryRegion`,
    ],
    [
      'one of an existing cluster',
      standing,
      { cluster: { ...Object.fromEntries(Object.keys(shop.cluster!).map((key) => [key, null])), existing } },
      'recovery.mode must be "restore" where cluster exists already',
    ],
    [
      'one without a cluster',
      standing,
      { cluster: null, addons: null, workloads: null, namespaces: null },
      'recovery.mode must be "restore" without a cluster',
    ],
    ['one without a range', { ...standing, cidr: null }, {}, 'recovery.cidr is required with mode "pilot-light"'],
    [
      'one in the range of the environment',
      { ...standing, cidr: '10.0.128.0/17' },
      {},
      'recovery.cidr must not overlap 10.0.0.0/16, got 10.0.128.0/17',
    ],
    [
      'one in the range of replicas',
      { ...standing, cidr: '10.9.0.0/16' },
      {},
      'recovery.cidr must not overlap 10.9.0.0/16',
    ],
    [
      'a range without one',
      { ...recovery, cidr: '10.77.0.0/16' },
      {},
      'recovery has cidr for what stands by: set mode to "pilot-light"',
    ],
    [
      'differences of none',
      { ...recovery, differences: { tags: { Region: 'second' } } },
      {},
      'recovery has differences for what stands by',
    ],
    [
      'a second region that serves without one',
      { ...recovery, active: 'secondary' },
      {},
      'recovery has active for what stands by',
    ],
    [
      'one that serves, of whose databases nothing is said',
      { ...standing, active: 'secondary' },
      {},
      'recovery.differences.databases.postgres.restore is required while the second region is active',
    ],
    [
      'one whose differences are mistaken',
      { ...standing, differences: { network: { zones: 9 } } },
      {},
      `acme/test-r (${cloud}): network.zones`,
    ],
    [
      'one in a region that the account closes',
      { ...standing, differences: { targets: { [cloud]: { region: ELSEWHERE[cloud] } } } },
      { account: { compliance: { frameworks: ['cis'], regions: 'targets' } } },
      `acme/test-r (${cloud}): targets.${cloud}.region must be ${FIRST[cloud]} or ${SECOND[cloud]}, got ${ELSEWHERE[cloud]}`,
    ],
    [
      'one whose state is in the lost region',
      standing,
      { state: { kind: 's3', bucket: 'states', region: FIRST[cloud] } },
      `acme/test-r (${cloud}): state must be outside of ${FIRST[cloud]}`,
    ],
  ])('%s', (_, change, more, message) => {
    expect(said(change, more)).toContain(message);
  });
});
