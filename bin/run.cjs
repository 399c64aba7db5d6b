'use strict';
/**
 * Runs a program in TypeScript or JavaScript, without a type check: `node bin/run.cjs main.ts [arguments]`.
 *
 * The plain way (`node --import tsx main.ts`) takes twice as long, because it finds, compiles and reads hundreds of
 * files one by one. Here esbuild bundles them into two scripts: the program's own sources, and the big packages that
 * they import. Both are cached in `node_modules/.cache/triptych` together with V8's compiled code, under names that
 * contain a hash of everything that they were made of. `TRIPTYCH_CACHE=0` disables the cache.
 *
 * A program that exports `main(host)` is called. `host.load(file, files)` compiles and runs a module that is no part of
 * the program and returns its exports. What such a module imports, directly or through its packages, is what the program
 * itself uses: the same `cdktf`, the same providers, and as `triptych` what the program exports as `api`.
 */
const { isAscii } = require('node:buffer');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const v8 = require('node:v8');
const vm = require('node:vm');

/** Packages of the second script: those that read no files except their own. */
const BUNDLED =
  /^(cdktf|commander|constructs|fastest-levenshtein|js-yaml|netmask|picomatch|yaml|zod|@cdktf\/provider-[^/]+)(\/|$)/;
/** What package managers write at every installation: npm, pnpm, Yarn. */
const INSTALLED = ['.package-lock.json', '.modules.yaml', '.yarn-integrity', '.yarn-state.yml'];
const EXTENSIONS = ['.ts', '.js', '.json'];
const API = 'triptych';

const root = path.dirname(__dirname);
/** Where packages are installed: this project, or the one that has this package. */
const project = root.split(`${path.sep}node_modules${path.sep}`)[0];
const keeps = process.env.TRIPTYCH_CACHE !== '0';
/** One directory per checkout, because several checkouts may share their packages. */
const cache = path.join(project, 'node_modules', '.cache', 'triptych', hash([root]));

/** Hash of texts, bytes and undefined. */
function hash(values) {
  const sum = createHash('sha256');
  for (const value of values) sum.update(`${value?.length}:`).update(value ?? '');
  return sum.digest('hex').slice(0, 16);
}

/** What may change although no source does: this file, and the packages. */
function circumstances() {
  const written = INSTALLED.map((name) => fs.statSync(path.join(project, 'node_modules', name), QUIET)?.mtimeMs);
  return [fs.readFileSync(__filename), String(written)];
}
const QUIET = { throwIfNoEntry: false };

/** A module that cannot be compiled. The message has a line for each mistake: `shop.ts:3: what is wrong`. */
class ModuleError extends Error {
  constructor(mistakes) {
    super(mistakes.map(({ file, line, text }) => `${[file, ...(line ? [line] : [])].join(':')}: ${text}`).join('\n'));
    this.name = 'ModuleError';
    /** `{ file, line, text }` of each mistake: its file from the working directory, its line from 1. */
    this.mistakes = mistakes;
  }
}

const mistake = ({ location, text }) => ({
  file: shown(path.resolve(root, location?.file ?? '')),
  line: location?.line,
  text,
});
const quoted = (text) => JSON.stringify(text);
const shown = (file) => (path.relative(process.cwd(), file) || file).replaceAll(path.sep, '/');

/**
 * The script of entries and of all that they import, except packages: the cached one if every file that was read then is
 * the same now, and every file that was looked for in vain is still missing. Otherwise a new one, which replaces it.
 */
