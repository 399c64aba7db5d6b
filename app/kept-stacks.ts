/**
 * Kept stacks: those that need not be made again, because what they are made from, and what was written then, are the same as
 * last time. Making a stack reads no clock, no network and no variable, so that its program and its environment decide what
 * comes out.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { StackManifest } from 'cdktf';

import { digest, fingerprint } from '../core/cdktf/fingerprint';
import type { Keeping } from './commands/host';
import type { Candidate } from './stacks/candidates';
import { filesIn } from './staging';

/** What is known of a stack that was written. */
export interface KeptStack {
  /** Digest of all that it was made from. */
  readonly key: string;
  /** Digests of its files, by their paths in its directory. */
  readonly files: Readonly<Record<string, string>>;
  readonly resources: number;
  readonly manifest: StackManifest;
}

type Stacks = Readonly<Record<string, KeptStack>>;

export class KeptStacks {
  private readonly file: string;
  private readonly outdir: string;
  /** Stacks by output directory. */
  private readonly before: Readonly<Record<string, Stacks>>;
  private readonly now: Record<string, KeptStack> = {};

  /** @param circumstances what stacks are made from beside the program and their environments */
  constructor(
    private readonly keeping: Keeping,
    outdir: string,
    private readonly circumstances: readonly string[],
  ) {
    this.file = join(keeping.directory, 'stacks.json');
    this.outdir = resolve(outdir);
    this.before = readJson(this.file) ?? {};
  }

  /** The stack as it was written, if it would be written like that again and nobody has touched it. */
  find(candidate: Candidate): KeptStack | undefined {
    const { id } = candidate;
    const kept = this.before[this.outdir]?.[id];
    if (!kept || kept.key !== this.keyOf(candidate)) return undefined;
    const directory = join(this.outdir, 'stacks', id);
    if (!Object.entries(kept.files).every(([file, sum]) => digestOf(join(directory, file)) === sum)) return undefined;
    this.now[id] = kept;
    return kept;
  }

  /** Remembers a stack that was written to a directory. */
  add(candidate: Candidate, directory: string, written: Pick<KeptStack, 'resources' | 'manifest'>): void {
    const key = this.keyOf(candidate);
    if (key === undefined) return;
    const files = Object.fromEntries(filesIn(directory).map((file) => [file, digestOf(join(directory, file)) ?? '']));
    this.now[candidate.id] = { key, files, ...written };
  }

  /** Writes what is known for the next run, which does without if it cannot be written. */
  save(): void {
    const others = Object.entries(this.before).filter(([outdir]) => outdir !== this.outdir && existsSync(outdir));
    const all = Object.fromEntries([...others, [this.outdir, this.now]]);
    const temporary = `${this.file}.${process.pid}`;
    try {
      mkdirSync(this.keeping.directory, { recursive: true });
      writeFileSync(temporary, JSON.stringify(all));
      renameSync(temporary, this.file);
    } catch {
      // The installation is read-only.
    }
  }

  /** Undefined if an environment is more than data: what code would do cannot be told by its text. */
  private keyOf({ id, plan: { cloud, environment } }: Candidate): string | undefined {
    const data = fingerprint(environment);
    return data === undefined ? undefined : digest(this.keeping.program, ...this.circumstances, id, cloud.name, data);
  }
}

function digestOf(file: string): string | undefined {
  try {
    return digest(readFileSync(file));
  } catch {
    return undefined;
  }
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
