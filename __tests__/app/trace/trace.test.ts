/** Traces: evidence is looked for on every cloud, and what a design says is counted. */
import { hosts } from '../../../app/trace/conditions';
import { requirementsIn, strayRows, uncovered } from '../../../app/trace/coverage';
import { allDocuments } from '../../../app/trace/documents';
import { evaluator } from '../../../app/trace/evaluate';
import { pageOf } from '../../../app/trace/page';
import { differs, done, type Evidence, notInfrastructure, open, row, type Trace } from '../../../app/trace/trace';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { providers } from '../../../providers';
import { shopWith } from '../../helpers/shop';

const environment = patch(shopWith({}), { environment: 'production', targets: { azurerm: null } }) as EnvironmentInput;

const tracing = (...evidence: Evidence[]): Trace => ({
  system: 'acme',
  title: 'Acme',
  design: 'design.md',
  environments: [environment],
  rows: [row('3', 'a network', done(...evidence))],
});

const failuresOf = (...evidence: Evidence[]): string[] => {
  const trace = tracing(...evidence);
  const evaluate = evaluator(allDocuments(trace.environments, providers));
  return trace.rows.flatMap(evaluate).map(({ message }) => message);
};

const aws = { 'aws_vpc.network.cidr_block': '10.0.0.0/16' };
const google = { 'length(keys(google_compute_network))': 1 };

describe('evidence', () => {
  it('is found in both stacks of each cloud', () => {
    expect(
      failuresOf({
        aws,
        google,
        cluster: {
          'Deployment."acme-web".spec.template.spec.containers[0].image': 'registry.example.com/web:1.0.0',
          'charts.keda.namespace': 'keda',
          'charts.monitoring.values.grafana': (value: object) => typeof value === 'object',
        },
      }),
    ).toEqual([]);
  });

  it.each<[what: string, evidence: Evidence[], messages: unknown[]]>([
    ['nothing', [], ['has no evidence']],
    ['a cloud without any', [{ aws }], ['has no evidence for production on google, and no reason why']],
    ['a cloud without any, for a reason', [{ aws, because: 'the design is about AWS' }], []],
    [
      'another value',
      [{ aws: { 'aws_vpc.network.cidr_block': '10.1.0.0/16' }, google }],
      ['production on aws: aws_vpc.network.cidr_block must be "10.1.0.0/16", got "10.0.0.0/16"'],
    ],
    [
      'a resource that is not there',
      [{ aws, google: { 'google_sql_database_instance.orders.region': 'x' } }],
      ['production on google: google_sql_database_instance.orders.region must be "x", got null'],
    ],
    [
      'a condition that is not met',
      [{ cluster: { 'Deployment."acme-web".spec.replicas': (value: number) => value > 100 } }],
      [expect.stringMatching(/^production on aws, platform: .* must meet its condition/), expect.any(String)],
    ],
    [
      'what a function of JMESPath is about',
      [{ aws: { 'length(keys(aws_vpn_gateway))': 1 }, google }],
      ['production on aws: length(keys(aws_vpn_gateway)) must be 1, got null'],
    ],
    [
      'what a condition is about',
      [{ aws: { 'aws_db_instance.nothing.engine': (engine: string) => engine.startsWith('p') }, google }],
      ['production on aws: aws_db_instance.nothing.engine must meet its condition, got null'],
    ],
    [
      'an environment that does not exist',
      [{ in: 'prodution', aws, google }],
      ['no environment is called prodution. Did you mean "production"?; there are production'],
    ],
  ])('is missing: %s', (_, evidence, messages) => {
    expect(failuresOf(...evidence)).toEqual(messages);
  });

  it('must be JMESPath', () => {
    expect(() => failuresOf({ aws: { 'a[': 1 }, google })).toThrow('a[ is no JMESPath');
  });
});

describe('coverage', () => {
  const design = ['# Acme', '', '- a network', '', '| what | how |', '| --- | --- |', '| a cache | large |', '', '```', '- not this', '```', '1. last'].join('\n'); // prettier-ignore

  it('counts entries of lists and rows of tables', () => {
    expect(requirementsIn(design).map(({ line }) => line)).toEqual([3, 7, 12]);
  });

  it('names what no row is about, and rows about nothing', () => {
    const rows = [row('3-4', 'a network', open('Network')), row('13', 'a dream', notInfrastructure('a dream'))];
    expect(uncovered(design, { rows })).toEqual([
      { line: 7, text: '| a cache | large |' },
      { line: 12, text: '1. last' },
    ]);
    expect(strayRows(design, { rows })).toEqual(['13']);
  });
});

it('a page shows each row with its evidence or reason', () => {
  const { rows, ...trace } = tracing({ aws, google });
  const page = pageOf(
    { ...trace, rows: [...rows, row('7', 'a | b', differs('gone', { cluster: { a: () => true } }))] },
    'x.md',
  );
  expect(page).toContain('| done | 1 |');
  expect(page).toContain(
    '| 3 | a network | done | aws: `aws_vpc.network.cidr_block` = "10.0.0.0/16"; google: `length(keys(google_compute_network))` = 1 |',
  );
  expect(page).toContain('| 7 | a \\| b | differs | gone<br>cluster: `a` |');
});

it('a page shows conditions on the stacks of accounts and of the edge', () => {
  const condition = (value: number) => value > 1;
  const page = pageOf(
    tracing({ account: { aws: { b: condition } }, edge: { google: { a: condition, c: 2 } } }),
    'x.md',
  );
  expect(page).toContain('| done | account on aws: `b`; edge on google: `a`, `c` = 2 |');
});

describe('hosts', () => {
  const domains = { aws: 'shop.example.com', google: 'gcp.shop.example.com' };
  const served = hosts(domains, '@', 'api');

  it.each([
    ['those of one cloud', ['api.shop.example.com', 'shop.example.com'], true],
    ['those of another', ['gcp.shop.example.com', 'api.gcp.shop.example.com', 'gcp.shop.example.com'], true],
    ['some of both', ['gcp.shop.example.com', 'api.shop.example.com'], false],
    ['one of two', ['shop.example.com'], false],
    ['one more', ['shop.example.com', 'api.shop.example.com', 'www.shop.example.com'], false],
    ['none', null, false],
  ])('%s', (_, list, expected) => expect(served(list)).toBe(expected));
});
