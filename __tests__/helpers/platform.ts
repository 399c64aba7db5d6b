/**
 * Builds platform stacks and returns their content: Kubernetes objects as sent to the cluster, and charts with values.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'cdktf';

import { plan } from '../../app/plan/plan';
import { chartsIn, jsonOf, manifestsIn } from '../../app/stacks/content';
import { PlatformStack } from '../../app/stacks/platform';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { Manifest } from '../../core/kubernetes/manifest';
import { patch } from '../../core/patch';
import { describeProblem } from '../../core/rules/problem';
import { providers } from '../../providers';
import { type CloudName, CLOUDS, whole } from './environments';
import type { Attributes } from './synth';

/** A cluster with a namespace, a DNS zone and a secret, for tests of add-ons and workloads. */
export const base: EnvironmentInput = {
  ...whole,
  secrets: { token: {} },
  dnsZones: {
    main: {
      domain: 'example.com',
      existing: {
        aws: 'Z0123456789EXAMPLE',
        google: 'example-com',
        azurerm:
          '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.com',
      },
    },
  },
  namespaces: { shop: {} },
};

/** The base changed by a merge patch, in which `null` removes a property. */
export const baseWith = (change: object): EnvironmentInput => patch(base, change) as EnvironmentInput;

export interface Chart {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly repository: string | undefined;
  readonly version: string | undefined;
  readonly values: Attributes;
  readonly timeout: number;
}

export class PlatformOn {
  constructor(private readonly stack: PlatformStack) {}

  /** Sorted `type.id` of every resource. */
  get addresses(): string[] {
    const { resource = {} } = this.json as { resource?: Record<string, object> };
    return Object.entries(resource)
      .flatMap(([type, all]) => Object.keys(all).map((id) => `${type}.${id}`))
      .sort();
  }

  /** The stack's Terraform JSON. */
  get json(): Attributes {
    return jsonOf(this.stack);
  }

  /** Arguments of a resource, by its address. */
  resource(address: string): Attributes {
    const [type, id] = address.split('.') as [string, string];
    return (this.json.resource as Attributes)[type][id] as Attributes;
  }

  /** Every Kubernetes object that Terraform creates, by either provider; not the objects that charts create. */
  get manifests(): Manifest[] {
    return manifestsIn(this.stack);
  }

  /** The only object of a kind and name; the error lists the existing ones. */
  manifest(kind: string, name: string): Attributes {
    const found = this.manifests.filter((one) => one.kind === kind && one.metadata.name === name);
    if (found.length !== 1)
      throw new Error(
        `${found.length} ${kind} ${name} among ${this.manifests.map((one) => `${one.kind} ${one.metadata.name}`).join(', ')}`,
      );
    return found[0] as Attributes;
  }

  /** Charts of repositories, by the name of the release. */
  get charts(): Record<string, Chart> {
    return chartsIn(this.json) as unknown as Record<string, Chart>;
  }
}

/** An environment's platform on one cloud. */
export function platformOn(cloud: CloudName, input: EnvironmentInput): PlatformOn {
  const { plans, problems: all } = plan([input], providers);
  const problems = all.filter((one) => one.cloud === undefined || one.cloud === cloud);
  if (problems.length > 0) throw new Error(problems.map(describeProblem).join('\n'));
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-'));
  try {
    return new PlatformOn(
      new PlatformStack(
        new App({ outdir }),
        plans.find((one) => one.cloud.name === cloud)!,
        providers.inCluster,
      ),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** An environment's platform on each cloud. */
export const platforms = (input: EnvironmentInput): Record<CloudName, PlatformOn> =>
  Object.fromEntries(CLOUDS.map((cloud) => [cloud, platformOn(cloud, input)])) as Record<CloudName, PlatformOn>;
