/**
 * The same app in the style of CDKTF's documentation, which imports the whole package of a provider:
 * `import { Vpc } from '@cdktf/provider-aws/lib/vpc'` becomes `import { vpc } from '@cdktf/provider-aws'`.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { ROOT } from './run';

const SOURCES = [
  ...['app', 'constructs', 'core', 'providers', 'tsconfig.json', 'package.json'],
  ...['app', 'newsletter'].map((name) => join('scripts', 'bench', `${name}.ts`)),
];
const DEEP = /^import (?:type )?\{([^}]*)\} from '(@cdktf\/provider-[^/']+)\/lib\/([^']+)';$/gm;
const INLINE = /import\('(@cdktf\/provider-[^/']+)\/lib\/([^']+)'\)/g;

/** Writes the app to a directory. */
export function writeWithBarrels(directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const name of SOURCES) cpSync(join(ROOT, name), join(directory, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'), 'junction');
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.startsWith('node_modules')) continue;
    const file = join(directory, name);
    writeFileSync(file, toBarrels(readFileSync(file, 'utf8')));
  }
}

function toBarrels(source: string): string {
  return source
    .replace(DEEP, (_line, names: string, provider: string, module: string) => {
      const namespace = `${basename(provider).replaceAll('-', '_')}_${exportOf(provider, module)}`;
      const aliases = names.split(',').filter((name) => name.trim());
      return [
        `import { ${exportOf(provider, module)} as ${namespace} } from '${provider}';`,
        ...aliases.map((name) => {
          const [from, to = from] = name
            .trim()
            .replace(/^type /, '')
            .split(' as ') as [string, string?];
          return `import ${to} = ${namespace}.${from};`;
        }),
      ].join(' ');
    })
    .replace(
      INLINE,
      (_text, provider: string, module: string) => `import('${provider}').${exportOf(provider, module)}`,
    );
}

const exportsOf = new Map<string, Map<string, string>>();

/** Name of a module in a provider's barrel: `vpcEndpoint` for `vpc-endpoint`. */
function exportOf(provider: string, module: string): string {
  let names = exportsOf.get(provider);
  if (!names) {
    const barrel = readFileSync(join(ROOT, 'node_modules', provider, 'lib', 'index.d.ts'), 'utf8');
    names = new Map(
      [...barrel.matchAll(/export \* as (\w+) from '\.\/([^']+)'/g)].map(([, name = '', path = '']) => [path, name]),
    );
    exportsOf.set(provider, names);
  }
  const name = names.get(module);
  if (!name) throw new Error(`${provider} exports no ${module}`);
  return name;
}
