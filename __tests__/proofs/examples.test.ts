/**
 * Every `@example` of a property is an object literal that the property's schema accepts, and is printed in the docs.
 */
import { runInNewContext } from 'node:vm';

import { schemasAt } from '../../core/rules/schema-keys';
import { onOneLine } from '../../scripts/docs/properties';
import { documentedProperties, type DocumentedProperty, filesBelow, textOf } from '../helpers/schema-files';

interface Example {
  readonly property: DocumentedProperty;
  readonly text: string;
}

const examples = documentedProperties().flatMap((property): Example[] =>
  property.example === undefined ? [] : [{ property, text: property.example }],
);
/** Tables escape the vertical bars of a template. */
const pages = filesBelow('docs', '.md').map((file) => textOf(file).replaceAll('\\|', '|'));

/** The only key of an example, which is the last part of its property's path, and the value. */
function parse({ property, text }: Example): { readonly key: string; readonly value: unknown } {
  const entries = Object.entries(runInNewContext(`({ ${text} })`) as Record<string, unknown>);
  expect(entries.map(([key]) => key)).toEqual([property.path.split('.').at(-1)]);
  const [[key, value]] = entries as [[string, unknown]];
  return { key, value };
}

describe.each(examples.map((example) => [`${example.property.owner} ${example.property.path}`, example] as const))(
  'the example of %s',
  (_, example) => {
    it('is accepted by the schema', () => {
      const { value } = parse(example);
      const { schema, path } = example.property;
      const results = schemasAt(schema, path.split('.')).map((alternative) => alternative.safeParse(value));
      expect(results.flatMap(({ error }) => error?.issues ?? [])).toEqual([]);
      expect(results).not.toEqual([]);
    });

    it('is in the docs', () => {
      expect(pages.some((page) => page.includes(onOneLine(example.text)))).toBe(true);
    });
  },
);

it('finds every example in the sources of constructs', () => {
  const written = filesBelow('constructs', '.ts').flatMap((file) => textOf(file).match(/^ +\* @example/gm) ?? []);
  expect(new Set(examples.map(({ text }) => text)).size).toBe(written.length);
});

it('refuses an example that the schema does not accept', () => {
  const [{ property }] = examples as [Example];
  const [schema] = schemasAt(property.schema, property.path.split('.'));
  expect(schema!.safeParse({ qqqqqq: { qqqqqq: true } }).success).toBe(false);
});
