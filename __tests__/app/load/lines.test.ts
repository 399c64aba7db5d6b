/** Lines of properties, and problems and warnings that tell them. */
import { plan } from '../../../app/plan/plan';
import { synthesize } from '../../../app/synthesize';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { describeProblem } from '../../../core/rules/problem';
import type { CloudName } from '../../../core/words/clouds';
import { providers } from '../../../providers';
import { type LoadedHere, loadFiles } from '../../helpers/files';

/** Each line ends in its number, so that an expectation can be read. */
const FILE = `system: shop # 1
environment: test # 2
targets: # 3
  aws: { account: '123456789012', region: eu-west-1 } # 4
  google: # 5
    project: shop-test # 6
    region: europe-west1 # 7
costCenter: retail # 8
network: # 9
  cidr: 10.20.0.0/16 # 10
databases: # 11
  orders: &small # 12
    version: '17' # 13
    size: &size small # 14
    storage: &storage # 15
      sizeGiB: 20 # 16
    database: orders # 17
    owner: orders # 18
  users: # 19
    <<: *small # 20
    size: *size # 21
    database: users # 22
  carts: # 23
    <<: [{ owner: carts }, *small] # 24
    storage: *storage # 25
objectStores: # 26
  images: # 27
    cors: # 28
      - origins: ['*'] # 29
      - origins: [] # 30
        headers: [] # 31
    overrides: { aws: { bucket.main: { tags: {} } } } # 32
differences: # 33
  google: # 34
    databases: { orders: { size: large } } # 35
    network: # 36
      cidr: null # 37
`;

const lineOf = async (path: string, cloud?: CloudName): Promise<number | undefined> => {
  const { sources } = await loadFiles({ 'shop.yaml': FILE });
  return sources[0]!.origin.lineOf!(path, cloud);
};

describe('the line of a property is that', () => {
  it.each<[string, string, number, CloudName?]>([
    ['of its key', 'databases.orders.storage.sizeGiB', 16],
    ['of the environment, for the whole', '', 1],
    ['of the nearest property above it', 'databases.orders.storage.type', 15],
    ['of the environment, where nothing above it is written', 'cluster.version', 1],
    ['of an entry of a list', 'objectStores.images.cors.1.headers', 31],
    ['of the list, for an entry that there is not', 'objectStores.images.cors.7', 28],
    ['of a key that holds a dot', 'objectStores.images.overrides.aws.bucket.main.tags', 32],
    ['in a merged map', 'databases.users.storage.sizeGiB', 16],
    ['of a key of its own, rather than of the merged one', 'databases.users.database', 22],
    ['of a value behind an alias', 'databases.users.size', 14],
    ['in a map behind an alias', 'databases.carts.storage.sizeGiB', 16],
    ['in the first of several merged maps', 'databases.carts.owner', 24],
    ['in the next, for what the first has not', 'databases.carts.version', 13],
    ['of the difference on its cloud', 'databases.orders.size', 35, 'google'],
    ['of the rest on another cloud', 'databases.orders.size', 14, 'aws'],
    ['of the rest, where the difference says nothing of it', 'databases.orders.owner', 18, 'google'],
    ['of a difference that removes it', 'network.cidr', 37, 'google'],
    ['of the environment, rather than of a difference', 'caches.sessions', 1, 'google'],
    ['of a target', 'targets.google.region', 7],
    ['of a difference itself', 'differences.azurerm', 33],
  ])('%s', async (_, path, line, ...[cloud]) => {
    expect(await lineOf(path, cloud)).toBe(line);
  });
});

const originsOf = ({ sources }: LoadedHere) => new Map(sources.map(({ input, origin }) => [input, origin]));
const planned = (loaded: LoadedHere) =>
  plan(
    loaded.sources.map(({ input }) => input),
    providers,
    { origins: originsOf(loaded) },
  );
const saidOf = (loaded: LoadedHere): string[] => planned(loaded).problems.map(describeProblem);

const SHOP = `system: shop
environment: test
targets:
  aws: { account: '123456789012', region: eu-west-1 }
costCenter: retail
network: { cidr: 10.20.0.0/16 }
`;

