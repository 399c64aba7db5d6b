/**
 * Prints what the code knows into docs/: the parity table, and each construct's properties from their doc comments.
 * `npm run docs` writes; a test compares, so that prose and code cannot drift apart.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { ConstructKind, Support } from '../constructs/parity';
import { clouds } from '../providers';

const ROOT = join(__dirname, '..');

/** Constructs, by the schema that holds their properties and the page that describes them. */
const CONSTRUCTS: Record<ConstructKind, { readonly title: string; readonly file: string; readonly schema: string }> = {
  network: { title: 'Network', file: 'network', schema: 'networkSchema' },
  cluster: { title: 'Cluster', file: 'cluster', schema: 'clusterSchema' },
  managedPostgres: { title: 'ManagedPostgres', file: 'managed-postgres', schema: 'managedPostgresSchema' },
  managedRedis: { title: 'ManagedRedis', file: 'managed-redis', schema: 'managedRedisSchema' },
  objectStore: { title: 'ObjectStore', file: 'object-store', schema: 'objectStoreSchema' },
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function describeSupport(support: Support): string {
  if (support.kind === 'unsupported') return `**unsupported**: ${support.why}; ${support.instead}`;
  const exceptions = support.except.map(({ value, why, instead }) => `not ${value}: ${why}; ${instead}`);
  return [support.kind === 'native' ? support.to : `*emulated*: ${support.to}: ${support.how}`, ...exceptions].join('. ');
}

/** The parity page. */
export function parityPage(): string {
  const all = Object.values(clouds);
  const sections = Object.entries(CONSTRUCTS).map(([kind, { title, file }]) => {
    const tables = all.map(({ parity }) => parity[kind as ConstructKind] as Record<string, Support>);
    const rows = Object.keys(tables[0]!).map((path) => row(`\`${path}\``, ...tables.map((table) => describeSupport(table[path]!))));
    return [`## [${title}](${file}.md)`, '', row('property', ...all.map((cloud) => cloud.title)), '| --- | --- | --- | --- |', ...rows].join('\n');
  });
  return `${[
    '# Parity',
    'What each cloud makes of each property. Printed from the tables in `providers/<cloud>/parity/` by `npm run docs`; a test proves each row: two values of the property give different Terraform, or the cloud refuses with the reason given here.\n\nA name such as `aws_vpc.cidr_block` is the argument that the property reaches. *Emulated* says that the cloud has no such setting and what is done instead. **Unsupported** properties stop synthesis when they are given.',
    ...sections,
  ].join('\n\n')}\n`;
}

interface Property {
  readonly path: string;
  readonly text: string;
  readonly fallback: string;
}

/** The properties of a schema, from its source: their doc comments are the documentation. */
function propertiesOf(file: string, schema: string): Property[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, 'constructs', `${file}.ts`), 'utf8'), ts.ScriptTarget.ES2022, true);
  const constants = new Map<string, ts.Expression>();
  source.forEachChild((node) => {
    if (!ts.isVariableStatement(node)) return;
    for (const { name, initializer } of node.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer) constants.set(name.text, initializer);
    }
  });

  const walk = (expression: ts.Expression, path: string): Property[] => {
    if (ts.isIdentifier(expression)) return constants.has(expression.text) ? walk(constants.get(expression.text)!, path) : [];
    if (ts.isArrayLiteralExpression(expression)) return expression.elements.flatMap((element) => walk(element, path));
    if (ts.isPropertyAccessExpression(expression)) return walk(expression.expression, path);
    if (!ts.isCallExpression(expression)) return [];
    const callee = expression.expression;
    const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
    const isZod = ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && callee.expression.text === 'z';
    const [first, second] = expression.arguments;
    if (isZod && method === 'strictObject' && first && ts.isObjectLiteralExpression(first)) return membersOf(first, path);
    if (isZod && method === 'record' && second) return walk(second, `${path}.*`);
    if (isZod && method === 'array' && first) return walk(first, `${path}.*`);
    if (isZod && method === 'union' && first) return walk(first, path);
    return isZod ? [] : walk(callee, path);
  };

  const membersOf = (object: ts.ObjectLiteralExpression, path: string): Property[] =>
    object.properties.filter(ts.isPropertyAssignment).flatMap((member) => {
      const name = path ? `${path}.${member.name.getText(source)}` : member.name.getText(source);
      const inner = walk(member.initializer, name);
      const [doc] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
      if (!doc) return inner;
      const tag = doc.tags?.find(({ tagName }) => tagName.text === 'default');
      const text = ts.getTextOfJSDocComment(doc.comment) ?? '';
      return [{ path: name, text, fallback: ts.getTextOfJSDocComment(tag?.comment) ?? '' }, ...inner];
    });

  return walk(constants.get(schema)!, '');
}

/** A construct's page, with its table of properties brought up to date between the two marks. */
export function constructPage(kind: ConstructKind): string {
  const { file, schema } = CONSTRUCTS[kind];
  const page = readFileSync(join(ROOT, 'docs', `${file}.md`), 'utf8');
  const rows = propertiesOf(file, schema).map(({ path, text, fallback }) => row(`\`${path}\``, text, fallback.replace(/^- /, '')));
  const table = [row('property', 'meaning', 'default'), '| --- | --- | --- |', ...rows].join('\n');
  return page.replace(/(<!-- properties -->\n)[^]*?(<!-- \/properties -->)/, (_, open: string, close: string) => `${open}\n${table}\n\n${close}`);
}

/** Every page that is printed, by file name in docs/. */
export const pages = (): Record<string, string> => ({
  'parity.md': parityPage(),
  ...Object.fromEntries((Object.keys(CONSTRUCTS) as ConstructKind[]).map((kind) => [`${CONSTRUCTS[kind].file}.md`, constructPage(kind)])),
});

if (require.main === module) {
  for (const [name, text] of Object.entries(pages())) writeFileSync(join(ROOT, 'docs', name), text);
}
