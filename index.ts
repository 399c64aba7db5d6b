/** The public API: what environments in code, programs and tests import from `triptych`. */
import './core/cdktf/fast-tokens';

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { load } from './app/load/load';
import * as synthesis from './app/synthesize';
import type { EnvironmentInput } from './constructs/environment/schema';
import { EnvironmentError, type Problem } from './core/rules/problem';
import { inTemporaryDirectory } from './core/temporary';
import { providers } from './providers';

export { contains, has, hosts, shows } from './app/trace/conditions';
export { differs, done, type Evidence, notInfrastructure, open, row, type Trace } from './app/trace/trace';
export { onAccount, onEdge, onEveryStack } from './constructs/extension';
export { type AwsContext, onAws } from './providers/aws/extension';
export { type AzureContext, onAzure } from './providers/azurerm/extension';
export { type GoogleContext, onGoogle } from './providers/google/extension';
export { onPlatform, type PlatformContext } from './providers/kubernetes/extension';
export { EnvironmentError, type EnvironmentInput, type Problem };

/** What can be chosen when stacks are synthesized. */
export type SynthesizeOptions = Omit<synthesis.SynthesizeOptions, keyof typeof providers>;

/**
 * Writes the Terraform of environments.
 * @throws EnvironmentError with every problem of every chosen environment; in this case nothing is written.
 */
export const synthesize = (options: SynthesizeOptions): synthesis.Synthesized =>
  synthesis.synthesize({ ...providers, ...options });

/** A block type's content by labels: `resource.aws_s3_bucket.files`. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;

/** Terraform's JSON of a stack. */
export interface StackJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, Record<string, unknown>>>;
  readonly [block: string]: unknown;
}

/**
 * Terraform's JSON of every stack of environments, by the name of the stack: for tests.
 * @throws EnvironmentError with every problem of every environment
 */
export function stacksOf(environments: readonly EnvironmentInput[]): Readonly<Record<string, StackJson>> {
  return inTemporaryDirectory((outdir) => {
    const { stacks } = synthesize({ environments, outdir });
    const read = (id: string) =>
      JSON.parse(readFileSync(join(outdir, 'stacks', id, 'cdk.tf.json'), 'utf8')) as StackJson;
    return Object.fromEntries(stacks.map(({ id }) => [id, read(id)]));
  });
}

/**
 * Environments of files, folders or patterns, as the command line reads them.
 * @throws EnvironmentError if a file cannot be read or holds no environment
 */
export async function environmentsIn(...from: string[]): Promise<EnvironmentInput[]> {
  const cwd = process.cwd();
  const host = { load: (file: string) => import(pathToFileURL(resolve(cwd, file)).href) };
  const { sources, problems } = await load(from, host, cwd);
  if (problems.length > 0) throw new EnvironmentError(problems);
  return sources.map(({ input }) => input);
}
