/** Synthesizes environments into a temporary directory, and reads the written files back. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { plan } from '../../app/plan/plan';
import { synthesize } from '../../app/synthesize';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { describeWithoutCode } from '../../core/rules/problem';
import { providers } from '../../providers';

export type Attributes = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** Arguments that hold the name of a resource. */
const NAMES = ['name', 'identifier', 'replication_group_id', 'bucket', 'instance_id', 'account_id', 'cluster_id'];

/** One stack's Terraform JSON, without CDKTF's metadata. */
export class Stack {
  constructor(
    readonly id: string,
    readonly text: string,
    readonly json: Attributes,
  ) {}

  /** Sorted `type.id` of every resource. */
  addresses(): string[] {
    return Object.entries(this.json.resource ?? {})
      .flatMap(([type, byId]) => Object.keys(byId as object).map((id) => `${type}.${id}`))
      .sort();
  }

  /** Sorted `type.id: name` of every resource whose name in its cloud is in the code. */
  names(): string[] {
    return Object.entries<Attributes>(this.json.resource ?? {})
      .flatMap(([type, byId]) =>
        Object.entries<Attributes>(byId).flatMap(([id, attributes]) =>
          NAMES.map((key) => attributes[key] as unknown)
            .filter((name) => typeof name === 'string' && !name.includes('${'))
            .map((name) => `${type}.${id}: ${name as string}`),
        ),
      )
      .sort();
  }

  /** Number of resources of each type. */
  counts(): Record<string, number> {
    return Object.fromEntries(
      Object.entries(this.json.resource ?? {}).map(([type, byId]) => [type, Object.keys(byId as object).length]),
    );
  }

  resource(address: string): Attributes {
    const [type, id] = address.split('.') as [string, string];
    const found = this.json.resource?.[type]?.[id];
    if (!found)
      throw new Error(
        `${this.id} has no ${address}; of that type: ${Object.keys(this.json.resource?.[type] ?? {}).join(', ') || 'none'}`,
      );
    return found;
  }

  all(type: string): Attributes[] {
    return Object.values(this.json.resource?.[type] ?? {});
  }

  get outputs(): Attributes {
    return Object.fromEntries(
      Object.entries(this.json.output ?? {}).map(([name, output]) => [name, (output as Attributes).value]),
    );
  }
}

/** Every stack of the environments, by id. */
export function synth(...environments: EnvironmentInput[]): Record<string, Stack> {
  return synthIn('.json', environments, (dir) => {
    const text = readFileSync(join(dir, 'cdk.tf.json'), 'utf8');
    const { '//': _remarks, ...json } = JSON.parse(text);
    return (id: string) => new Stack(id, text, json);
  });
}

/** Every stack of the environments as HCL, by id. */
export function synthHcl(...environments: EnvironmentInput[]): Record<string, string> {
  process.env.SYNTH_HCL_OUTPUT = 'true';
  try {
    return synthIn('.hcl', environments, (dir) => {
      const text = readFileSync(join(dir, 'cdk.tf'), 'utf8');
      return () => text;
    });
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
  }
}

function synthIn<T>(
  suffix: string,
  environments: EnvironmentInput[],
  read: (dir: string) => (id: string) => T,
): Record<string, T> {
  const outdir = mkdtempSync(join(tmpdir(), `triptych${suffix}-`));
  try {
    synthesize({ environments, ...providers, outdir });
    const root = join(outdir, 'stacks');
    return Object.fromEntries(readdirSync(root).map((id) => [id, read(join(root, id))(id)]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Problems of an environment as the user reads them, without the codes of the rules. */
export const problemsOf = (...environments: EnvironmentInput[]): string[] =>
  plan(environments, providers).problems.map(describeWithoutCode);

/** Warnings as the user reads them, without the codes of the rules. */
export const warningsOf = (...environments: EnvironmentInput[]): string[] =>
  plan(environments, providers).warnings.map(describeWithoutCode);

/**
 * Full message of a problem of a construct: about the construct if it begins with a verb, otherwise about a property.
 */
export const saidOf = (path: string, message: string): string =>
  /^(must|requires|is|needs|may|has) /.test(message) ? `${path} ${message}` : `${path}.${message}`;
