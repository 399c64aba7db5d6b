/** What the package contains and needs. That it works when it is installed is up to `.ci/package`, which takes a network. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

import { build } from 'esbuild';

import manifest from '../package.json';

const ROOT = join(__dirname, '..');

/** Packages that only the types of the public API refer to. `.ci/package` compiles them. */
const TYPES = ['kubernetes-types'];

/** The package of a module: `@cdktf/provider-aws/lib/vpc` is one of `@cdktf/provider-aws`. */
const packageOf = (id: string): string => id.split('/', id.startsWith('@') ? 2 : 1).join('/');

async function imported(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    write: false,
    metafile: true,
    outdir: ROOT,
  });
  const ids = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter(({ external, path }) => external && !path.startsWith('.')),
  );
  return [...new Set(ids.map(({ path }) => packageOf(path)).filter((id) => !isBuiltin(id)))].sort();
}

function packed(): string[] {
  const { stdout } = spawnSync('npm pack --dry-run --json --ignore-scripts', {
    cwd: ROOT,
    shell: true,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
}

describe('the package', () => {
  it('depends on what its programs and types import, and on nothing else', async () => {
    const needed = await Promise.all(['cli.ts', 'bin/triptych.cjs'].map(imported));
    expect(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).sort()).toEqual(
      [...new Set([...needed.flat(), ...TYPES])].sort(),
    );
  });

  it('is tested with versions of its peers that it accepts', () => {
    for (const [name, range] of Object.entries(manifest.peerDependencies)) {
      const [least, tested] = [
        range.slice(1),
        manifest.devDependencies[name as keyof typeof manifest.peerDependencies],
      ];
      expect(range).toMatch(/^\^\d/);
      expect(tested.localeCompare(least, 'en', { numeric: true })).toBeGreaterThanOrEqual(0);
    }
  });

  it('contains what is read at run time, its command and its pages, and neither sources nor tests', () => {
    const files = packed();
    const data = ['app', 'core', 'constructs', 'providers'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true, encoding: 'utf8' })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
        .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
    );
    expect(data.length).toBeGreaterThan(0);
    expect(files).toEqual(expect.arrayContaining([...data, 'bin/run.cjs', 'bin/triptych.cjs', 'docs/README.md']));
    const others = files.filter((file) => !data.includes(file) && !/^(bin|dist|docs|schema)\//.test(file));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });
});
