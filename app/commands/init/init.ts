/** `init`: the smallest whole project that stands on this package. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { EnvironmentError } from '../../../core/rules/problem';
import type { CloudName } from '../../../core/words/clouds';
import { identifier } from '../../../core/words/words';
import type { Answer, Context } from '../command';
import { filesOf, type PackageFile } from './files';

export interface InitChoice {
  /** Clouds that the environment targets. */
  readonly clouds: readonly CloudName[];
  /** Whether the environment is described in YAML instead of TypeScript. @default false */
  readonly yaml?: boolean;
  /** Where npm finds this package: a version, a URL or a packed file. @default - where the running one was installed from */
  readonly package?: string;
}

export function init({ cwd, root }: Context, directory: string, choice: InitChoice): Answer {
  const target = resolve(cwd, directory);
  if (existsSync(target) && readdirSync(target).length > 0) {
    const message = 'is not empty: name a directory that does not exist yet, or an empty one';
    throw new EnvironmentError([{ at: { file: directory }, code: 'init/not-empty', message }]);
  }
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageFile;
  const spec = choice.package === undefined ? installedFrom(root) : absolute(choice.package, cwd);
  if (spec === undefined) {
    const message =
      'must say where npm finds Triptych, because this one was not installed by npm: --package triptych.tgz, which `npm pack` makes';
    throw new EnvironmentError([{ environment: 'init', path: '--package', code: 'init/package', message }]);
  }
  const files = filesOf({
    system: systemFrom(basename(target)),
    clouds: choice.clouds,
    yaml: choice.yaml ?? false,
    spec: specFrom(spec, target),
    own,
  });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    writeFileSync(join(target, file), text);
  }
  const shown = relative(cwd, target) || '.';
  return {
    text: [
      ...Object.keys(files).map((file) => `wrote ${join(shown, file)}`),
      '',
      `Next: cd ${shown} && npm install && npx triptych synth`,
    ],
    data: { directory: shown, files: Object.keys(files) },
  };
}

/** A system's name made from that of a directory. */
function systemFrom(name: string): string {
  const made = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 20)
    .replace(/-+$/, '');
  return identifier.safeParse(made).success ? made : 'shop';
}

/** What the project in whose packages this one is says of it. */
function installedFrom(root: string): string | undefined {
  const packages = dirname(root);
  const file = join(dirname(packages), 'package.json');
  if (basename(packages) !== 'node_modules' || !existsSync(file)) return undefined;
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Partial<PackageFile>;
  const spec = { ...devDependencies, ...dependencies }[basename(root)];
  return spec === undefined ? undefined : absolute(spec, dirname(packages));
}

const FILE = /^file:/;

/** A packed file by its absolute path; versions and URLs as they are. */
const absolute = (spec: string, from: string): string =>
  FILE.test(spec) || (/\.tgz$/.test(spec) && !/^https?:/.test(spec))
    ? `file:${resolve(from, spec.replace(FILE, ''))}`
    : spec;

/** A packed file by its path from the project, so that both can be moved together. */
const specFrom = (spec: string, target: string): string =>
  FILE.test(spec) ? `file:${relative(target, spec.replace(FILE, ''))}` : spec;
