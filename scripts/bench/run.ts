/** Measuring processes: wall time from start to end, and peak memory. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { present } from '../../core/invariant';
import { inTemporaryDirectory } from '../../core/temporary';

export const ROOT = join(__dirname, '..', '..');

export interface Measured {
  readonly seconds: number;
  /** Peak resident memory. */
  readonly megabytes: number;
  readonly stdout: string;
}

export interface Command {
  /** Arguments of node. */
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The run of median time out of several of each command. */
export function measure(times: number, ...commands: readonly Command[]): Measured {
  const all = Array.from({ length: times }, () => commands).flat();
  const runs = all.map(runOnce).sort((a, b) => a.seconds - b.seconds);
  return present(runs[Math.floor(runs.length / 2)], 'a run');
}

function runOnce({ args, cwd = ROOT, env = {} }: Command): Measured {
  return inTemporaryDirectory((directory) => {
    const usage = join(directory, 'usage');
    const started = performance.now();
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      ['--require', join(__dirname, 'usage.cjs'), ...args],
      {
        cwd,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: { ...clean(process.env), CDKTF_OUTDIR: join(directory, 'out'), TRIPTYCH_BENCH_USAGE: usage, ...env },
      },
    );
    const seconds = (performance.now() - started) / 1000;
    if (status !== 0)
      throw new Error(`node ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`.slice(-4000)}`);
    return { seconds, megabytes: Number(readFileSync(usage, 'utf8')) / 1024, stdout };
  });
}

/** Variables that would change the measurement: a part, another output, or modules that npm preloads. */
function clean(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    TRIPTYCH_ONLY: _only,
    SYNTH_HCL_OUTPUT: _hcl,
    NODE_OPTIONS: _options,
    TRIPTYCH_TOKEN_TRACES: _traces,
    ...rest
  } = env;
  return rest;
}
