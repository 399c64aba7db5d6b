/**
 * Prints what the code knows into docs/: the parity table, and each construct's properties from their doc comments.
 * `npm run docs` writes; a test compares, so that prose and code cannot drift apart.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import type { ConstructKind, Support } from '../constructs/parity';
import { synthesize } from '../constructs/synthesize';
import type { EnvironmentInput } from '../constructs/topology';
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
  return [support.kind === 'native' ? support.to : `*emulated*: ${support.to}: ${support.how}`, ...exceptions].join(
    '. ',
  );
}

/** The parity page. */
export function parityPage(): string {
  const all = Object.values(clouds);
  const sections = Object.entries(CONSTRUCTS).map(([kind, { title, file }]) => {
    const tables = all.map(({ parity }) => parity[kind as ConstructKind] as Record<string, Support>);
    const rows = Object.keys(tables[0]!).map((path) =>
      row(`\`${path}\``, ...tables.map((table) => describeSupport(table[path]!))),
    );
    return [
      `## [${title}](${file}.md)`,
      '',
      row('property', ...all.map((cloud) => cloud.title)),
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
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
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, 'constructs', `${file}.ts`), 'utf8'),
    ts.ScriptTarget.ES2022,
    true,
  );
  const constants = new Map<string, ts.Expression>();
  source.forEachChild((node) => {
    if (!ts.isVariableStatement(node)) return;
    for (const { name, initializer } of node.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer) constants.set(name.text, initializer);
    }
  });

  const walk = (expression: ts.Expression, path: string): Property[] => {
    if (ts.isIdentifier(expression))
      return constants.has(expression.text) ? walk(constants.get(expression.text)!, path) : [];
    if (ts.isArrayLiteralExpression(expression)) return expression.elements.flatMap((element) => walk(element, path));
    if (ts.isPropertyAccessExpression(expression)) return walk(expression.expression, path);
    if (!ts.isCallExpression(expression)) return [];
    const callee = expression.expression;
    const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
    const isZod =
      ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && callee.expression.text === 'z';
    const [first, second] = expression.arguments;
    if (isZod && method === 'strictObject' && first && ts.isObjectLiteralExpression(first))
      return membersOf(first, path);
    if (isZod && method === 'record' && second) return walk(second, `${path}.*`);
    if (isZod && method === 'array' && first) return walk(first, `${path}.*`);
    if (isZod && method === 'union' && first) return walk(first, path);
    return isZod ? [] : walk(callee, path);
  };

  const membersOf = (object: ts.ObjectLiteralExpression, path: string): Property[] =>
    object.properties.flatMap((member) => {
      if (!ts.isPropertyAssignment(member) && !ts.isShorthandPropertyAssignment(member)) return [];
      const name = path ? `${path}.${member.name.getText(source)}` : member.name.getText(source);
      const inner = walk(ts.isPropertyAssignment(member) ? member.initializer : member.name, name);
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
  const rows = propertiesOf(file, schema).map(({ path, text, fallback }) =>
    row(`\`${path}\``, text, fallback.replace(/^- /, '')),
  );
  const table = [row('property', 'meaning', 'default'), '| --- | --- | --- |', ...rows].join('\n');
  return page.replace(
    /(<!-- properties -->\n)[^]*?(<!-- \/properties -->)/,
    (_, open: string, close: string) => `${open}\n${table}\n\n${close}`,
  );
}

/** The environments that the README's example exports. */
export function exampleOf(readme: string): EnvironmentInput {
  const code = /```ts\n([^]*?)```/.exec(readme)![1]!;
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exported: Record<string, EnvironmentInput> = {};
  runInNewContext(outputText, { exports: exported });
  return Object.values(exported)[0]!;
}

/** Where each cloud says which machine it is, for nodes, database and cache. */
const SKUS: Record<string, readonly (readonly [type: string, path: string])[]> = {
  aws: [['aws_launch_template', 'instance_type'], ['aws_db_instance', 'instance_class'], ['aws_elasticache_replication_group', 'node_type']],
  google: [['google_container_node_pool', 'node_config.machine_type'], ['google_sql_database_instance', 'settings.tier'], ['google_redis_instance', 'memory_size_gb']],
  azurerm: [['azurerm_kubernetes_cluster_node_pool', 'vm_size'], ['azurerm_postgresql_flexible_server', 'sku_name'], ['azurerm_managed_redis', 'sku_name']],
}; // prettier-ignore

/** The README, with what comes of its example. */
export function readmePage(): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-readme-'));
  const { stacks } = synthesize({ environments: [exampleOf(readme)], clouds, outdir });
  const rows = stacks.map(({ id, resources }) => {
    const { resource } = JSON.parse(readFileSync(join(outdir, 'stacks', id, 'cdk.tf.json'), 'utf8')) as {
      resource: Record<string, object>;
    };
    const skus = SKUS[id.split('-').at(-1)!]!.map(([type, path]) => {
      const first: unknown = Object.values(resource[type]!)[0];
      return path.split('.').reduce((value, key) => (value as Record<string, unknown>)[key], first);
    });
    return row(
      `\`${id}\``,
      String(resources),
      ...skus.map((sku) => (typeof sku === 'number' ? `${sku} GB` : `\`${String(sku)}\``)),
    );
  });
  rmSync(outdir, { recursive: true });
  const table = [
    row('stack', 'resources', 'nodes', 'database', 'cache'),
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
  return readme.replace(
    /(<!-- shop -->\n)[^]*?(<!-- \/shop -->)/,
    (_, open: string, close: string) => `${open}\n${table}\n\n${close}`,
  );
}

/** Every page that is printed, by path. */
export const pages = (): Record<string, string> => ({
  'README.md': readmePage(),
  'docs/parity.md': parityPage(),
  ...Object.fromEntries(
    (Object.keys(CONSTRUCTS) as ConstructKind[]).map((kind) => [
      `docs/${CONSTRUCTS[kind].file}.md`,
      constructPage(kind),
    ]),
  ),
});

if (require.main === module) {
  for (const [path, text] of Object.entries(pages())) writeFileSync(join(ROOT, path), text);
}
