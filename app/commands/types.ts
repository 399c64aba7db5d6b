/** What TypeScript says of environments that are written in it, with the project's own compiler and settings. */
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';

import type * as TypeScript from 'typescript';

import type { Problem } from '../../core/rules/problem';

export interface Typed {
  readonly problems: readonly Problem[];
  /** Why types were not checked, in one line. */
  readonly notes: readonly string[];
}

/** @param files environments' files, relative to `cwd` */
export function typeProblems(files: readonly string[], cwd: string): Typed {
  const modules = files.filter((file) => /\.m?ts$/.test(file)).map((file) => resolve(cwd, file));
  if (modules.length === 0) return { problems: [], notes: [] };
  const ts = compilerOf(cwd);
  if (!ts) return { problems: [], notes: ['types were not checked: the package typescript is not installed'] };
  const config = ts.findConfigFile(cwd, (file) => ts.sys.fileExists(file));
  if (config === undefined) return { problems: [], notes: ['types were not checked: there is no tsconfig.json'] };
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (file) => ts.sys.readFile(file)).config,
    ts.sys,
    dirname(config),
  );
  const program = ts.createProgram(modules, { ...options, noEmit: true });
  const folders = modules.map((file) => `${dirname(file)}${sep}`);
  const isTheirs = ({ fileName, isDeclarationFile }: TypeScript.SourceFile) =>
    !isDeclarationFile && folders.some((folder) => resolve(fileName).startsWith(folder));
  const diagnostics = program
    .getSourceFiles()
    .filter(isTheirs)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  return { problems: diagnostics.map((one) => problemOf(ts, one, cwd)), notes: [] };
}

function compilerOf(cwd: string): typeof TypeScript | undefined {
  try {
    return createRequire(join(cwd, 'package.json'))('typescript') as typeof TypeScript;
  } catch {
    return undefined;
  }
}

function problemOf(
  ts: typeof TypeScript,
  { file, start, code, messageText }: TypeScript.Diagnostic,
  cwd: string,
): Problem {
  const name = file ? relative(cwd, file.fileName).split(sep).join('/') : 'tsconfig.json';
  const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : undefined;
  return {
    at: { file: name, ...(line !== undefined && { line }) },
    code: `types/ts${code}`,
    message: ts.flattenDiagnosticMessageText(messageText, '\n    '),
  };
}
