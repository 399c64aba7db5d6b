/**
 * Prints a stack as HCL with exactly the content of its JSON. JSON (after overrides, with tokens resolved) is the only source
 * of values, because cdktf's own HCL drops some and garbles others. JSON does not tell blocks from arguments:
 * Terraform's language (`languageOf`) and the provider bindings (`bindingsOf`) do. A name that neither knows, from a raw
 * override, is printed as blocks if it holds a list of objects, and as an argument otherwise: write overrides accordingly.
 */
import type { TerraformStack } from 'cdktf';

import { isPlain } from '../patch';
import { ARGUMENTS, bindingsOf, type Block, block, type Body, type Form, languageOf } from './forms';
import { IDENTIFIER, KEYWORDS, quote, soleExpression, text } from './text';

type Json = null | boolean | number | string | Json[] | JsonObject;
type JsonObject = { [key: string]: Json };

/** @returns the HCL, and JSON's `//` members, which cdktf keeps in a separate file */
export function hclOf(stack: TerraformStack): { hcl: string; metadata: Record<string, unknown> } {
  const { '//': about, ...json } = stack.toTerraform() as JsonObject;
  const language = languageOf(bindingsOf(stack));
  const blocks = Object.entries(json).flatMap(([kind, value]) => {
    const form = Object.hasOwn(language, kind) ? language[kind] : undefined;
    if (!form) throw new Error(`${stack.node.id}: no HCL form for "${kind}"; synthesize JSON`);
    return printBlocks(kind, form, value);
  });
  const metadata = { ...commentsIn(json), '//': about, terraform: json.terraform };
  return { hcl: blocks.map((lines) => `${lines.join('\n')}\n`).join('\n'), metadata };
}

/** The JSON without everything but its `//` members. */
function commentsIn(json: JsonObject): JsonObject {
  const objects = Object.entries(json).filter((entry): entry is [string, JsonObject] => isPlain(entry[1]));
  const kept = objects.map(([key, value]): [string, JsonObject] => [key, key === '//' ? value : commentsIn(value)]);
  return Object.fromEntries(kept.filter(([, value]) => Object.keys(value).length > 0));
}

// ---- Printing ----

const indent = (lines: string[]): string[] => lines.map((line) => `  ${line}`);

/** `null` and `[]` print nothing: in JSON they are no block either. */
function printBlocks(name: string, form: Block, value: Json, labels: readonly string[] = []): string[][] {
  if (Array.isArray(value)) return value.flatMap((element) => printBlocks(name, form, element, labels));
  if (!isPlain(value)) return [];
  const entries = Object.entries(value).filter(([key]) => key !== '//');
  if (labels.length < (form.labels ?? 0)) {
    return entries.flatMap(([label, inner]) => printBlocks(name, form, inner, [...labels, label]));
  }
  const header = [name, ...labels.map(quote)].join(' ');
  const forms = form.body(labels);
  const body = align(entries.flatMap(([key, inner]) => printEntry(forms, key, inner)));
  return [body.length > 0 ? [`${header} {`, ...indent(body), '}'] : [`${header} {}`]];
}

/** The lines of an argument, or of a block, which has no key. */
interface Part {
  readonly key?: string;
  readonly lines: string[];
}

function printEntry(body: Body, name: string, value: Json): Part[] {
  if (!IDENTIFIER.test(name)) throw new Error(`"${name}" cannot be the name of an argument in HCL`);
  const form = formOf(body, name, value);
  const fitsBlocks = value === null || isPlain(value) || (Array.isArray(value) && value.every(isPlain));
  if (typeof form === 'object' && fitsBlocks) return printBlocks(name, form, value).map((lines) => ({ lines }));
  return [{ key: name, lines: expression(value, form === 'bare') }];
}

function formOf(body: Body, name: string, value: Json): Form {
  const formIn = (key: string): Form | undefined => (Object.hasOwn(body, key) ? body[key] : undefined);
  const known = formIn(name) ?? formIn('*');
  if (known) return known;
  if (name === 'dynamic') {
    const content = (type: string): Form => formIn(type) ?? block({});
    return { labels: 1, body: ([type = '']) => ({ ...ARGUMENTS, iterator: 'bare', content: content(type) }) };
  }
  return Array.isArray(value) && value.length > 0 && value.every(isPlain) ? block({}) : 'argument';
}

/**
 * Aligns as `terraform fmt` does: the `=` of neighbouring one-line arguments are in one column. A block or an argument of
 * several lines, with width 0, separates groups of neighbours.
 */
function align(parts: Part[]): string[] {
  // Neighbours share one object, which knows the widest key only when all parts have been seen.
  let group = { width: 0 };
  const grouped = parts.map(({ key, lines }) => {
    if (key === undefined || lines.length !== 1) {
      group = { width: 0 };
      return { key, lines, group: { width: 0 } };
    }
    group.width = Math.max(group.width, key.length);
    return { key, lines, group };
  });
  return grouped.flatMap(({ key, lines, group: { width } }) =>
    key === undefined ? lines : [`${key.padEnd(width)} = ${lines[0]}`, ...lines.slice(1)],
  );
}

/** @param isBare whether strings, and the keys of maps, are references, as in `depends_on` and `providers` */
function expression(value: Json, isBare = false): string[] {
  if (typeof value === 'string') return [isBare ? (soleExpression(value) ?? value) : text(value)];
  if (Array.isArray(value)) {
    const items = value.map((item) => expression(item, isBare));
    const line = `[${items.join(', ')}]`;
    if (items.every((lines) => lines.length === 1) && line.length <= 80) return [line];
    return ['[', ...indent(items.flatMap((lines) => [...lines.slice(0, -1), `${lines.at(-1)},`])), ']'];
  }
  if (!isPlain(value)) return [String(value)];
  const parts = Object.entries(value).map(([key, inner]) => ({
    key: isBare || (IDENTIFIER.test(key) && !KEYWORDS.includes(key)) ? key : quote(key),
    lines: expression(inner, isBare),
  }));
  return parts.length > 0 ? ['{', ...indent(align(parts)), '}'] : ['{}'];
}
