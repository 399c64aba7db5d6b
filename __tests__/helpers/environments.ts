/** Environments for tests on three clouds: a small one and one with every construct. Tests change parts of them. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';

export const CLOUDS = ['aws', 'google', 'azurerm'] as const;
export type CloudName = (typeof CLOUDS)[number];

export const targets = {
  aws: {
    account: '123456789012',
    region: 'us-east-1',
    secondaryRegion: 'us-west-2',
    operators: { apply: ['arn:aws:iam::123456789012:role/terraform'] },
  },
  google: { project: 'acme-test', region: 'us-central1', secondaryRegion: 'us-west1' },
  azurerm: {
    subscription: '00000000-0000-4000-8000-000000000001',
    region: 'eastus',
    secondaryRegion: 'westus',
    operators: { apply: ['00000000-0000-4000-8000-000000000002'] },
    operatorCidrs: 'anywhere',
  },
} satisfies EnvironmentInput['targets'];

/** One of each construct, without properties that have a default. */
export const whole: EnvironmentInput = {
  system: 'acme',
  environment: 'test',
  costCenter: 'research',
  targets,
  network: { cidr: '10.0.0.0/16' },
  cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 2, max: 4 } } },
  databases: { postgres: { version: '17', size: 'large', storage: { sizeGiB: 100 }, database: 'acme', owner: 'acme' } },
  caches: { redis: { version: '7', size: 'medium' } },
  objectStores: { files: {} },
};

/** The whole environment changed by a merge patch, in which `null` removes a property. */
export const wholeWith = (change: object): EnvironmentInput => patch(whole, change) as EnvironmentInput;

/** Keeps the target of only one cloud, with its differences. */
export const on = (cloud: CloudName, { differences, ...input }: EnvironmentInput): EnvironmentInput => ({
  ...input,
  targets: { [cloud]: input.targets[cloud] },
  ...(differences?.[cloud] && { differences: { [cloud]: differences[cloud] } }),
});
