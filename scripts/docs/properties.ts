/**
 * Properties of a schema, read from its source: meaning, units and reasons come from doc comments; defaults and limits
 * come from the schema itself, so that they are written only once.
 */
import ts from 'typescript';

import { calleeOf, chainOf, type Link } from './chain';
import { defaultOf, limitsOf } from './limits';
import { Source } from './source';

export interface Property {
  /** `backups.retentionDays`; `*` stands for a record's key or a list's index. */
  readonly path: string;
  /** The path with the alternatives of unions that lead to it, counted from 0: `network|1.existing`. */
  readonly place: string;
  /** The doc comment. */
  readonly comment: string;
  /** The doc comment, plus limits and an example that it does not contain. */
  readonly text: string;
  /** The default as the page prints it; empty if there is none. */
  readonly fallback: string;
  /** The default in the doc comment. */
  readonly documented: string | undefined;
  /** The literal default in the schema. */
  readonly literal: string | undefined;
  /** The example in the doc comment: `lifecycle: { … }`. */
  readonly example: string | undefined;
}

/**
 * The properties of a schema, each path once: alternatives of a union may share properties, and the first one's
 * documentation is used.
 * @param file path from the project's root, without extension
 */
export function propertiesOf(file: string, schema: string): Property[] {
  const all = placesOf(file, schema);
  return all.filter(({ path }, index) => all.findIndex((other) => other.path === path) === index);
}

/** The properties of a schema, those of every alternative. */
export function placesOf(file: string, schema: string): Property[] {
  const found = Source.of(file).resolve(schema);
  if (!found) throw new Error(`${file}.ts has no ${schema}`);
  return walk(found.expression, '', found.source);
}

/** The members of an interface that have a doc comment, for what is written as a type alone. */
export function membersOfInterface(file: string, name: string): Property[] {
  const { tree } = Source.of(file);
  const found = tree.statements.filter(ts.isInterfaceDeclaration).find((one) => one.name.text === name);
  return (found?.members ?? ([] as ts.TypeElement[])).flatMap((member) => {
    const [doc] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
    const path = member.name?.getText(tree) ?? '';
    return doc ? [{ path, place: path, ...describe(doc, []) }] : [];
  });
}

function walk(expression: ts.Expression, path: string, source: Source): Property[] {
  if (ts.isIdentifier(expression)) {
    const found = source.resolve(expression.text);
    return found ? walk(found.expression, path, found.source) : [];
  }
  if (ts.isArrayLiteralExpression(expression))
    return expression.elements.flatMap((element, index) => walk(element, `${path}|${index}`, source));
  if (ts.isPropertyAccessExpression(expression)) return walk(expression.expression, path, source);
  if (!ts.isCallExpression(expression)) return [];
  const { method, isZod } = calleeOf(expression);
  if (!isZod) return walk(expression.expression, path, source);
  const holder = HOLDERS[method];
  const inner = holder && expression.arguments[holder.argument];
  return inner ? holder.walk(inner, path, source) : [];
}

type Walk = typeof walk;

const elements: Walk = (expression, path, source) => walk(expression, `${path}.*`, source);

/** Functions of zod that hold other schemas, with the argument that they hold them in. */
const HOLDERS: Readonly<Record<string, { readonly argument: number; readonly walk: Walk }>> = {
  strictObject: { argument: 0, walk: objectMembers },
  record: { argument: 1, walk: elements },
  array: { argument: 0, walk: elements },
  union: { argument: 0, walk },
  discriminatedUnion: { argument: 1, walk },
};

/** The path that users type. */
const pathOf = (place: string): string => place.replace(/\|\d+/g, '').replace(/^\./, '');

function membersOf(object: ts.ObjectLiteralExpression, path: string, source: Source): Property[] {
  return object.properties.flatMap((member) => {
    if (ts.isSpreadAssignment(member)) return objectMembers(member.expression, path, source);
    if (!ts.isPropertyAssignment(member) && !ts.isShorthandPropertyAssignment(member)) return [];
    const own = member.name.getText(source.tree);
    const name = path ? `${path}.${own}` : own;
    const expression = ts.isPropertyAssignment(member) ? member.initializer : member.name;
    const inner = walk(expression, name, source);
    const [doc] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
    return doc ? [{ path: pathOf(name), place: name, ...describe(doc, chainOf(expression, source)) }, ...inner] : inner;
  });
}

/** Members of an object, including those spread from a constant or from the result of a function. */
function objectMembers(expression: ts.Expression, path: string, source: Source): Property[] {
  if (ts.isObjectLiteralExpression(expression)) return membersOf(expression, path, source);
  const called = ts.isCallExpression(expression) ? expression.expression : expression;
  const found = ts.isIdentifier(called) ? source.resolve(called.text) : undefined;
  if (!found) return [];
  const body = ts.isArrowFunction(found.expression) ? found.expression.body : found.expression;
  const object = ts.isParenthesizedExpression(body) ? body.expression : body;
  return ts.isObjectLiteralExpression(object) ? membersOf(object, path, found.source) : [];
}

function describe(doc: ts.JSDoc, chain: readonly Link[]): Omit<Property, 'path' | 'place'> {
  const tag = (name: string): string | undefined => {
    const found = doc.tags?.find(({ tagName }) => tagName.text === name);
    return found && (ts.getTextOfJSDocComment(found.comment) ?? '');
  };
  const documented = tag('default');
  const literal = defaultOf(chain);
  const example = tag('example');
  const comment = ts.getTextOfJSDocComment(doc.comment) ?? '';
  const limits = limitsOf(chain).filter((limit) => !limit.isSaidIn(comment));
  const text = [
    limits.length > 0 ? withLimits(comment, limits.map(({ text: limit }) => limit).join(', ')) : comment,
    ...(example === undefined ? [] : [`Example: \`${onOneLine(example)}\``]),
  ].join(' ');
  return { comment, text, fallback: documented ?? printedDefault(literal), documented, literal, example };
}

/** `Size, in GiB (20–4096).`: inserts limits after the first sentence or clause; one never ends inside code. */
function withLimits(comment: string, limits: string): string {
  const [clause = ''] = /^(`[^`]*`|[.:;](?!\s|$)|[^`.:;])*/.exec(comment) ?? [];
  return `${clause} (${limits})${comment.slice(clause.length)}`;
}

/** Code on one line, without trailing commas. */
export const onOneLine = (code: string): string => code.replace(/\s+/g, ' ').replace(/, (?=[}\]])/g, ' ');

/**
 * An empty list or record is printed as a word; an object has no default of its own, because its members have theirs.
 */
const printedDefault = (literal = ''): string =>
  ({ '[]': 'none', '{}': 'none' })[literal] ?? literal;

