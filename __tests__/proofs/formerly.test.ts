/** Proof of `formerly`: a renamed entry changes addresses, all of them moved, and nothing else. */
import { entriesIn, type Entry, newNames, underNames } from '../../constructs/environment/renaming';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { type Built, built } from '../helpers/built';
import { CLOUDS, on } from '../helpers/environments';
import { everything } from '../helpers/everything';
import type { Attributes } from '../helpers/synth';

/** Everything that has entries, with those that the other proofs do without. */
const before = patch(everything, {
  // Renaming is tried in the environment itself.
  differences: null,
  network: { secondaryCidr: '10.9.0.0/16' },
  cluster: {
    systemPool: { size: 'large', min: 2, max: 3 },
    nodePools: { batch: { size: 'large', min: 0, max: 3, spot: true } },
  },
  databases: {
    postgres: { readReplicas: { reader: {}, far: { region: 'secondary' } }, users: { reports: { rights: 'read' } } },
  },
  objectStores: { files: { replication: true } },
  secrets: { git: {}, fetched: { rotationDays: 30 }, measured: {} },
  addons: {
    externalSecrets: { namespaces: ['tools'], secrets: ['fetched', 'postgres'] },
    velero: { schedules: { nightly: { cron: '0 1 * * *', namespaces: ['shop'] } } },
    tempo: { senders: ['shop'] },
    loki: { collector: { excludeNamespaces: ['tools'] } },
    monitoring: {
      clients: ['shop'],
      dashboards: { sales: { title: 'Sales', panels: [{ title: 'Orders', query: 'sum(orders)' }] } },
    },
    argoCd: {
      repositories: { apps: { url: 'https://github.com/example/apps.git', secret: 'git' } },
      applications: {
        more: { repoUrl: 'https://github.com/example/more.git', path: 'more', namespace: 'shop', project: 'apps' },
      },
    },
  },
  workloads: {
    measured: {
      namespace: 'shop',
      image: 'registry.example.com/measured:1.0.0',
      resources: { cpu: '250m', memory: '256Mi' },
      nodePool: 'main',
      autoscaling: {
        min: 1,
        max: 20,
        queue: {
          kafka: { cluster: 'plain', topic: 'orders', consumerGroup: 'one', user: 'one', lagPerReplica: 10 },
        },
      },
    },
  },
  kafkaClusters: { plain: { users: { one: { consume: ['orders'] } } } },
}) as EnvironmentInput;

/** Records of entries, with `*` for names of entries that hold others. */
const RECORDS = [
  'cluster.access',
  'cluster.nodePools',
  'databases',
  'databases.*.readReplicas',
  'databases.*.users',
  'budgets',
  'uptimeChecks',
  'caches',
  'notifications',
  'objectStores',
  'secrets',
  'deployIdentities',
  'cdns',
  'dnsZones',
  'addons.monitoring.dashboards',
  'addons.argoCd.repositories',
  'addons.argoCd.applications',
  'addons.velero.schedules',
  'namespaces',
  'workloads',
  'workloads.*.jobs',
  'kafkaClusters',
  'kafkaClusters.*.topics',
  'kafkaClusters.*.users',
  'clickHouseClusters',
  'clickHouseClusters.*.users',
  'searchClusters',
  'searchClusters.*.nodes',
  'charts',
];

const RECORDS_WITH_ENTRIES = ['databases', 'workloads', 'kafkaClusters', 'clickHouseClusters', 'searchClusters'];

const recordOf = ({ record: [first = '', second = '', ...rest] }: Entry): string =>
  [first, RECORDS_WITH_ENTRIES.includes(first) && second ? '*' : second, ...rest].filter(Boolean).join('.');

const all = entriesIn(before);

/** The environment with new names of entries, which remember the old ones. */
function renamed(input: EnvironmentInput, entries: readonly Entry[], nameOf: (entry: Entry) => string) {
  const remembering = entries.reduce<unknown>(
    (given, { record, name, formerly }) =>
      patch(
        given,
        [...record, name].reduceRight<object>((inner, key) => ({ [key]: inner }), { formerly: [...formerly, name] }),
      ),
    input,
  ) as EnvironmentInput;
  const given = entries.map((entry) => ({ ...entry, formerly: [entry.name] as const }));
  return underNames(remembering, newNames(given, nameOf));
}

