/** Environments in YAML and JSON: what they hold, and mistakes with their places. */
import { foundIn, loadFiles } from '../../helpers/files';

const NEEDED = 'an environment is an object with system, environment, targets, costCenter and network';

describe('a file of data', () => {
  it.each([
    ['one environment', 'a.yaml', 'system: shop\nenvironment: dev\n', ['dev']],
    ['a list', 'a.yml', '- { environment: dev }\n- { environment: test }\n', ['dev', 'test']],
    [
      'several documents',
      'a.yaml',
      '---\nenvironment: dev\n---\n# nothing\n---\n- environment: test\n',
      ['dev', 'test'],
    ],
    ['a list that is empty on purpose', 'a.yaml', '[]\n', []],
    ['JSON', 'a.json', '\uFEFF{\n\t"environment": "dev"\n}\n', ['dev']],
    ['a list in JSON', 'a.json', '[{ "environment": "dev" }]', ['dev']],
  ])('holds %s', async (_, name, text, names) => {
    const loaded = await loadFiles({ [name]: text });
    expect(loaded.said).toEqual([]);
    expect(foundIn(loaded)).toEqual(names.map((environment) => `${name}: ${environment}`));
  });

  const inputOf = async (text: string): Promise<unknown> => (await loadFiles({ 'a.yaml': text })).sources[0]!.input;

  it('has anchors, aliases and merged maps', async () => {
    const text = `
system: shop
databases:
  orders: &small
    size: small
    storage: &storage { sizeGiB: 20 }
  users:
    <<: *small
    size: large
  carts:
    <<: [{ version: '17' }, *small]
    storage: *storage
`;
    expect(await inputOf(text)).toEqual({
      system: 'shop',
      databases: {
        orders: { size: 'small', storage: { sizeGiB: 20 } },
        users: { size: 'large', storage: { sizeGiB: 20 } },
        carts: { version: '17', size: 'small', storage: { sizeGiB: 20 } },
      },
    });
  });

  it('takes words of other languages for texts, and keys as they are written', async () => {
    expect(await inputOf('system: NO\ntags: { 1.10: yes, on: "1.30" }\n')).toEqual({
      system: 'NO',
      tags: { '1.10': 'yes', on: '1.30' },
    });
  });

  it('may name its schema for editors', async () => {
    const { sources } = await loadFiles({ 'a.json': '{ "$schema": "../schema.json", "system": "shop" }' });
    expect(sources[0]!.input).toEqual({ system: 'shop' });
  });
});

describe('a mistake is told with its place', () => {
  it.each([
    [
      'system: shop\ntags:\n  a: b\n  a: c\n',
      '4:3: a is given twice in the same map: remove one [source/duplicate-key]',
    ],
    [
      '{ "system": "shop", "system": "shop" }',
      '1:21: system is given twice in the same map: remove one [source/duplicate-key]',
    ],
    ['system: shop\ntags:\n\ta: b\n', '3:1: this line is indented with a tab: YAML takes spaces only [source/syntax]'],
    [
      'tags:\n  a: b\n c: d\n',
      '3:1: this line is not indented like those above it that it belongs to, or a bracket further up is not closed [source/syntax]',
    ],
    ['system:shop\ntags: {}\n', '1:1: this is no "key: value": a space must follow the colon [source/syntax]'],
    [
      'system: shop: two\n',
      '1:9: this line has a second ": ": put a text that holds one in quotes, and a map on lines of its own [source/syntax]',
    ],
    [
      'system: "shop\n',
      '2:1: a quote or a bracket that is opened further up is not closed, or a comma is missing [source/syntax]',
    ],
    ['owner: @shop\n', '1:8: a text cannot begin with this character: put it in quotes [source/syntax]'],
    [
      '- system: shop\ntags: {}\n',
      '2:1: this does not belong here: look at the indentation, and for a missing quote or "key:" [source/syntax]',
    ],
    ['? [a, b]\n: 1\n', '1:3: a key must be a text [source/syntax]'],
    ['system: !Ref shop\n', '1:9: this tag has no meaning here: leave the word with ! out [source/syntax]'],
    [
      'system: shop\ntags: *common\n',
      '2:7: *common names no anchor: write &common before the value, further up [source/alias]',
    ],
    ['tags: &a\n  b: *a\n', '2:6: *a stands inside the value that it names [source/alias]'],
    ['tags:\n  <<: shop\n', '2:3: << takes a map, or a list of maps: *name of one with an anchor &name [source/alias]'],
    ['just a text\n', `1: is no environment: ${NEEDED} [source/none]`],
    ['- system: shop\n- 3\n', `2: is no environment: ${NEEDED} [source/none]`],
    ['apiVersion: v1\n', `1: is no environment: ${NEEDED} [source/none]`],
  ])('%j', async (text, message) => {
    const { sources, said } = await loadFiles({ 'teams/a.yaml': text });
    expect(said).toEqual([`teams/a.yaml:${message}`]);
    expect(sources).toEqual([]);
  });

  it.each(['', '# nothing yet\n', '---\n---\n'])('%j holds nothing', async (text) => {
    expect((await loadFiles({ 'a.yaml': text })).said).toEqual([`a.yaml: holds nothing: ${NEEDED} [source/none]`]);
  });

  it.each(['{ "system": "shop", }', "{ system: 'shop' }", '{ "system": "shop" } # remark'])(
    '%s is no JSON',
    async (text) => {
      const { said } = await loadFiles({ 'a.json': text });
      expect(said).toEqual([expect.stringMatching(/^a\.json: is YAML but not JSON: .* \[source\/syntax\]$/)]);
    },
  );

  it('every key that is given twice is shown, and of other mistakes the first', async () => {
    const { said } = await loadFiles({ 'a.yaml': 'a: 1\na: 2\n---\nb: 1\nb: 2\nc: [1\nd: }\n' });
    expect(said.map((message) => message.replace(/^a\.yaml:(\d+).*\[(.*)\]$/, '$1 $2'))).toEqual([
      '2 source/duplicate-key',
      '5 source/duplicate-key',
      '7 source/syntax',
    ]);
  });

  it('a file that multiplies its anchors is refused rather than read', async () => {
    const levels = 'abcdefgh'.split('');
    const text = levels.map(
      (name, at) =>
        `${name}: &${name} [${Array(10)
          .fill(at ? `*${levels[at - 1]}` : 'x')
          .join(', ')}]\n`,
    );
    expect((await loadFiles({ 'a.yaml': `system: shop\n${text.join('')}` })).said).toEqual([
      'a.yaml: uses anchors that hold anchors more often than this reader takes [source/alias]',
    ]);
  });
});
