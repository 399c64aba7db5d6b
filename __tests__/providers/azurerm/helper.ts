/** Environments on Azure alone, synthesized and read back without loading the other clouds. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clouds } from '../../../constructs/cloud';
import { plan } from '../../../constructs/plan';
import { describeProblem } from '../../../constructs/rules';
import { synthesize } from '../../../constructs/synthesize';
import { patch, type EnvironmentInput } from '../../../constructs/topology';
import { azurerm } from '../../../providers/azurerm';

/* eslint-disable @typescript-eslint/no-explicit-any */
type Tree = any;

const clouds = { azurerm } as unknown as Clouds;

const base = {
  system: 'acme',
  environment: 'test',
  costCenter: 'research',
  targets: {
    azurerm: { subscription: '00000000-0000-4000-8000-000000000001', region: 'eastus', secondaryRegion: 'westus2' },
  },
  network: { cidr: '10.0.0.0/16' },
};

/** An environment, changed: a merge patch, `null` takes away. */
export const environment = (...changes: object[]): EnvironmentInput =>
  changes.reduce((input, change) => patch(input, change) as typeof base, base) as EnvironmentInput;

export const problemsOf = (...changes: object[]): string[] =>
  plan([environment(...changes)], clouds).problems.map(describeProblem);

export const warningsOf = (...changes: object[]): string[] =>
  plan([environment(...changes)], clouds).warnings.map(describeProblem);

export interface Synthesized {
  /** Sorted `type.id` of the resources whose id starts so. */
  addresses(prefix: string): string[];
  resource(address: string): Tree;
  data(address: string): Tree;
  readonly outputs: Record<string, Tree>;
}

export function synth(...changes: object[]): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-azurerm-'));
  try {
    synthesize({ environments: [environment(...changes)], clouds, outdir });
    const [stack] = readdirSync(join(outdir, 'stacks'));
    return reader(JSON.parse(readFileSync(join(outdir, 'stacks', stack!, 'cdk.tf.json'), 'utf8')));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function reader({ resource, data, output }: Tree): Synthesized {
  const at = (tree: Tree, address: string): Tree => {
    const [type, id] = address.split('.') as [string, string];
    if (!tree?.[type]?.[id]) throw new Error(`no ${address}; of that type: ${Object.keys(tree?.[type] ?? {}).join(', ')}`);
    return tree[type][id];
  };
  return {
    addresses: (prefix) =>
      Object.entries(resource)
        .flatMap(([type, byId]) => Object.keys(byId as object).map((id) => [type, id] as const))
        .filter(([, id]) => id === prefix || id.startsWith(`${prefix}_`))
        .map(([type, id]) => `${type}.${id}`)
        .sort(),
    resource: (address) => at(resource, address),
    data: (address) => at(data, address),
    outputs: Object.fromEntries(Object.entries(output).map(([name, { value }]: Tree) => [name, value])),
  };
}
