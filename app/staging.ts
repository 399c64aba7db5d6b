/** Staging: stacks are written to a directory inside the output, and replace what is there when all of them are written. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PREFIX = '.new-';

export class Staging {
  /** Where the app writes. */
  readonly directory: string;
  /** Whether the output did not exist before. */
  private isFirst: boolean;

  constructor(private readonly outdir: string) {
    this.isFirst = !existsSync(outdir);
    this.directory = join(outdir, `${PREFIX}${process.pid}`);
    mkdirSync(outdir, { recursive: true });
    for (const name of readdirSync(outdir).filter(isLeftBehind)) rmSync(join(outdir, name), { recursive: true });
    mkdirSync(this.directory);
  }

  /** The directory of a stack. */
  stack(id: string): string {
    return join(this.directory, 'stacks', id);
  }

  /**
   * Moves what was written to its place: the stacks, then the manifest, which names them. Each stack is at any moment either
   * the old one or the new one. What Terraform keeps beside it stays.
   */
  commit(): void {
    const stacks = join(this.outdir, 'stacks');
    mkdirSync(stacks, { recursive: true });
    this.isFirst = false;
    for (const id of readdirSync(join(this.directory, 'stacks'))) moveStack(this.stack(id), join(stacks, id));
    for (const file of filesIn(this.directory)) renameSync(join(this.directory, file), join(this.outdir, file));
  }

  /** Removes what was not moved. */
  discard(): void {
    rmSync(this.isFirst ? this.outdir : this.directory, { recursive: true, force: true });
  }
}

/** What a process that no longer runs left behind. */
function isLeftBehind(name: string): boolean {
  if (!name.startsWith(PREFIX)) return false;
  const pid = Number(name.slice(PREFIX.length));
  try {
    // Signal 0 only asks whether the process exists.
    return pid === process.pid || !process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}

/** Paths of the files in a directory, sorted. */
export const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();

function moveStack(from: string, to: string): void {
  if (!existsSync(to)) {
    renameSync(from, to);
    return;
  }
  const assets = assetsIn(from);
  // Assets are sorted before the file that refers to them, and have other paths when they have other content.
  for (const file of filesIn(from)) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    renameSync(join(from, file), join(to, file));
  }
  for (const [name, versions] of assets)
    for (const version of readdirSync(join(to, 'assets', name)).filter((other) => !versions.includes(other)))
      rmSync(join(to, 'assets', name, version), { recursive: true });
}

/** Versions of each asset of a stack. */
function assetsIn(stack: string): [name: string, versions: string[]][] {
  const directory = join(stack, 'assets');
  const names = existsSync(directory) ? readdirSync(directory) : [];
  return names.map((name) => [name, readdirSync(join(directory, name))]);
}
