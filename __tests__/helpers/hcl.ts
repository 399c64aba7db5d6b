/** Compares HCL with the JSON from which it was printed, by means of HashiCorp's own HCL parser. */
import { parse } from '@cdktf/hcl2json';

type Tree = null | boolean | number | string | Tree[] | { [key: string]: Tree };

export interface HclOptions {
  /** Names of blocks that the JSON sets to `[]` or `null`: HCL writes no block there, and the parser cannot know. */
  readonly emptyBlocks?: readonly string[];
}

/**
 * @param json what `stack.toTerraform()` returns, or a parsed cdk.tf.json
 * @returns one line per difference. It cannot tell a block from an argument, but Terraform can.
 */
export async function hclDifferences(hcl: string, json: object, options: HclOptions = {}): Promise<string[]> {
  const parsed = (await parse('cdk.tf', hcl)) as Tree;
  return compare(parsed, JSON.parse(JSON.stringify(json)) as Tree, '', options);
}

/** Paths at which the language expects a reference or a keyword, which JSON writes as a string. */
const BARE = [
  /^(check\.[^.]+\.)?(resource|data|ephemeral)\.[^.]+\.[^.]+\.(provider|depends_on)$/,
  /\.lifecycle\.(ignore_changes|replace_triggered_by)$/,
  /\.provisioner\.[^.]+\.(when|on_failure)$/,
  /\.dynamic\.[^.]+\.iterator$/,
  /^module\.[^.]+\.(providers\..+|depends_on)$/,
  /^output\.[^.]+\.depends_on$/,
  /^variable\.[^.]+\.type$/,
  /^(moved|import|removed)\.(from|to|provider)$/,
];

function compare(hcl: Tree | undefined, json: Tree | undefined, path: string, options: HclOptions): string[] {
  const differ = [`${path}: ${JSON.stringify(json)} in JSON, ${JSON.stringify(hcl)} in HCL`];
  if (hcl === undefined && isEmpty(json) && options.emptyBlocks?.includes(path.split('.').at(-1) ?? '')) return [];
  if (hcl === undefined || json === undefined) return differ;
  if (Array.isArray(hcl) && Array.isArray(json)) {
    if (hcl.length !== json.length) return differ;
    return hcl.flatMap((item, at) => compare(item, json[at], `${path}[${at}]`, options));
  }
  if (Array.isArray(hcl)) return isObject(json) && hcl.length === 1 ? compare(hcl[0], json, path, options) : differ;
  if (isObject(hcl)) {
    const other = Array.isArray(json) ? byLabel(json) : json;
    if (!isObject(other)) return isLiteral(hcl, json) ? [] : differ;
    const keys = new Set([
      ...Object.keys(hcl),
      ...Object.keys(other).filter((key) => key !== '//' || !isObject(other[key])),
    ]);
    return [...keys].flatMap((key) => compare(hcl[key], other[key], path === '' ? key : `${path}.${key}`, options));
  }
  if (typeof hcl !== 'string' || typeof json !== 'string') return hcl === json || isLiteral(hcl, json) ? [] : differ;
  const isBare = BARE.some((pattern) => pattern.test(path.replace(/\[\d+\]/g, '')));
  const wanted = isBare && !json.startsWith('${') ? `\${${json}}` : json;
  return squeeze(hcl) === squeeze(wanted) || isLiteral(hcl, json) ? [] : differ;
}

const isObject = (tree: Tree | undefined): tree is { [key: string]: Tree } =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree);
const isEmpty = (tree: Tree | undefined): boolean => tree === null || (Array.isArray(tree) && tree.length === 0);

/** The parser turns `"${true}"` into `true`. */
const isLiteral = (hcl: Tree, json: Tree | undefined): boolean =>
  typeof json === 'string' && squeeze(json) === `\${${JSON.stringify(hcl)}}`;

/** JSON's `[{ "local-exec": {…} }, …]` is HCL's `{ "local-exec": [{…}, …] }`. */
function byLabel(list: Tree[]): Tree {
  const labels: Record<string, Tree[]> = {};
  for (const [label, body] of list.flatMap((each) => Object.entries(each as object) as [string, Tree][])) {
    labels[label] = [...(labels[label] ?? []), body];
  }
  return labels;
}

/** Drops white space from expressions, but not from text: formatters may add some there. */
function squeeze(text: string): string {
  const inside: ('text' | 'string' | 'expression')[] = ['text'];
  return text.replace(/\\["\\]|(\$+|%+)\{|[\s\S]/g, (token) => {
    const where = inside.at(-1);
    if (where === 'expression') {
      if (token === '"') inside.push('string');
      if (token.endsWith('{')) inside.push('expression');
      if (token === '}') inside.pop();
      return token.trim();
    }
    if (/^[$%]\{$/.test(token)) inside.push('expression');
    if (token === '"' && where === 'string') inside.pop();
    return token;
  });
}
