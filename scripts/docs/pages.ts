/** Pages and parts of pages that are generated from the code: parity, errors, and the properties of each construct. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import ts from 'typescript';

import { describeExplained } from '../../app/explain/describe';
import { explain } from '../../app/explain/explain';
import { describeRights } from '../../app/rights/describe';
import { rightsOf } from '../../app/rights/rights';
import { ADDONS } from '../../constructs/addons';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { type ConstructKind,CONSTRUCTS, KINDS } from '../../constructs/registry';
import { present } from '../../core/invariant';
import { tableOf } from '../../core/markdown';
import type { Support } from '../../core/parity';
import { kebab } from '../../core/text';
import { stacksOf } from '../../index';
import { clouds, providers } from '../../providers';
import { changesPart } from './changes';
import { commandSections } from './commands';
import { environmentProperties, type StateKind, stateKinds, targetProperties } from './environment';
import { errorRows,ERRORS_INTRODUCTION } from './errors';
import { jsonSchemaFile } from './json-schema';
import { matrixSections } from './matrix';
import { propertiesOf, type Property } from './properties';

const ROOT = join(__dirname, '../..');

/** Name of a construct's page, and of the folder of its schema. */
const pageOf = (kind: ConstructKind): string => {
  const row: { readonly title: string; readonly page?: string } = CONSTRUCTS[kind];
  return row.page ?? kebab(row.title).slice(1);
};

function describeSupport(support: Support): string {
  if (support.kind === 'unsupported') return `**unsupported**: ${support.why}; ${support.instead}`;
  const exceptions = support.except.map(({ value, why, instead }) => `not ${value}: ${why}; ${instead}`);
  return [support.kind === 'native' ? support.to : `*emulated*: ${support.to}: ${support.how}`, ...exceptions].join(
    '. ',
  );
}

/** Parity table of a construct: per cloud, or for Kubernetes if the construct is inside the cluster. */
function parityOf(kind: ConstructKind): { readonly heads: string[]; readonly tables: Record<string, Support>[] } {
  const { kits } = providers.inCluster;
  if (kind in kits) return { heads: ['every cloud'], tables: [kits[kind as keyof typeof kits].parity] };
  const all = Object.values(clouds);
  return {
    heads: all.map(({ title }) => title),
    tables: all.map((cloud) => cloud.kits[kind as keyof typeof cloud.kits].parity as Record<string, Support>),
  };
}

function constructSection(kind: ConstructKind): string {
  const { heads, tables } = parityOf(kind);
  const [first = {}] = tables;
  const rows = Object.keys(first).map((path) => [
    `\`${path}\``,
    ...tables.map((table) => describeSupport(present(table[path], `parity of ${kind}.${path}`))),
  ]);
  return [`## [${CONSTRUCTS[kind].title}](constructs/${pageOf(kind)}.md)`, tableOf(['property', ...heads], rows)].join(
    '\n\n',
  );
}

function addonSection(): string {
  const all = Object.values(clouds);
  const rows = Object.values(ADDONS).map(({ id, title, builtIn }) => [
    `[${title}](addons/${id}.md)`,
    ...all.map(({ name }) => builtIn?.[name] ?? 'installed'),
  ]);
  return ['## Add-ons', tableOf(['add-on', ...all.map(({ title }) => title)], rows)].join('\n\n');
}

/** The parity page. */
export function parityPage(): string {
  return `${[
    '# Parity',
    'What each cloud makes of each property. Printed from the tables in `providers/<cloud>/<construct>/parity.ts` by `npm run docs`; a test proves each row: two values of the property give different Terraform, or the cloud refuses with the reason given here.\n\nA name such as `aws_vpc.cidr_block` is the argument that the property reaches. *Emulated* says that the cloud has no such setting and what is done instead. **Unsupported** properties stop synthesis when they are given.',
    ...KINDS.map(constructSection),
    addonSection(),
  ].join('\n\n')}\n`;
}

/** The page of errors. */
export function errorsPage(): string {
  const rows = errorRows().map(({ code, properties, clouds, severity, messages }) => [
    `\`${code}\``,
    properties.map((path) => `\`${path}\``).join(', '),
    clouds,
    severity,
    messages.join(' / '),
  ]);
  return `${[ERRORS_INTRODUCTION, tableOf(['code', 'property', 'clouds', 'severity', 'message'], rows)].join('\n\n')}\n`;
}

const propertyRow = ({ path, text, fallback }: Property): string[] => [`\`${path}\``, text, fallback.replace(/^- /, '')];

const propertyTable = (properties: readonly Property[]): string =>
  tableOf(['property', 'meaning', 'default'], properties.map(propertyRow));

/** A page with an updated table of properties. */
const withProperties = (page: string, file: string, schema: string): string =>
  withPart(page, 'properties', propertyTable(propertiesOf(file, schema)));

/** A page with its generated part, between two marks. */
const withPart = (page: string, mark: string, text: string): string =>
  filled(readFileSync(join(ROOT, page), 'utf8'), mark, text);

const filled = (page: string, mark: string, text: string): string =>
  page.replace(
    new RegExp(`(<!-- ${mark} -->\\n)[^]*?(<!-- /${mark} -->)`),
    (_, open: string, close: string) => `${open}\n${text}\n\n${close}`,
  );

/** Pages of an environment's properties that have one. */
const PAGES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(KINDS.map((kind) => [CONSTRUCTS[kind].at, `See [${CONSTRUCTS[kind].title}](constructs/${pageOf(kind)}.md).`])),
  targets: 'See [targets](#targets).',
  state: 'See [state](#state).',
  addons: 'See [add-ons](README.md#add-ons).',
  extend: 'See [extend](guides/extending-environments.md#extend).',
  differences: 'See [differences](#differences).',
};