interface Moved {
  readonly from: string;
  readonly to: string;
}

/** Resources by address, without CDKTF's remarks. */
const resourcesOf = ({ resource = {} }: Attributes): Map<string, Attributes> =>
  new Map(
    Object.entries<Attributes>(resource as Attributes).flatMap(([type, byId]) =>
      Object.entries<Attributes>(byId).map(([id, { '//': _, ...rest }]): [string, Attributes] => [
        `${type}.${id}`,
        rest,
      ]),
    ),
  );

/** Every resource under the address that Terraform moves it to, with references to others by their new addresses. */
function afterMoves({ json }: Built, moves: readonly Moved[], data: ReadonlyMap<string, string>): Map<string, string> {
  const next = new Map(moves.map(({ from, to }) => [from, to]));
  const last = (address: string): string => (next.has(address) ? last(next.get(address)!) : address);
  const text = (value: unknown) =>
    JSON.stringify(value).replace(
      /(?<![\w.])((data|ephemeral)\.)?[a-z]\w*\.\w+/g,
      (address) => data.get(address) ?? last(address),
    );
  // Instances have keys of their own, which are moved one by one.
  const keys = (address: string, given: string) =>
    address.startsWith('terraform_data.')
      ? given.replace(/\\"([^"\\]+)\\"/g, (_, key) => `\\"${/"(.*)"/.exec(last(`${address}["${key}"]`))![1]}\\"`)
      : given;
  return new Map([...resourcesOf(json)].map(([address, value]) => [last(address), keys(address, text(value))]));
}

const moves = ({ json }: Built): Moved[] => (json.moved ?? []) as Moved[];

describe.each(CLOUDS)('%s', (cloud) => {
  const old = built(on(cloud, before));

  /** Expects the resources of a second environment to be those of the first, moved. */
  function expectMovedOnly(after: EnvironmentInput): Moved[] {
    const now = built(on(cloud, after));
    expect(now.map(({ id }) => id)).toEqual(old.map(({ id }) => id));
    return now.flatMap((stack, index) => {
      const was = old[index]!;
      const data = new Map(
        ['data', 'ephemeral'].flatMap((kind) => pairs(addressesOf(was, kind), addressesOf(stack, kind))),
      );
      const expected = afterMoves(was, moves(stack), data);
      const found = new Map([...resourcesOf(stack.json)].map(([address, value]) => [address, JSON.stringify(value)]));
      expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
      const others = [...found].filter(([address, value]) => value !== expected.get(address));
      expect(others).toEqual(others.map(([address]) => [address, expected.get(address)]));
      return moves(stack);
    });
  }

  it.each(RECORDS)('renames an entry of %s', (record) => {
    const entry = all.find((one) => recordOf(one) === record)!;
    expectMovedOnly(renamed(before, [entry], () => 'renamed'));
  });

  it('renames every entry, and again', () => {
    const once = renamed(before, all, ({ name }) => `a${all.findIndex((one) => one.name === name)}`);
    const firstMoves = expectMovedOnly(once);
    const twice = renamed(once, entriesIn(once), ({ name }) => `b${name}`);
    const secondMoves = expectMovedOnly(twice);
    expect(firstMoves.length).toBeGreaterThan(100);
    expect(secondMoves.length).toBeGreaterThan(firstMoves.length);
    for (const side of ['from', 'to'] as const)
      expect(new Set(secondMoves.map((one) => one[side])).size).toBe(secondMoves.length);
  });
});

it('knows every record whose entries take `formerly`', () => {
  expect([...new Set(all.map(recordOf))].sort()).toEqual([...RECORDS].sort());
});

const addressesOf = ({ json }: Built, kind: string): string[] =>
  Object.entries<Attributes>((json[kind] ?? {}) as Attributes).flatMap(([type, byId]) =>
    Object.keys(byId as object).map((id) => `${kind}.${type}.${id}`),
  );

const pairs = (a: readonly string[], b: readonly string[]): [string, string][] =>
  a.map((one, index) => [one, b[index] ?? '']);