describe('a problem names file and line', () => {
  it('of a property that the schema refuses', async () => {
    const text = `${SHOP}cluster:\n  version: 1.30\n  nodePools:\n    main: { size: large, min: 2, max: 4 }\naddons:\n  reloader:\n`;
    expect(saidOf(await loadFiles({ 'teams/shop.yaml': text }))).toEqual([
      'teams/shop.yaml:8: shop/test (aws): cluster.version must be a string, got 1.3: put it in quotes, because without them 1.30 is the number 1.3 [schema/type]',
      'teams/shop.yaml:12: shop/test (aws): addons.reloader must be an object, got null: write {} for the defaults [schema/type]',
    ]);
  });

  it('of a property that there is not', async () => {
    const text = `${SHOP}databasse: {}\n---\n${SHOP.replace('test', 'other')}objectStores:\n  images:\n    versoning: true\n`;
    expect(saidOf(await loadFiles({ 'shop.yaml': text }))).toEqual([
      'shop.yaml:7: shop/test (aws): databasse is not a known property. Did you mean "databases"? [schema/unknown-property]',
      'shop.yaml:17: shop/other (aws): objectStores.images.versoning is not a known property. Did you mean "versioning"? [schema/unknown-property]',
    ]);
  });

  it('of a difference, and of a rule of one cloud', async () => {
    const text = `${SHOP}databases:
  orders: { version: '17', size: small, storage: { sizeGiB: 20 }, database: orders, owner: orders }
differences:
  aws:
    databases:
      orders:
        storage: { maxSizeGiB: 10 }
  google: {}
`;
    expect(saidOf(await loadFiles({ 'shop.yaml': text }))).toEqual([
      expect.stringMatching(/^shop\.yaml:14: shop\/test: differences\.google is ignored/),
      expect.stringMatching(/^shop\.yaml:13: shop\/test \(aws\): databases\.orders\.storage\.maxSizeGiB must be/),
    ]);
  });

  it('of an environment that another file has too', async () => {
    expect(saidOf(await loadFiles({ 'a.yaml': SHOP, 'b.yaml': `# again\n${SHOP}` }))).toEqual([
      'b.yaml:2: shop/test: is defined twice, first in a.yaml: shop-test-aws would overwrite itself. Give one of them another system or environment name [environment/duplicate]',
    ]);
  });

  it('of an override that only the stack knows', async () => {
    const loaded = await loadFiles({
      'shop.yaml': `${SHOP}objectStores:\n  images:\n    overrides:\n      aws: { bukket: {} }\n`,
    });
    const environments = loaded.sources.map(({ input }) => input);
    expect(() => synthesize({ environments, ...providers, origins: originsOf(loaded), outdir: '/nowhere' })).toThrow(
      /shop\.yaml:10: shop\/test \(aws\): objectStores\.images\.overrides\.aws\.bukket is unknown/,
    );
  });

  it('without a line if the file is a program, and neither without a file', async () => {
    const loaded = await loadFiles({
      'shop.ts': "export const shop = { system: 'shop', environment: 'test', targets: { aws: {} } };",
    });
    expect(saidOf(loaded)[0]).toMatch(/^shop\.ts: shop\/test \(aws\): /);
    const environments = loaded.sources.map(({ input }) => input);
    expect(describeProblem(plan(environments, providers).problems[0]!)).toMatch(/^shop\/test \(aws\): /);
  });
});

it('a warning names file and line, and so does an acknowledged one', async () => {
  const text = `${SHOP}cluster:\n  version: '1.34'\n  upgradeChannel: stable\n  nodePools: { main: { size: large, min: 2, max: 4 } }\n`;
  const accepted = `acknowledgements: { cluster/version-ends: planned }\n`;
  const placeOf = ({ at }: { readonly at?: unknown }) => at;
  const warned = planned(await loadFiles({ 'shop.yaml': text }));
  expect(warned.warnings.filter(({ code }) => code === 'cluster/version-ends').map(placeOf)).toEqual([
    { file: 'shop.yaml', line: 8 },
  ]);
  expect(planned(await loadFiles({ 'shop.yaml': text + accepted })).acknowledged.map(placeOf)).toEqual([
    { file: 'shop.yaml', line: 8 },
  ]);
});

it('an environment with functions is reported like any other', () => {
  const input = {
    system: 'shop',
    environment: 'test',
    targets: { aws: {} },
    extend: [() => 1],
  } as unknown as EnvironmentInput;
  expect(plan([input], providers).problems.map(({ path }) => path)).toContain('costCenter');
});