async function compile({ name, entries, ...options }) {
  const directory = path.join(cache, path.relative(project, name).replace(/\W/g, '-'));
  const stem = (files) => path.join(directory, `own.${hash([...entries, ...files.flat(), ...circumstances()])}`);
  const kept = read(path.join(directory, 'inputs'));
  if (kept) {
    const { names, imports } = JSON.parse(kept);
    const sources = names.map((file) => [file, contentsOf(file)]);
    const made = stem(sources);
    const code = readScript(made);
    if (code) return { directory, stem: made, code, imports, files: new Map(sources) };
  }
  const gone = entries.filter((file) => !fs.statSync(file, QUIET)?.isFile());
  if (gone.length > 0)
    throw new ModuleError(gone.map((file) => ({ file: shown(file), text: 'there is no such file' })));

  const files = new Map(entries.flatMap(configsOf).map((file) => [file, contentsOf(file)]));
  const isConfigured = [...files.values()].some((contents) => contents !== undefined);
  const { metafile, script } = await build({
    packages: 'external',
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    resolveExtensions: EXTENSIONS,
    define: WHEREABOUTS,
    ...(isConfigured ? {} : { tsconfigRaw: {} }),
    ...options,
    plugins: [...(options.plugins ?? []), reader(files)],
    outdir: directory,
  });
  const imported = Object.entries(metafile.inputs).flatMap(([from, { imports }]) =>
    imports.map((one) => ({ ...one, from })),
  );
  for (const file of imported.flatMap(shadows)) files.set(file, undefined);
  const imports = [...new Set(imported.filter(({ external }) => external).map((one) => one.path))].sort();
  const result = { directory, stem: stem([...files]), imports, files, ...script };
  keepScript(result);
  keep(path.join(directory, 'inputs'), JSON.stringify({ entries, names: [...files.keys()], imports }));
  forget();
  return result;
}

/** The script of packages' modules: a function for each, by name. */
async function compilePackages({ directory, imports }) {
  const ids = imports.filter((id) => BUNDLED.test(id));
  const stem = path.join(directory, `packages.${hash([...ids, ...circumstances()])}`);
  const code = readScript(stem);
  if (code) return { stem, code };
  const contents = `module.exports = {${ids.map((id) => `'${id}': () => require('${id}')`).join()}}`;
  // Whitespace is removed to make the script smaller; line ends stay, so that stack traces can name lines.
  const small = { minifyWhitespace: true, lineLimit: 120 };
  const { script } = await build({ stdin: { contents, resolveDir: root }, tsconfigRaw: {}, ...small, outdir: cache });
  keepScript({ stem, ...script });
  return { stem, ...script };
}

async function build(options) {
  const common = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node20', write: false };
  const quiet = { legalComments: 'none', logLevel: 'silent' };
  const { metafile, outputFiles } = await require('esbuild')
    .build({ ...common, ...quiet, ...options })
    .catch((error) => {
      throw error.errors ? new ModuleError(error.errors.map(mistake)) : error;
    });
  const ending = (end) => outputFiles.find((output) => output.path.endsWith(end))?.text;
  return { metafile, script: { code: Module.wrap(ending('.js')), map: ending('.map') } };
}

/** `tsconfig.json` in the directories of a file: those looked for in vain, and the first that exists. */
function configsOf(file) {
  const directory = path.dirname(file);
  const config = path.join(directory, 'tsconfig.json');
  const isLast = fs.existsSync(config) || directory === path.dirname(directory) || isPackages(path.dirname(directory));
  return isLast ? [config] : [config, ...configsOf(directory)];
}
const isPackages = (directory) => path.basename(directory) === 'node_modules';

/** Files that would be found instead of an imported one if they existed: `./a` is `a.ts` rather than `a/index.ts`. */
function shadows({ from, path: found, original }) {
  if (!original?.startsWith('.')) return [];
  const base = path.resolve(root, path.dirname(from), original);
  const candidates = [base, path.join(base, 'index')].flatMap((stem) => EXTENSIONS.map((end) => stem + end));
  // Only an import of `./a.js` is none of the candidates: it finds `a.js` before `a.ts`.
  const index = candidates.indexOf(path.resolve(root, found));
  if (index >= 0) return candidates.slice(0, index);
  return base === path.resolve(root, found) ? [] : [base];
}

/** What modules know of where they are: names that stand for it in a bundle of many. */
const WHEREABOUTS = { __dirname: 'own_dirname', __filename: 'own_filename', 'import.meta': 'own_meta' };

function whereabouts(file) {
  const [dirname, filename, url] = [path.dirname(file), file, pathToFileURL(file).href].map(quoted);
  const meta = `{ dirname: ${dirname}, filename: ${filename}, url: ${url} }`;
  return `const own_dirname = ${dirname}, own_filename = ${filename}, own_meta = ${meta}; `;
}

