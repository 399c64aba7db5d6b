'use strict';
/**
 * Runs a TypeScript program of this project, without a type check: `node scripts/fast-run.cjs main.ts [arguments]`.
 *
 * The plain way (`node --import tsx main.ts`) takes twice as long, because it finds, compiles and reads hundreds of
 * files one by one. Here esbuild bundles them into two scripts: the program's own sources, and the big packages that
 * they import. Both are cached in `node_modules/.cache/triptych` together with V8's compiled code, under names that
 * contain a hash of their inputs. `TRIPTYCH_CACHE=0` disables the cache.
 */
const { isAscii } = require('node:buffer');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { createRequire, wrap } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const v8 = require('node:v8');
const vm = require('node:vm');

const hash = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

const root = path.dirname(__dirname);
const keeps = process.env.TRIPTYCH_CACHE !== '0';
/** One directory per checkout, because several checkouts may share their packages. */
const cache = path.join(root, 'node_modules', '.cache', 'triptych', hash(root));

const SOURCES = ['app', 'constructs', 'core', 'environments', 'providers', 'scripts'];
/** Packages of the second script: big ones that read no files except their own. */
const BUNDLED = /^(cdktf|constructs|js-yaml|zod|@cdktf\/provider-[^/]+)(\/|$)/;
const IMPORT = /^(?:import (?!type )[^;]*? from |.*\brequire\()'([^']+)'/gm;

/** The text of every source, by file name. */
function readSources() {
  const list = (directory, recursive) =>
    fs.readdirSync(path.join(root, directory), { recursive }).map((name) => path.join(root, directory, name));
  const files = [...list('', false), ...SOURCES.flatMap((directory) => list(directory, true))];
  const isSource = (file) => file.endsWith('.ts');
  return Object.fromEntries(files.filter(isSource).map((file) => [file, fs.readFileSync(file, 'utf8')]));
}

/**
 * Gives modules that use `__dirname` their own. It is inserted in the first line, so that line numbers stay the same.
 */
const ownDirname = (sources) => ({
  name: 'own-dirname',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const text = sources[file];
      const own = text.includes('__dirname') ? `const __dirname = ${JSON.stringify(path.dirname(file))}; ` : '';
      return { contents: own + text, loader: 'ts' };
    }),
});

/** The cached script if it was built from the same inputs, otherwise a new one that replaces it. */
async function script(name, from, options) {
  const stem = path.join(cache, `${name}.${hash([from, fs.readFileSync(__filename, 'utf8')])}`);
  const bytes = read(`${stem}.cjs`);
  // Node.js reads ASCII fastest when the encoding is given.
  if (bytes) return { stem, code: bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8') };

  const common = { absWorkingDir: root, outdir: cache, bundle: true, platform: 'node', target: 'node20', write: false };
  const { outputFiles } = await require('esbuild').build({ ...common, legalComments: 'none', ...options });
  const map = outputFiles.find((file) => file.path.endsWith('.map'))?.text;
  const code = wrap(outputFiles.find((file) => file.path.endsWith('.js')).text);
  if (map) keep(`${stem}.map`, map);
  keep(`${stem}.cjs`, code);
  return { stem, code, map };
}

/** Runs a script as a module. */
function run({ stem, code }, program, require) {
  // V8 accepts cached code only from the same version with the same flags. How much it contains depends on the program.
  const compiled = `${stem}.${program}-${v8.cachedDataVersionTag()}`;
  const cachedData = read(compiled);
  const made = new vm.Script(code, { filename: `${stem}.cjs`, cachedData });
  if (!cachedData || made.cachedDataRejected)
    process.once('exit', (status) => status === 0 && keep(compiled, made.createCachedData()));
  const module = { exports: {} };
  made.runInThisContext()(module.exports, require, module, `${stem}.cjs`, cache);
  return module.exports;
}

/** Makes stack traces show source lines: Node.js registers a source map when generated code refers to it. */
function useSourceMap({ stem, map }) {
  const url = map
    ? `data:application/json;base64,${Buffer.from(map).toString('base64')}`
    : `${path.basename(stem)}.map`;
  process.setSourceMapsEnabled(true);
  new Function(`//# sourceURL=${pathToFileURL(`${stem}.cjs`)}\n//# sourceMappingURL=${url}`);
}

/** A cached file's content; undefined if it does not exist, possibly because another process replaced it. */
function read(file) {
  try {
    return keeps ? fs.readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** Caches a file and removes those of older sources. The write is atomic, because other processes may read the file. */
function keep(file, contents) {
  const [name, key] = path.basename(file).split('.');
  const isOlder = (other) => other.startsWith(`${name}.`) && !other.startsWith(`${name}.${key}.`);
  try {
    if (!keeps) return;
    fs.mkdirSync(cache, { recursive: true });
    fs.writeFileSync(`${file}.${process.pid}`, contents);
    fs.renameSync(`${file}.${process.pid}`, file);
    for (const other of fs.readdirSync(cache).filter(isOlder)) fs.rmSync(path.join(cache, other), { force: true });
  } catch {
    // In a read-only installation programs run without the cache, only slower.
  }
}

async function main() {
  const [node, , entry, ...rest] = process.argv;
  if (!entry) throw new Error('usage: node scripts/fast-run.cjs <program>.ts [arguments]');
  const file = path.resolve(entry);
  const program = path.relative(root, file).replace(/\W/g, '-');
  process.argv = [node, file, ...rest];

  const sources = readSources();
  const imported = [...Object.values(sources).join('\n').matchAll(IMPORT)].map(([, id]) => id);
  const ids = [...new Set(imported.filter((id) => BUNDLED.test(id)))].sort();
  // npm writes this file at every installation.
  const installed = fs.statSync(path.join(root, 'node_modules', '.package-lock.json'), {
    throwIfNoEntry: false,
  })?.mtimeMs;

  const own = { packages: 'external', sourcemap: 'external', sourcesContent: false, plugins: [ownDirname(sources)] };
  const ownScript = await script(program, [sources, installed], { entryPoints: [file], ...own });
  const contents = `module.exports = {${ids.map((id) => `'${id}': () => require('${id}')`).join()}}`;
  // Whitespace is removed to make the script smaller; line ends stay, so that stack traces can name lines.
  const packages = { stdin: { contents, resolveDir: root }, minifyWhitespace: true, lineLimit: 120 };
  const packagesScript = await script('packages', [ids, installed], packages);

  // Runs outside this promise, so that an error thrown by the program ends the process as usual.
  setImmediate(() => {
    useSourceMap(ownScript);
    const require = createRequire(file);
    const served = run(packagesScript, program, require);
    run(ownScript, program, (id) => (Object.hasOwn(served, id) ? served[id]() : require(id)));
  });
}

main().catch((error) => {
  // esbuild has already printed its errors.
  if (!error.errors) throw error;
  process.exitCode = 1;
});
