/** Synthesizes one environment for Azure only, and returns its problems. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { plan } from '../../../app/plan/plan';
import { synthesize } from '../../../app/synthesize';
import type { Clouds } from '../../../constructs/cloud';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { describeWithoutCode } from '../../../core/rules/problem';
import { azurerm } from '../../../providers/azurerm';
import { kubernetes } from '../../../providers/kubernetes';

export type Attributes = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

const clouds = { azurerm } as unknown as Clouds;

/** The smallest environment: a network with default properties. */
export const base: EnvironmentInput = {
  system: 'acme',
  environment: 'test',
  costCenter: 'research',
  targets: {
    azurerm: {
      subscription: '00000000-0000-4000-8000-000000000001',
      region: 'eastus',
      secondaryRegion: 'westus',
      operators: { apply: ['00000000-0000-4000-8000-000000000002'] },
      operatorCidrs: 'anywhere',
    },
  },
  network: { cidr: '10.0.0.0/16' },
};

/** The required properties of a PostgreSQL server. */
export const postgres = {
  version: '17',
  size: 'large',
  storage: { sizeGiB: 100 },
  database: 'acme',
  owner: 'acme',
} as const;

/** An environment changed by a merge patch. */
export const changed = (change: object, from: EnvironmentInput = base): EnvironmentInput =>
  patch(from, change) as EnvironmentInput;

/** The Terraform JSON of an environment, with its resources by address. */
export function synth(input: EnvironmentInput) {
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-azurerm-'));
  try {
    synthesize({ environments: [input], clouds, inCluster: kubernetes, outdir });
    const json = JSON.parse(
      readFileSync(join(outdir, 'stacks', `${input.system}-${input.environment}-azurerm`, 'cdk.tf.json'), 'utf8'),
    ) as Attributes;
    const addresses = Object.entries(json.resource as Attributes)
      .flatMap(([type, byId]) => Object.keys(byId as object).map((id) => `${type}.${id}`))
      .sort();
    const resource = (address: string): Attributes => {
      const [type, id] = address.split('.') as [string, string];
      const emitted = json.resource?.[type]?.[id];
      if (!emitted) throw new Error(`no ${address} among ${addresses.join(', ')}`);
      const { '//': _remarks, ...attributes } = emitted;
      return attributes;
    };
    return { json, addresses, resource };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Addresses of the resources whose ids have a prefix, without `azurerm_`. */
export const addressesOf = ({ addresses }: { addresses: string[] }, start: string): string[] =>
  addresses
    .filter((address) => address.split('.')[1]!.startsWith(start))
    .map((address) => address.replace('azurerm_', ''));

/** Problems of an environment, without its name. */
export const problemsOf = (input: EnvironmentInput): string[] =>
  plan([input], { clouds, inCluster: kubernetes }).problems.map((problem) =>
    describeWithoutCode(problem).replace('acme/test (azurerm): ', ''),
  );
