'use strict';
/**
 * Runs a TypeScript program of this project with as little between the command and its first line as can be:
 *
 *     node scripts/fast-run.cjs main.ts [arguments]
 *
 * Most of such a program's time goes into loading, not into synthesizing, so loading is what is made cheap here:
 *
 * - The project's own sources are compiled all at once by one call of esbuild, without a type check, into one script. Each
 *   stays a module of its own, loaded when it is first required, with its own `__dirname`.
 * - `cdktf`, `constructs`, `zod` and the provider modules that the sources import come out of one file, made once per
 *   installation: hundreds of files need not be found, and their inlined source maps (two thirds of their bytes) need
 *   not be read. V8's compiled form of it is kept too.
 *
 * What is made is kept in `node_modules/.cache/triptych`, named by a hash of what it is made from: there is nothing to
 * invalidate by hand. `TRIPTYCH_CACHE=0` does without all that is kept; `TRIPTYCH_CACHE=debug` says why something could
 * not be kept.
 * The program does the same without any of this: `node --import tsx main.ts`.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const root = path.dirname(__dirname);
const cacheDir = path.join(root, 'node_modules', '.cache', 'triptych');

const keeps = process.env.TRIPTYCH_CACHE !== '0';

/** Where the project's own sources are: directories, beside the files in the root itself. */
const SOURCES = ['app', 'constructs', 'core', 'environments', 'providers', 'scripts'];

/** Packages that are served from the one file. Not those that look for files beside themselves. */
const BUNDLED = /^(cdktf|constructs|js-yaml|zod|@cdktf\/provider-[^/]+)(\/|$)/;

/** The project's own sources, by file name. */
function readSources() {
  const names = [
    ...fs.readdirSync(root).filter(isSource),
    ...SOURCES.filter((dir) => fs.existsSync(path.join(root, dir))).flatMap((dir) =>
      fs
        .readdirSync(path.join(root, dir), { recursive: true })
        .filter(isSource)
        .map((name) => path.join(dir, name)),
    ),
  ];
  return Object.fromEntries(
    names.sort().map((name) => [path.join(root, name), fs.readFileSync(path.join(root, name), 'utf8')]),
  );
}

const isSource = (name) => name.endsWith('.ts') && !name.endsWith('.d.ts');

/**
 * The same in JavaScript, kept or made: one script, a function for each source; the packages that they import; and on which
 * line of the script each source begins.
 */
function compile(sources) {
  const kept = cached('sources', sources, () => {
    const { outputFiles } = require('esbuild').buildSync({
      absWorkingDir: root,
      entryPoints: Object.keys(sources),
      outdir: root,
      outbase: root,
      write: false,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      sourcemap: 'external',
      sourcesContent: false,
      tsconfigRaw: {},
      logLevel: 'error',
    });
    const ending = (text) =>
      Object.fromEntries(
        outputFiles
          .filter((file) => file.path.endsWith(text))
          .map((file) => [file.path.replace(text, '.ts'), file.text]),
      );
    return { code: ascii(joined(ending('.js'))), maps: ascii(JSON.stringify(ending('.js.map'))) };
  });
  const about = kept.code.slice(0, kept.code.indexOf('\n'));
  return { ...kept, ...JSON.parse(about.slice(2, -2)) };
}

/** Sources as one script, whose first line is a comment that says what is in it. */
function joined(texts) {
  const imported = Object.values(texts).flatMap((text) =>
    [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, id]) => id),
  );
  const ids = [...new Set(imported.filter((id) => BUNDLED.test(id)))].sort();
  const starts = {};
  let line = 4; // After the comment, the bracket and the function's head.
  const functions = Object.entries(texts).map(([file, text]) => {
    starts[file] = line;
    line += text.split('\n').length + 2;
    return `${JSON.stringify(file)}: function (exports, require, module, __filename, __dirname) {\n${text}\n},`;
  });
  return [`/*${JSON.stringify({ ids, starts })}*/`, '({', ...functions, '})'].join('\n');
}

/** Serves the project's sources to `require`. */
function serveSources({ stem, code, starts }, program) {
  const functions = runKept({ stem, code }, program);
  Module._extensions['.ts'] = (module, filename) => {
    if (!(filename in starts))
      throw new Error(`${filename} is not among the sources that fast-run compiles: ${SOURCES.join(', ')}`);
    const require = Object.assign((id) => module.require(id), {
      main: process.mainModule,
      resolve: (id) => Module._resolveFilename(id, module),
    });
    functions[filename].call(module.exports, module.exports, require, module, filename, path.dirname(filename));
  };
  // One source's import of another is known without looking at the disk for each ending that it might have.
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, ...rest) {
    if (request.startsWith('.') && parent?.filename in starts) {
      const stem = path.resolve(path.dirname(parent.filename), request);
      for (const file of [`${stem}.ts`, path.join(stem, 'index.ts')]) if (file in starts) return file;
    }
    return resolve.call(this, request, parent, ...rest);
  };
}