/** The page of environments: properties that have no page of their own. */
function environmentPage(): string {
  const parts: Record<string, string> = {
    environment: propertyTable(
      environmentProperties().map((property) => ({
        ...property,
        text: [property.text, PAGES[property.path]].filter(Boolean).join(' '),
      })),
    ),
    ...Object.fromEntries(Object.keys(clouds).map((cloud) => [cloud, propertyTable(targetProperties(cloud))])),
    state: tableOf(['kind', 'property', 'meaning', 'default'], stateKinds().flatMap(stateRows)),
  };
  const page = readFileSync(join(ROOT, ENVIRONMENT_PAGE), 'utf8');
  return Object.entries(parts).reduce((text, [mark, part]) => filled(text, mark, part), page);
}

const ENVIRONMENT_PAGE = 'docs/environment.md';

/** The kind in a row of its own, and its properties below it. */
const stateRows = ({ kind, meaning, properties }: StateKind): string[][] => [
  [`\`${kind}\``, '', meaning, ''],
  ...properties.map((property) => ['', ...propertyRow(property)]),
];

/** Every page with a table of properties, by path. */
const propertyPages = (): Record<string, string> => ({
  ...Object.fromEntries(
    KINDS.map((kind) => {
      const page = `docs/constructs/${pageOf(kind)}.md`;
      const properties = withProperties(page, `constructs/${pageOf(kind)}/schema`, `${kind}Schema`);
      return [page, filled(properties, 'changes', changesPart(kind))];
    }),
  ),
  ...Object.fromEntries(
    Object.entries(ADDONS).map(([key, { id }]) => [
      `docs/addons/${id}.md`,
      withProperties(`docs/addons/${id}.md`, `constructs/addons/${id}/schema`, `${key}Schema`),
    ]),
  ),
});

/** The environment that the last of the README's examples exports; each example builds on the one before. */
export function exampleOf(readme: string): EnvironmentInput {
  const code = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, block]) => block).join('\n');
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exported: Record<string, EnvironmentInput> = {};
  runInNewContext(outputText, { exports: exported });
  return present(Object.values(exported).at(-1), 'the example of the README');
}

/** Arguments that hold the machine type of nodes, database and cache on each cloud. */
const SKUS: Record<string, readonly (readonly [type: string, path: string])[]> = {
  aws: [['aws_launch_template', 'instance_type'], ['aws_db_instance', 'instance_class'], ['aws_elasticache_replication_group', 'node_type']],
  google: [['google_container_node_pool', 'node_config.machine_type'], ['google_sql_database_instance', 'settings.tier'], ['google_redis_instance', 'memory_size_gb']],
  azurerm: [['azurerm_kubernetes_cluster_node_pool', 'vm_size'], ['azurerm_postgresql_flexible_server', 'sku_name'], ['azurerm_managed_redis', 'sku_name']],
}; // prettier-ignore

function skuText(sku: unknown): string {
  if (sku === undefined) return '';
  return typeof sku === 'number' ? `${sku} GB` : `\`${sku as string}\``;
}

/** The README, with the output of its example. */
export function readmePage(): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const rows = Object.entries(stacksOf([exampleOf(readme)])).map(([id, { resource = {} }]) => {
    const resources = Object.values(resource).reduce((sum, all) => sum + Object.keys(all).length, 0);
    // Constructs in the cluster have no machines of their own.
    const skus = (SKUS[id.slice(id.lastIndexOf('-') + 1)] ?? []).map(([type, path]) => {
      const first: unknown = Object.values(present(resource[type], type))[0];
      return path.split('.').reduce((value, key) => (value as Record<string, unknown>)[key], first);
    });
    return [`\`${id}\``, String(resources), ...[0, 1, 2].map((index) => skuText(skus[index]))];
  });
  const table = tableOf(['stack', 'resources', 'nodes', 'database', 'cache'], rows);
  return withPart('README.md', 'shop', table);
}

/** The page on `triptych explain`, with what it says of the README's database. */
export function explainPage(): string {
  const environments = [exampleOf(readFileSync(join(ROOT, 'README.md'), 'utf8'))];
  const construct = 'databases.orders';
  const text = describeExplained(explain({ environments, ...providers, stack: 'shop-production-aws', construct }), true);
  return withPart('docs/guides/explain.md', 'explained', ['```text', ...text, '```'].join('\n'));
}

/** The page on `triptych rights`, with what pods of the README's environment get on each cloud. */
export function rightsPage(): string {
  const environments = [exampleOf(readFileSync(join(ROOT, 'README.md'), 'utf8'))];
  const ofPods = rightsOf({ environments, ...providers })
    .map(({ stack, rights }) => ({ stack, rights: rights.filter(({ who }) => who.startsWith('pods shop')) }))
    .filter(({ rights }) => rights.length > 0);
  return withPart('docs/guides/rights.md', 'rights', ['```text', ...describeRights(ofPods), '```'].join('\n'));
}

/** Every generated page, by path. */
export const pages = (): Record<string, string> => ({
  'schema/environment.schema.json': jsonSchemaFile(),
  [ENVIRONMENT_PAGE]: environmentPage(),
  'README.md': readmePage(),
  'docs/parity.md': parityPage(),
  'docs/errors.md': errorsPage(),
  'docs/guides/command-line.md': withPart('docs/guides/command-line.md', 'commands', commandSections()),
  'docs/guides/explain.md': explainPage(),
  'docs/guides/rights.md': rightsPage(),
  'docs/guides/changes.md': withPart('docs/guides/changes.md', 'matrix', matrixSections()),
  ...propertyPages(),
});
