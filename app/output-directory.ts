/**
 * Output directories. JSON, HCL and parts of either are written to separate directories: Terraform reads every file of
 * a stack's directory, so `cdk.tf` next to an older `cdk.tf.json` would define everything twice, and a part would be
 * taken for the whole.
 *
 *     cdktf.out   cdktf.out.hcl   cdktf.out.part   cdktf.out.hcl.part
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { mapValues } from '../core/records';
import { EnvironmentError } from '../core/rules/problem';

/** CDKTF's default output directory. */
const WHOLE = 'cdktf.out';
const MANIFEST = 'manifest.json';
const JSON_FILE = 'cdk.tf.json';
const HCL_FILE = 'cdk.tf';

interface Manifest {
  readonly version: string;
  readonly stacks: Record<string, Record<'workingDirectory' | 'synthesizedStackPath' | 'stackMetadataPath', string>>;
}

export interface Output {
  /** Directory for the app to write to: its `outdir`. */
  readonly directory: string;
  /**
   * To be called after the app has written: removes files of older runs, except what the CLI itself removes, and points
   * the CLI to the directory.
   */
  finish(): void;
}

/**
 * Chooses the directory from `CDKTF_OUTDIR` and `SYNTH_HCL_OUTPUT`, which the CLI sets from `--output` and `--hcl`. A
 * directory that the user names is used unchanged.
 */
export function prepareOutput(part: boolean, env: NodeJS.ProcessEnv = process.env): Output {
  const asked = env.CDKTF_OUTDIR ?? WHOLE;
  const hcl = env.SYNTH_HCL_OUTPUT === 'true';
  const byCli = env.CDKTF_CONTEXT_JSON !== undefined;
  const named = resolve(asked) !== resolve(WHOLE);
  if (part && byCli && !named) {
    const remedy = `give the part a directory, --output ${WHOLE}.part, or use npx triptych synth --only`;
    const message = `would make the CDKTF CLI delete all other stacks from ${WHOLE}: ${remedy}`;
    throw new EnvironmentError([{ environment: 'TRIPTYCH_ONLY', code: 'stacks/part-by-cli', message }]);
  }
  const directory = named ? asked : [WHOLE, ...(hcl ? ['hcl'] : []), ...(part ? ['part'] : [])].join('.');
  mkdirSync(dirname(resolve(directory)), { recursive: true });
  return {
    directory,
    finish() {
      const manifest = JSON.parse(readFileSync(join(directory, MANIFEST), 'utf8')) as Manifest;
      const redirected = byCli && resolve(directory) !== resolve(asked);
      // The CLI lists the stacks of the directory that it requested before it starts the app, and fails afterwards if
      // one that it wants to remove is gone already.
      if (!byCli || redirected) removeGoneStacks(directory, manifest);
      removeOtherLanguage(directory, manifest, hcl);
      if (redirected) redirect(asked, directory, manifest);
    },
  };
}

/** Removes stacks that no longer exist, and nothing that is no stack. */
function removeGoneStacks(directory: string, { stacks }: Manifest): void {
  for (const name of readdirSync(join(directory, 'stacks')).filter((found) => !(found in stacks))) {
    const path = join(directory, 'stacks', name);
    if ([JSON_FILE, HCL_FILE].some((file) => existsSync(join(path, file)))) rmSync(path, { recursive: true });
  }
}

/** Removes files of the existing stacks in the other language. */
function removeOtherLanguage(directory: string, { stacks }: Manifest, hcl: boolean): void {
  for (const name of Object.keys(stacks)) {
    for (const file of hcl ? [JSON_FILE] : [HCL_FILE, 'metadata.json'])
      rmSync(join(directory, 'stacks', name, file), { force: true });
  }
}

/** Writes a manifest that points to the real directory, because the CLI reads it from the one that it requested. */
function redirect(asked: string, directory: string, { version, stacks }: Manifest): void {
  const there = relative(asked, directory);
  const moved: Manifest['stacks'] = mapValues(stacks, (_, stack) => ({
    ...stack,
    workingDirectory: join(there, stack.workingDirectory),
    synthesizedStackPath: join(there, stack.synthesizedStackPath),
    stackMetadataPath: join(there, stack.stackMetadataPath),
  }));
  mkdirSync(asked, { recursive: true });
  writeFileSync(join(asked, MANIFEST), `${JSON.stringify({ version, stacks: moved }, null, 2)}\n`);
}