/** Stack traces name lines of the sources; maps are only read when a trace is. */
function mapStackTraces({ stem, starts, maps }) {
  let texts;
  const parsed = {};
  const lastFirst = Object.entries(starts).reverse();
  const sourceOf = (frame) => {
    if (frame.getFileName() !== `${stem}.code`) return String(frame);
    const [file, start] = lastFirst.find(([, first]) => first <= frame.getLineNumber());
    texts ??= JSON.parse(maps());
    parsed[file] ??= new Module.SourceMap(JSON.parse(texts[file]));
    const { originalLine, originalColumn } = parsed[file].findEntry(
      frame.getLineNumber() - start,
      frame.getColumnNumber() - 1,
    );
    const place = originalLine === undefined ? file : `${file}:${originalLine + 1}:${originalColumn + 1}`;
    return String(frame).replace(/[^\s(]+\.code:\d+:\d+(?=\)?$)/, () => place);
  };
  Error.prepareStackTrace = (error, frames) => {
    let lines = frames.map(String);
    quietly(() => (lines = frames.map(sourceOf)));
    return [Error.prototype.toString.call(error), ...lines.map((line) => `    at ${line}`)].join('\n');
  };
}

/** Runs a script, with what V8 made of it the last time that this program ran. */
function runKept({ stem, code }, program) {
  // What V8 accepts of its own depends on its version and flags; what is worth keeping, on what the program calls.
  const kept = `${stem}.${path.basename(program, '.ts')}.${v8.cachedDataVersionTag()}`;
  const cachedData = keeps && fs.existsSync(kept) ? fs.readFileSync(kept) : undefined;
  const script = new vm.Script(code, { filename: `${stem}.code`, cachedData });
  if (keeps && (!cachedData || script.cachedDataRejected)) {
    process.once('exit', (status) => {
      if (status === 0) quietly(() => replaceFile(kept, script.createCachedData()));
    });
  }
  return script.runInThisContext();
}

/** Serves what the sources import from big packages out of one file, made when there is none yet. */
function serveBundle({ ids, starts }, program) {
  // npm rewrites this file with every change to what is installed.
  const { mtimeMs, size } = fs.statSync(path.join(root, 'node_modules', '.package-lock.json'));
  const made = cached('bundle', { ids, mtimeMs, size }, () => ({ code: Module.wrap(bundle(ids)) }));
  const packages = { exports: {} };
  runKept(made, program)(packages.exports, Module.createRequire(path.join(root, 'package.json')), packages);

  const load = Module._load;
  Module._load = function (request, parent, isMain) {
    const served = Object.hasOwn(packages.exports, request) && parent?.filename in starts;
    return served ? packages.exports[request]() : load(request, parent, isMain);
  };
}

function bundle(ids) {
  fs.mkdirSync(cacheDir, { recursive: true });
  const outfile = path.join(cacheDir, `made.${process.pid}`);
  // Written by esbuild itself: ten megabytes need not pass through this process's memory several times.
  require('esbuild').buildSync({
    absWorkingDir: root,
    stdin: {
      contents: `module.exports = {\n${ids.map((id) => `  '${id}': () => require('${id}'),\n`).join('')}};\n`,
      resolveDir: root,
    },
    bundle: true,
    outfile,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const text = fs.readFileSync(outfile, 'latin1');
  fs.rmSync(outfile);
  // UTF-8, in comments and regular expressions; in strings, esbuild has escaped it.
  return text.replace(/[\xc0-\xff][\x80-\xbf]+/g, (bytes) => ascii(Buffer.from(bytes, 'latin1').toString('utf8')));
}

/** Text made from something: kept from last time where it was made from the same. Maps are read when called for. */
function cached(kind, from, make) {
  // What this file does to it is part of what it is made from.
  const hash = createHash('sha256')
    .update(JSON.stringify(from))
    .update(fs.readFileSync(__filename))
    .digest('hex')
    .slice(0, 16);
  const stem = path.join(cacheDir, `${kind}-${hash}`);
  const files = { code: `${stem}.code`, maps: `${stem}.maps` };
  const read = (file) => fs.readFileSync(file, 'latin1');
  if (keeps) {
    try {
      const code = read(files.code);
      return { stem, code, maps: () => read(files.maps) };
    } catch {
      // Not there yet, or just replaced by another process.
    }
  }
  const made = make();
  if (keeps) {
    quietly(() => {
      fs.mkdirSync(cacheDir, { recursive: true });
      for (const old of fs.readdirSync(cacheDir).filter((name) => name.startsWith(kind)))
        fs.rmSync(path.join(cacheDir, old), { force: true });
      // The code last: it is what says that the rest is there.
      for (const [name, text] of Object.entries(made).reverse()) replaceFile(files[name], text);
    });
  }
  return { stem, code: made.code, maps: () => made.maps };
}

/** What is read back as ASCII is read fastest. */
const ascii = (text) =>
  text.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Writes a file in one step: another process may be reading it. */
function replaceFile(file, contents) {
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, contents);
  fs.renameSync(own, file);
}

/** Everything kept is an optimization: where it cannot be (a read-only installation, say), the program runs without. */
function quietly(action) {
  try {
    action();
  } catch (error) {
    if (process.env.TRIPTYCH_CACHE === 'debug') console.error(error);
  }
}

function main() {
  const [node, , program, ...rest] = process.argv;
  if (!program) throw new Error('usage: node scripts/fast-run.cjs <program>.ts [arguments]');
  const file = path.resolve(program);
  process.argv = [node, file, ...rest];
  let compiled;
  try {
    compiled = compile(readSources());
  } catch (error) {
    // Syntax errors, which esbuild has printed.
    if (!error.errors) throw error;
    process.exit(1);
  }
  serveSources(compiled, file);
  mapStackTraces(compiled);
  if (keeps) quietly(() => serveBundle(compiled, file));
  Module._load(file, null, true);
}

main();
