/** Loading: from paths of files, folders and patterns to the environments in them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Problem } from '../../core/rules/problem';
import type { Host } from '../commands/host';
import { loadData } from './data';
import { findFiles, isModule, shownFrom } from './find';
import { loadModule } from './module';
import { NONE, refused, unreadable } from './recognize';
import type { Loaded, Source } from './source';

/**
 * Every environment in the files, in their order, each once.
 * @param paths files, folders (their `index`, or else every file in them) and patterns such as `teams/*.yaml`
 * @param cwd directory that paths are relative to
 */
export async function load(paths: readonly string[], host: Host, cwd: string): Promise<Loaded> {
  const { files, problems } = findFiles(paths, cwd);
  const all: Loaded[] = [];
  // One after the other: a module may change what the next one reads.
  const modules = files.filter(isModule);
  for (const path of files) all.push(await loadFile(path, shownFrom(cwd, path), host, modules));
  const sources = unique(all.flatMap(({ sources: found }) => found));
  const named = new Set(paths.map((path) => resolve(cwd, path)));
  // In a folder, files of environments stand beside those of the parts that they share.
  const isPart = (index: number, { code }: Problem) =>
    code === NONE && sources.length > 0 && !named.has(files[index] ?? '');
  return {
    sources,
    problems: [
      ...problems,
      ...all.flatMap((loaded, index) => loaded.problems.filter((problem) => !isPart(index, problem))),
    ],
  };
}

function loadFile(path: string, file: string, host: Host, modules: readonly string[]): Loaded | Promise<Loaded> {
  if (isModule(path)) return loadModule(path, file, { load: () => host.load(path, modules) });
  try {
    return loadData(readFileSync(path, 'utf8'), file);
  } catch (error) {
    return refused(unreadable(file, error));
  }
}

/** The same object may be exported under several names, and by several files. */
const unique = (sources: readonly Source[]): Source[] =>
  sources.filter(({ input }, index) => sources.findIndex((other) => other.input === input) === index);