/** Remembers what is read. Whereabouts are inserted in the first line, so that line numbers stay the same. */
const reader = (files) => ({
  name: 'reader',
  setup: ({ onLoad }) =>
    onLoad({ filter: /.*/ }, ({ path: file }) => {
      const contents = fs.readFileSync(file);
      files.set(file, contents);
      const asks = /\.[cm]?[jt]s$/.test(file) && Object.keys(WHEREABOUTS).some((name) => contents.includes(name));
      return { contents: asks ? whereabouts(file) + contents.toString() : contents, loader: 'default' };
    }),
});

/** Runs a script as a module. */
function run({ stem, code }, require) {
  // V8 accepts cached code only from the same version with the same flags. How much it contains depends on the run.
  const compiled = `${stem}.${v8.cachedDataVersionTag()}`;
  const cachedData = read(compiled);
  const options = { filename: `${stem}.cjs`, importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER };
  const made = new vm.Script(code, { ...options, cachedData });
  if (!cachedData || made.cachedDataRejected)
    process.once('exit', (status) => status === 0 && keep(compiled, made.createCachedData()));
  const module = { exports: {} };
  made.runInThisContext()(module.exports, require, module, `${stem}.cjs`, path.dirname(stem));
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

/** A file's content; undefined if it cannot be read. */
function contentsOf(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** A cached file's content; undefined if it does not exist, possibly because another process replaced it. */
const read = (file) => (keeps ? contentsOf(file) : undefined);

function readScript(stem) {
  const bytes = read(`${stem}.cjs`);
  // Node.js reads ASCII fastest when the encoding is given.
  return bytes?.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}

function keepScript({ stem, code, map }) {
  if (map) keep(`${stem}.map`, map);
  keep(`${stem}.cjs`, code);
}

/** Caches a file and removes those of older sources. The write is atomic, because other processes may read the file. */
function keep(file, contents) {
  const [name, key] = path.basename(file).split('.');
  const isOlder = (other) => other.startsWith(`${name}.`) && !other.startsWith(`${name}.${key}.`);
  const directory = path.dirname(file);
  attempt(() => {
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(`${file}.${process.pid}`, contents);
    fs.renameSync(`${file}.${process.pid}`, file);
    for (const other of fs.readdirSync(directory).filter(isOlder)) fs.rmSync(path.join(directory, other), FORCE);
  });
}
const FORCE = { force: true, recursive: true };

/** Removes what is cached of files that no longer exist. */
function forget() {
  attempt(() => {
    for (const name of fs.readdirSync(cache)) {
      const kept = read(path.join(cache, name, 'inputs'));
      const isUsed = kept && JSON.parse(kept).entries?.every((file) => fs.existsSync(file));
      if (!isUsed) fs.rmSync(path.join(cache, name), FORCE);
    }
  });
}

/** In a read-only installation programs run without the cache, only slower. */
function attempt(write) {
  try {
    if (keeps) write();
  } catch {
    // The next run tries again.
  }
}

/** What a running program gives to the modules that it loads. */
class Host {
  #shared;
  /** Scripts of modules that are loaded together, and functions that run each of them, by file. */
  #together = new Map();

  constructor(shared, keeping) {
    this.#shared = shared;
    /** What the program may keep for its next run: where, and a hash that stands for the program. */
    this.keeping = keeping;
    // Packages that such modules import find the program's packages too, rather than a second copy.
    const load = Module._load;
    Module._load = (id, ...rest) => (Object.hasOwn(shared, id) ? shared[id]() : load(id, ...rest));
  }

  /**
   * Compiles and runs a module, and returns its exports. Modules of the same files run once, also those that several of
   * them import, unless one of the files cannot be compiled: then each file stands alone.
   * @throws ModuleError if it does not exist or cannot be compiled; whatever it throws itself
   */
  load = async (file, files = [file]) => {
    const [one, all] = [path.resolve(file), files.map((other) => path.resolve(other))];
    const runs = await this.#prepare(all).catch((error) => {
      if (!(error instanceof ModuleError) || all.length === 1) throw error;
      return this.#prepare([one]);
    });
    return runs[one]();
  };

  #prepare(entries) {
    const key = entries.join('\n');
    if (!this.#together.has(key)) this.#together.set(key, this.#compile(entries));
    return this.#together.get(key);
  }

  async #compile(entries) {
    const [first] = entries;
    const contents = `module.exports = {${entries
      .map(quoted)
      .map((file) => `${file}: () => require(${file})`)
      .join()}}`;
    const script = await compile({
      name: entries.length === 1 ? first : path.join(path.dirname(first), '*'),
      entries,
      stdin: { contents, resolveDir: root },
      plugins: [resolver(this.#shared)],
    });
    useSourceMap(script);
    return run(script, importer(first));
  }
}

/** Finds packages from a file, and otherwise those of this package. */
function importer(file) {
  const own = Module.createRequire(file);
  const others = Module.createRequire(path.join(root, 'package.json'));
  return (id) => {
    if (!Module.isBuiltin(id) && !resolves(own, id)) return others(id);
    return own(id);
  };
}

function resolves(require, id) {
  try {
    return require.resolve(id) !== undefined;
  } catch {
    return false;
  }
}

/** Leaves to the program what it has itself, and tells where a package is imported that is not installed. */
const resolver = (shared) => ({
  name: 'resolver',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /.*/ }, async ({ path: id, pluginData, ...from }) => {
      if (pluginData === resolver || from.kind === 'entry-point' || path.isAbsolute(id)) return undefined;
      if (Object.hasOwn(shared, id) || Module.isBuiltin(id)) return { path: id, external: true };
      const found = await resolve(id, { ...from, pluginData: resolver });
      if (found.path === path.join(root, 'index.ts')) return { path: API, external: true };
      const places = [from.importer, path.join(root, 'package.json')];
      if (found.external && !places.some((place) => resolves(Module.createRequire(place), id)))
        return { errors: [{ text: `the package of '${id}' is not installed` }] };
      return found;
    }),
});

