/** Synthesis: plans, then either reports all problems and writes nothing, or writes every stack and a report. */
import { App, CONTEXT_ENV, type ISynthesisSession, type StackManifest, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

import type { EnvironmentInput } from '../constructs/environment/schema';
import type { Implementations } from '../constructs/implementations';
import { forgettingTokens } from '../core/cdktf/fast-tokens';
import { fingerprint } from '../core/cdktf/fingerprint';
import { WAY_TO_PROJECT, wayFrom } from '../core/cdktf/state';
import { describeProblem, EnvironmentError, type Problem } from '../core/rules/problem';
import { inTemporaryDirectory } from '../core/temporary';
import { counted } from '../core/text';
import type { Keeping } from './commands/host';
import { KeptStacks } from './kept-stacks';
import { type Plan, plan, type Planned, type PlanOptions } from './plan/plan';
import { matching, stackNames, targetedBy } from './plan/stack-names';
import { type Candidate, candidatesOf, finish, type MadeStack } from './stacks/candidates';
import { Staging } from './staging';

export interface SynthesizeOptions extends Implementations, PlanOptions {
  readonly environments: readonly EnvironmentInput[];
  /** Output directory. @default - the directory that the CLI sets, or `cdktf.out` */
  readonly outdir?: string;
  /** Directory that paths of local state are relative to. @default - the one that contains `outdir` */
  readonly project?: string;
  /** Only stacks whose names match one of these patterns: `spywatcher-production-*`. @default - all */
  readonly only?: readonly string[];
  /** Reports acknowledged warnings too, with their reasons. @default false */
  readonly verbose?: boolean;
  /** Called with each line of the report. @default - no report */
  readonly report?: (line: string) => void;
}

export interface SynthesizedStack {
  readonly id: string;
  readonly resources: number;
  /** Kept as it was, because it would have been written the same. @default false */
  readonly unchanged?: boolean;
}

export interface Synthesized {
  readonly stacks: readonly SynthesizedStack[];
  readonly warnings: readonly Problem[];
}

/** What was found when stacks were made in memory, without mistakes. */
export interface Built extends Synthesized, Pick<Planned, 'acknowledged'> {}

export type BuildOptions = Omit<SynthesizeOptions, 'report' | 'verbose' | 'outdir'>;

/** What is done with a stack that is made. Nothing of it may be used afterwards. */
type Use = (stack: MadeStack, resources: number, plan: Plan) => void;

/**
 * Makes the stacks of environments and writes none of them. Each is forgotten before the next one is made, so that memory does
 * not grow with their number. CDKTF makes a directory for every app: it goes again.
 * @param use called with each stack in which there is no mistake
 * @throws EnvironmentError with every problem of every chosen environment
 */
export function build(options: BuildOptions, use?: Use): Built {
  const { chosen, warnings, acknowledged } = choose(options);
  const stacks = inTemporaryDirectory((outdir) =>
    makeAll(chosen, (candidate) => makeStack(candidate, new App({ outdir }), use)),
  );
  return { stacks, warnings, acknowledged };
}

/**
 * Writes the Terraform of environments.
 * @param keeping keeps stacks that have not changed since they were written. @default - every stack is made
 * @throws EnvironmentError with every problem of every chosen environment; in this case nothing is written.
 */
export function synthesize(options: SynthesizeOptions, keeping?: Keeping): Synthesized {
  const started = performance.now();
  const chosen = choose(options);
  const { outdir = process.env.CDKTF_OUTDIR ?? 'cdktf.out' } = options;
  const staging = new Staging(outdir);
  let stacks: readonly SynthesizedStack[];
  try {
    stacks = writeAll(chosen.chosen, { ...options, outdir }, staging, keeping);
  } finally {
    staging.discard();
  }
  const { report = () => undefined, verbose } = options;
  describeWarnings(chosen, verbose).forEach(report);
  for (const { id, resources, unchanged } of stacks)
    report(`${id}: ${counted(resources, 'resource')}${unchanged ? ', unchanged' : ''}`);
  const total = stacks.reduce((sum, { resources }) => sum + resources, 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  report(`${counted(stacks.length, 'stack')}, ${counted(total, 'resource')} in ${seconds} s, written to ${outdir}`);
  return { stacks, warnings: chosen.warnings };
}

function writeAll(
  chosen: readonly Candidate[],
  { outdir, project }: Pick<SynthesizeOptions, 'project'> & { readonly outdir: string },
  staging: Staging,
  keeping: Keeping | undefined,
): readonly SynthesizedStack[] {
  const way = project === undefined ? undefined : wayFrom(outdir, project);
  const newApp = () =>
    new App({ outdir: staging.directory, ...(way !== undefined && { context: { [WAY_TO_PROJECT]: way } }) });
  const { manifest, hclOutput } = newApp();
  const kept = keeping && new KeptStacks(keeping, outdir, [way, hclOutput, process.env[CONTEXT_ENV]].map(String));
  const ids = new Set(chosen.map(({ id }) => id));
  // Makes the CLI deploy the stacks in this order when it deploys both.
  const inOrder = ({ after }: Candidate, entry: StackManifest): StackManifest =>
    after !== undefined && ids.has(after)
      ? { ...entry, dependencies: [...new Set([after, ...entry.dependencies])] }
      : entry;

  const stacks = makeAll(chosen, (candidate) => {
    const { id } = candidate;
    const same = kept?.find(candidate);
    if (same) {
      manifest.stacks[id] = inOrder(candidate, same.manifest);
      return { id, resources: same.resources, unchanged: true, problems: [] };
    }
    const app = newApp();
    return makeStack(candidate, app, (stack, resources) => {
      // Only an environment's own code makes stacks inside stacks.
      const all = candidate.plan.environment.extend.length > 0 ? app.node.findAll() : app.node.children;
      synthesizeApp(app, all, { outdir: staging.directory, manifest, skipValidation: false });
      const entry = manifest.forStack(stack);
      kept?.add(candidate, staging.stack(id), { resources, manifest: entry });
      manifest.stacks[id] = inOrder(candidate, entry);
    });
  });
  manifest.writeToFile();
  staging.commit();
  kept?.save();
  return stacks;
}

/** What `app.synth()` does, without the manifest, which is that of many apps. */
function synthesizeApp(app: App, all: readonly IConstruct[], session: ISynthesisSession): void {
  const stacks = all.filter((one) => TerraformStack.isStack(one));
  for (const stack of stacks) stack.prepareStack();
  for (const stack of stacks) stack.synthesizer.synthesize(session);
  const invalid = app.node.validate();
  if (invalid.length > 0) throw new Error(`The app is not valid:\n  ${invalid.join('\n  ')}`);
}

/** Warnings for people. */
export const describeWarnings = (
  { warnings, acknowledged }: Pick<Planned, 'warnings' | 'acknowledged'>,
  verbose = false,
): string[] => [
  ...warnings.map((warning) => `warning: ${describeProblem(warning)}`),
  ...(verbose ? acknowledged.map((one) => `acknowledged: ${describeProblem(one)}: ${one.reason}`) : []),
];

interface Chosen extends Pick<Planned, 'warnings' | 'acknowledged'> {
  readonly chosen: readonly Candidate[];
}

function choose(options: BuildOptions): Chosen {
  const { environments, only } = options;
  const { plans, problems, warnings, acknowledged } = plan(environments, options, options);
  if (problems.length > 0) throw new EnvironmentError(problems);
  const isChosen = matching(only);
  const chosen = plans.flatMap((one) => candidatesOf(one, options.inCluster)).filter(({ id }) => isChosen(id));
  if (chosen.length === 0 && only && only.length > 0) throw new EnvironmentError([nothingChosen(only, environments)]);
  return { chosen, warnings, acknowledged };
}

interface Outcome extends SynthesizedStack {
  readonly problems: readonly Problem[];
}

/** @throws EnvironmentError with the problems of all stacks */
function makeAll(chosen: readonly Candidate[], make: (candidate: Candidate) => Outcome): SynthesizedStack[] {
  const made = chosen.map(make);
  const problems = made.flatMap((one) => one.problems);
  if (problems.length > 0) throw new EnvironmentError(problems);
  return made.map(({ problems: _, ...stack }) => stack);
}

/** Makes a stack under an app of its own, which is forgotten with it. */
function makeStack({ id, plan: one, make }: Candidate, app: App, use?: Use): Outcome {
  const code = (): Outcome => {
    const stack = make(app);
    const problems = finish(stack, one);
    const resources = stack.resourceCount();
    if (problems.length === 0) use?.(stack, resources, one);
    return { id, resources, problems };
  };
  // An environment's own code and tokens may live longer than a stack.
  return fingerprint(one.environment) === undefined ? code() : forgettingTokens(code);
}

function nothingChosen(only: readonly string[], environments: readonly EnvironmentInput[]): Problem {
  const names = environments.flatMap((one) => targetedBy(one).map((cloud) => stackNames(one, cloud).infrastructure));
  const known =
    names.length > 0
      ? `there are ${names.join(', ')}, and their account, platform and edge stacks (…-account, …-platform, …-edge)`
      : 'there are none';
  return { environment: only.join(', '), code: 'stacks/unknown', message: `matches no stack; ${known}` };
}
