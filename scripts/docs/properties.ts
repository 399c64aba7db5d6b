/**
 * Properties: what a schema says of itself, read from its source: the doc comments of its properties are the documentation.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

export interface Property {
  readonly path: string;
  readonly text: string;
  readonly fallback: string;
}

/** A source file's constants, and what it imports of other files of the project. */
class Source {
  private static readonly read = new Map<string, Source>();
  readonly constants = new Map<string, ts.Expression>();
  private readonly imports = new Map<string, { readonly file: string; readonly name: string }>();

  private constructor(
    file: string,
    readonly tree: ts.SourceFile,
  ) {
    tree.forEachChild((node) => {
      if (ts.isVariableStatement(node)) {
        for (const { name, initializer } of node.declarationList.declarations)
          if (ts.isIdentifier(name) && initializer) this.constants.set(name.text, initializer);
      }
      if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
        const { text } = node.moduleSpecifier;
        const named = node.importClause?.namedBindings;
        if (!text.startsWith('.') || !named || !ts.isNamedImports(named)) return;
        for (const { name, propertyName } of named.elements)
          this.imports.set(name.text, {
            file: join(dirname(file), text),
            name: (propertyName ?? name).text,
          });
      }
    });
  }

  static of(file: string): Source {
    const path = relative(ROOT, join(ROOT, file));
    const made =
      Source.read.get(path) ??
      new Source(
        path,
        ts.createSourceFile(path, readFileSync(join(ROOT, `${path}.ts`), 'utf8'), ts.ScriptTarget.ES2022, true),
      );
    Source.read.set(path, made);
    return made;
  }

  /** What a name stands for, wherever that is written. */
  resolve(name: string): { readonly source: Source; readonly expression: ts.Expression } | undefined {
    const here = this.constants.get(name);
    if (here) return { source: this, expression: here };
    const imported = this.imports.get(name);
    return imported && Source.of(imported.file).resolve(imported.name);
  }
}

/**
 * The properties of a schema.
 * @param file under the project's root, without its ending
 */
export function propertiesOf(file: string, schema: string): Property[] {
  const found = Source.of(file).resolve(schema);
  if (!found) throw new Error(`${file}.ts has no ${schema}`);
  return walk(found.expression, '', found.source);
}

function walk(expression: ts.Expression, path: string, source: Source): Property[] {
  if (ts.isIdentifier(expression)) {
    const found = source.resolve(expression.text);
    return found ? walk(found.expression, path, found.source) : [];
  }
  if (ts.isArrayLiteralExpression(expression))
    return expression.elements.flatMap((element) => walk(element, path, source));
  if (ts.isPropertyAccessExpression(expression)) return walk(expression.expression, path, source);
  if (!ts.isCallExpression(expression)) return [];
  const callee = expression.expression;
  const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
  const isZod =
    ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && callee.expression.text === 'z';
  const [first, second] = expression.arguments;
  if (isZod && method === 'strictObject' && first && ts.isObjectLiteralExpression(first))
    return membersOf(first, path, source);
  if (isZod && method === 'record' && second) return walk(second, `${path}.*`, source);
  if (isZod && method === 'array' && first) return walk(first, `${path}.*`, source);
  if (isZod && method === 'union' && first) return unique(walk(first, path, source));
  if (isZod && method === 'discriminatedUnion' && second) return unique(walk(second, path, source));
  return isZod ? [] : walk(callee, path, source);
}

/** Alternatives may share properties: what is said first counts. */
const unique = (properties: readonly Property[]): Property[] =>
  properties.filter(({ path }, index) => properties.findIndex((other) => other.path === path) === index);

function membersOf(object: ts.ObjectLiteralExpression, path: string, source: Source): Property[] {
  return object.properties.flatMap((member) => {
    if (ts.isSpreadAssignment(member)) return spread(member.expression, path, source);
    if (!ts.isPropertyAssignment(member) && !ts.isShorthandPropertyAssignment(member)) return [];
    const own = member.name.getText(source.tree);
    const name = path ? `${path}.${own}` : own;
    const inner = walk(ts.isPropertyAssignment(member) ? member.initializer : member.name, name, source);
    const [doc] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
    if (!doc) return inner;
    const tag = doc.tags?.find(({ tagName }) => tagName.text === 'default');
    const text = ts.getTextOfJSDocComment(doc.comment) ?? '';
    return [{ path: name, text, fallback: ts.getTextOfJSDocComment(tag?.comment) ?? '' }, ...inner];
  });
}

/** Members that come from elsewhere: a constant, or a function that returns them. */
function spread(expression: ts.Expression, path: string, source: Source): Property[] {
  const called = ts.isCallExpression(expression) ? expression.expression : expression;
  const found = ts.isIdentifier(called) ? source.resolve(called.text) : undefined;
  if (!found) return [];
  const body = ts.isArrowFunction(found.expression) ? found.expression.body : found.expression;
  const object = ts.isParenthesizedExpression(body) ? body.expression : body;
  return ts.isObjectLiteralExpression(object) ? membersOf(object, path, found.source) : [];
}
