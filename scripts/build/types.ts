/** Declarations of a module and of what they refer to, which is far less than what the module imports. */
import { join, posix, relative } from 'node:path';

import * as ts from 'typescript';

import { present } from '../../core/invariant';

const ROOT = join(__dirname, '..', '..');

/** Text of each declaration file, by its path in a folder. */
export function typesOf(entry: string, folder: string): Readonly<Record<string, string>> {
  const all = declarationsOf(entry);
  const reached = new Map<string, string>();
  const visit = (name: string): void => {
    if (reached.has(name)) return;
    const text = present(all.get(name), name);
    reached.set(name, text);
    const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
    for (const id of imports.filter((id) => id.startsWith('.'))) visit(found(posix.join(posix.dirname(name), id), all));
  };
  visit(relative(ROOT, entry).replace(/\.ts$/, '.d.ts'));
  return Object.fromEntries([...reached].map(([name, text]) => [posix.join(folder, name), text]));
}

const found = (stem: string, all: ReadonlyMap<string, string>): string =>
  [`${stem}.d.ts`, `${stem}/index.d.ts`].find((name) => all.has(name)) ?? stem;

function declarationsOf(entry: string): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const program = ts.createProgram([entry], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: ROOT,
    outDir: ROOT,
  });
  const texts = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (file, text) => {
    texts.set(relative(ROOT, file).replaceAll('\\', '/'), text);
  });
  const errors = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (errors.length > 0) {
    const host = {
      getCanonicalFileName: (name: string) => name,
      getCurrentDirectory: () => ROOT,
      getNewLine: () => '\n',
    };
    throw new Error(ts.formatDiagnostics(errors, host));
  }
  return texts;
}
