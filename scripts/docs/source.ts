/** Source files by path, with their constants: resolves names without running the files. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** A source file's constants, and its imports from other files of the project. */
export class Source {
  private static readonly read = new Map<string, Source>();
  readonly constants = new Map<string, ts.Expression>();
  private readonly imports = new Map<string, { readonly file: string; readonly name: string }>();

  private constructor(
    file: string,
    readonly tree: ts.SourceFile,
  ) {
    tree.forEachChild((node) => {
      if (ts.isVariableStatement(node)) this.addConstants(node);
      if (ts.isImportDeclaration(node)) this.addImports(node, dirname(file));
    });
  }

  private addConstants({ declarationList }: ts.VariableStatement): void {
    for (const { name, initializer } of declarationList.declarations)
      if (ts.isIdentifier(name) && initializer) this.constants.set(name.text, initializer);
  }

  private addImports({ moduleSpecifier, importClause }: ts.ImportDeclaration, directory: string): void {
    const named = importClause?.namedBindings;
    if (!ts.isStringLiteral(moduleSpecifier) || !named || !ts.isNamedImports(named)) return;
    const { text } = moduleSpecifier;
    if (!text.startsWith('.')) return;
    for (const { name, propertyName } of named.elements)
      this.imports.set(name.text, { file: join(directory, text), name: (propertyName ?? name).text });
  }

  static of(file: string): Source {
    const path = relative(ROOT, join(ROOT, file));
    const source =
      Source.read.get(path) ??
      new Source(
        path,
        ts.createSourceFile(path, readFileSync(join(ROOT, `${path}.ts`), 'utf8'), ts.ScriptTarget.ES2022, true),
      );
    Source.read.set(path, source);
    return source;
  }

  /** The value of a constant in this file or in the file from which it is imported. */
  resolve(name: string): Located | undefined {
    const here = this.constants.get(name);
    if (here) return { source: this, expression: here };
    const imported = this.imports.get(name);
    return imported && Source.of(imported.file).resolve(imported.name);
  }
}

/** An expression, and the file whose constants it may refer to. */
export interface Located {
  readonly source: Source;
  readonly expression: ts.Expression;
}
