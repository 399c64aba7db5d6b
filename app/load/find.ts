/** Finding the files of environments: each path is a file, a folder or a pattern. */
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';

import picomatch from 'picomatch';

import type { Problem } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import { problemIn, unreadable } from './recognize';

const MODULES = ['.ts', '.mts', '.js', '.mjs'];
const DATA = ['.yaml', '.yml', '.json'];
const ENDINGS = [...MODULES, ...DATA];
const INDEXES = MODULES.map((ending) => `index${ending}`);

/** Whether a file is a program that exports environments; otherwise it is data. */
export const isModule = (file: string): boolean => MODULES.includes(extname(file));

/** A path from a directory, as messages show it. */
export const shownFrom = (cwd: string, file: string): string => relative(cwd, file).split(sep).join('/') || '.';

export interface Found {
  /** Absolute paths, each once. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/** @param paths relative to `cwd`, or absolute */
export function findFiles(paths: readonly string[], cwd: string): Found {
  const found = paths.map((path) => {
    try {
      return findAt(path, cwd);
    } catch (error) {
      return { files: [], problems: [unreadable(shownFrom(cwd, resolve(cwd, path)), error)] };
    }
  });
  return {
    files: [...new Set(found.flatMap(({ files }) => files))],
    problems: found.flatMap(({ problems }) => problems),
  };
}

function findAt(path: string, cwd: string): Found {
  const file = resolve(cwd, path);
  const stats = statSync(file, { throwIfNoEntry: false });
  const refused = (code: string, message: string): Found => ({
    files: [],
    problems: [problemIn(shownFrom(cwd, file), code, message)],
  });
  if (stats?.isDirectory())
    return orElse(inFolder(file), () => refused('none', `holds no file of environments: ${HOW}`));
  if (stats && !ENDINGS.includes(extname(file)))
    return refused('ending', `is no file of environments: its name must end in ${ENDINGS.join(', ')}`);
  if (stats) return { files: [file], problems: [] };
  const pattern = patternOf(path);
  return pattern
    ? orElse(matching(pattern, cwd), () => refused('none', `matches no file of environments: ${HOW}`))
    : refused('missing', `does not exist${suggestion(basename(file), namesBeside(file))}`);
}

const HOW = `they end in ${ENDINGS.join(', ')}`;

const orElse = (files: readonly string[], refused: () => Found): Found =>
  files.length > 0 ? { files, problems: [] } : refused();

/** A folder's `index`, which chooses among its files; otherwise every file of environments in it and in its folders. */
function inFolder(folder: string): string[] {
  const entries = entriesOf(folder);
  const index = INDEXES.find((name) => entries.some((entry) => entry.name === name));
  if (index !== undefined) return [join(folder, index)];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? inFolder(path) : [path].filter(isSource);
  });
}

const IGNORED = ['node_modules', '__tests__'];

/** Entries sorted by name, without hidden ones, packages and tests. */
const entriesOf = (folder: string): Dirent[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !IGNORED.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Whether a file in a folder may hold environments: tests and declarations of types beside them do not. */
const isSource = (path: string): boolean => ENDINGS.includes(extname(path)) && !/\.(test|spec|d)\.m?[jt]s$/.test(path);

interface Pattern {
  readonly base: string;
  readonly glob: string;
}

function patternOf(path: string): Pattern | undefined {
  const { isGlob, base, glob } = picomatch.scan(path.split(sep).join('/'));
  return isGlob ? { base, glob } : undefined;
}

/** Files that match a pattern, and those of folders that do. */
function matching({ base, glob }: Pattern, cwd: string): string[] {
  const root = resolve(cwd, base);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return [];
  const matches = picomatch(glob);
  const below = (folder: string): string[] =>
    entriesOf(folder).flatMap((entry) => {
      const path = join(folder, entry.name);
      const isMatch = matches(shownFrom(root, path));
      if (!entry.isDirectory()) return isMatch && isSource(path) ? [path] : [];
      return [...(isMatch ? inFolder(path) : []), ...below(path)];
    });
  return below(root);
}

function namesBeside(file: string): string[] {
  const folder = dirname(file);
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? entriesOf(folder).map(({ name }) => name) : [];
}
