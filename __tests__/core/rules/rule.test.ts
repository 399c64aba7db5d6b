import { findings, forEach, type RuleTable } from '../../../core/rules/rule';

interface Shelf {
  readonly limit: number;
  readonly books: Readonly<Record<string, { readonly pages: number; readonly series?: string }>>;
}

interface Context {
  readonly series: readonly string[];
}

const table: RuleTable<Shelf, Context> = [
  { code: 'limit-positive', property: 'limit', check: ({ limit }) => limit <= 0 && `must be positive, got ${limit}` },
  forEach(
    ({ books }) => Object.entries(books).map(([title, book]) => [`books.${title}`, book] as const),
    [
      {
        code: 'too-thick',
        property: 'pages',
        check: ({ pages }, _, { limit }) => pages > limit && `must be at most limit ${limit}, got ${pages}`,
      },
      {
        code: 'series-unknown',
        property: '',
        check: ({ series }, context) =>
          series !== undefined && !context.series.includes(series) && `must name a series, got "${series}"`,
        standsOn: ({ series }, _, { limit }) => [`series.${series}`, `limits.${limit}`],
      },
    ],
  ),
];

const check = (shelf: Shelf) => findings(table, shelf, { series: ['known'] });

describe('findings', () => {
  it('are none where the props are fine', () => {
    expect(check({ limit: 9, books: { a: { pages: 9, series: 'known' } } })).toEqual([]);
  });

  it('have the code, the property and the message of each broken rule', () => {
    expect(check({ limit: 0, books: {} })).toEqual([
      { code: 'limit-positive', property: 'limit', message: 'must be positive, got 0', standsOn: [] },
    ]);
  });

  it('of elements have the path of the element, and their rules see its owner', () => {
    expect(check({ limit: 9, books: { a: { pages: 9 }, b: { pages: 10 } } })).toEqual([
      { code: 'too-thick', property: 'books.b.pages', message: 'must be at most limit 9, got 10', standsOn: [] },
    ]);
  });

  it('of a whole element have no property below its path', () => {
    expect(check({ limit: 9, books: { a: { pages: 1, series: 'lost' } } })).toMatchObject([{ property: 'books.a' }]);
  });

  it('say on which paths they depend, by element, context and owner', () => {
    expect(check({ limit: 9, books: { a: { pages: 1, series: 'lost' } } })).toMatchObject([
      { code: 'series-unknown', standsOn: ['series.lost', 'limits.9'] },
    ]);
  });

  it('ask a rule for its dependencies only when it is broken', () => {
    const standsOn = jest.fn(() => []);
    const rows: RuleTable<object, object> = [{ code: 'fine', property: '', check: () => undefined, standsOn }];
    expect(findings(rows, {}, {})).toEqual([]);
    expect(standsOn).not.toHaveBeenCalled();
  });
});
