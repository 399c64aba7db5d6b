/**
 * Stacks of a small environment on Google, built in memory, without checks across stacks, which are tested elsewhere.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'cdktf';

import { type Plan, plan } from '../../../app/plan/plan';
import { InfrastructureStack } from '../../../app/stacks/infrastructure';
import { settingsOf } from '../../../app/stacks/settings';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { EnvironmentStack } from '../../../core/cdktf/stack';
import { providers } from '../../../providers';
import { CloudLookup } from '../../../providers/google/cloud-lookup/cloud-lookup';
import { on, wholeWith } from '../environments';
import { Stack } from '../synth';

/** Leaves only a network and a cluster. */
export const bare = { databases: null, caches: null, objectStores: null };

export const zone = { dnsZones: { main: { domain: 'example.com', existing: { google: 'example-com' } } } };
export const workload = (change: object = {}) => ({
  namespaces: { shop: {} },
  workloads: { api: { namespace: 'shop', image: 'shop/api:1.2.3', resources: { cpu: '1', memory: '1Gi' }, ...change } },
});

export function planOf(change: object): Plan {
  const { plans, problems } = plan([on('google', wholeWith(change))], providers);
  if (plans.length === 0) throw new Error(JSON.stringify(problems));
  return plans[0]!;
}

function inApp<T extends EnvironmentStack>(make: (app: App) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-'));
  try {
    return make(new App({ outdir }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** A stack as JSON, without CDKTF's metadata. */
export function jsonOf(stack: EnvironmentStack): Stack {
  stack.assertUniqueAddresses();
  const text = JSON.stringify(stack.toTerraform(), (key, value: unknown) => (key === '//' ? undefined : value));
  return new Stack(stack.node.id, text, JSON.parse(text));
}

export const infrastructureOf = (change: object): Stack =>
  jsonOf(inApp((app) => new InfrastructureStack(app, planOf(change))));

/** An empty stack with the environment's settings. */
export const emptyStack = (change: object): EnvironmentStack =>
  inApp((app) => new EnvironmentStack(app, 'empty', settingsOf(planOf(change), 'infrastructure')));

export function servicesOf(change: object = {}): { services: CloudLookup; stack: Stack } {
  const { environment, identities, target } = planOf(change);
  const stack = emptyStack(change);
  const services = new CloudLookup(stack, 'cloud', { environment, identities, target: target as GoogleTarget });
  return { services, stack: jsonOf(stack) };
}
