/** Runs command lines in a temporary directory, as a user would. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { run } from '../../app/commands/program';
import { providers } from '../../providers';

/** The directory of the product. */
export const ROOT = join(__dirname, '..', '..');

export interface Said {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

/** A directory with files, in which command lines are run. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'triptych-command-'));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), 'utf8');
  }

  has(file: string): boolean {
    return existsSync(join(this.path, file));
  }

  /** Names in a folder, sorted. */
  list(folder = '.'): string[] {
    return readdirSync(join(this.path, folder)).sort();
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  async run(...argv: string[]): Promise<Said> {
    const out: string[] = [];
    const error: string[] = [];
    const before = process.cwd();
    const { SYNTH_HCL_OUTPUT, CDKTF_OUTDIR } = process.env;
    process.chdir(this.path);
    try {
      const context = {
        made: providers,
        host: { load: (file: string) => Promise.resolve(jest.requireActual<Record<string, unknown>>(file)) },
        cwd: this.path,
        root: ROOT,
        version: '1.2.3',
        env: process.env,
      };
      const printer = { out: (text: string) => out.push(text), error: (text: string) => error.push(text) };
      const status = await run(argv, context, printer);
      return { status, out: out.join('\n'), error: error.join('\n') };
    } finally {
      process.chdir(before);
      restore({ SYNTH_HCL_OUTPUT, CDKTF_OUTDIR });
    }
  }
}

function restore(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** An environment in YAML that synthesizes as it stands. */
export const yaml = (system: string, environment: string, more = ''): string => `system: ${system}
environment: ${environment}
costCenter: research
targets:
  aws: { account: '123456789012', region: eu-west-1 }
  google: { project: acme-test, region: europe-west1 }
network: { cidr: 10.0.0.0/16 }
objectStores: { files: {} }
${more}`;