/** Folders of a program whose files are what it works on, and no part of it. */
const INPUT = ['environments'];
/** Folders whose files the program reads while it runs, beside those that were compiled. */
const DATA = ['app', 'core', 'constructs', 'providers'];

/** What a program may keep, and what that was made by. */
function keeping({ directory, files }) {
  if (!keeps) return undefined;
  const isInput = (file) => INPUT.some((name) => file.startsWith(path.join(root, name) + path.sep));
  const sources = [...files, ...DATA.flatMap(dataIn)].filter(([file]) => !isInput(file));
  return { directory, program: hash([...sources.flat(), ...circumstances()]) };
}

/** Files in a folder that are not compiled, with their contents. */
function dataIn(name) {
  const folder = path.join(root, name);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true }).sort() : [];
  const data = names.filter((one) => /\.\w+$/.test(one) && !one.endsWith('.ts'));
  return data.map((one) => [path.join(folder, one), contentsOf(path.join(folder, one))]);
}

/** Runs a program with arguments. */
async function start(program, args) {
  const file = path.resolve(program);
  process.argv = [process.argv[0], file, ...args];
  const own = await compile({ name: file, entries: [file], entryPoints: [file] });
  const packages = await compilePackages(own);

  // Runs outside this promise, so that an error thrown by the program ends the process as usual.
  setImmediate(() => {
    useSourceMap(own);
    const require = Module.createRequire(file);
    const served = run(packages, require);
    const { main, api } = run(own, (id) => (Object.hasOwn(served, id) ? served[id]() : require(id)));
    if (main) return main(new Host({ ...served, [API]: () => api }, keeping(own)));
  });
}

/** Starts a program; a mistake in its sources is told without a stack trace. */
exports.start = (program, args) =>
  start(program, args).catch((error) => {
    if (!(error instanceof ModuleError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  });

if (require.main === module) {
  const [, , program, ...args] = process.argv;
  if (!program) throw new Error('usage: node bin/run.cjs <program> [arguments]');
  exports.start(program, args);
}
