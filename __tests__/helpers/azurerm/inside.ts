/** An environment whose workloads use every kind of right on Azure, with its services and identities on their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App, DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';

import { plan } from '../../../app/plan/plan';
import { settingsOf } from '../../../app/stacks/settings';
import type { Clouds } from '../../../constructs/cloud';
import type { Cluster } from '../../../constructs/cluster/contract';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { Right } from '../../../constructs/workload-identity/contract';
import { EnvironmentStack } from '../../../core/cdktf/stack';
import { describeWithoutCode } from '../../../core/rules/problem';
import { azurerm } from '../../../providers/azurerm';
import { CloudLookup } from '../../../providers/azurerm/cloud-lookup/cloud-lookup';
import { Foundation } from '../../../providers/azurerm/foundation/foundation';
import { WorkloadIdentity } from '../../../providers/azurerm/workload-identity/workload-identity';
import { kubernetes } from '../../../providers/kubernetes';
import { type Attributes, changed, postgres } from './environment';

export const SUBSCRIPTION = '00000000-0000-4000-8000-000000000001';
export const DNS_GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/dns`;

/** A zone of Azure DNS. */
export const zone = (domain: string, group = DNS_GROUP) => ({
  domain,
  existing: { azurerm: `${group}/providers/Microsoft.Network/dnsZones/${domain}` },
});

/** A cluster with a workload that uses a right of each kind. */
export const inside: EnvironmentInput = changed({
  cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 2, max: 4 } } },
  databases: { postgres },
  caches: { redis: { version: '7', size: 'medium' } },
  objectStores: { files: {}, backups: {} },
  secrets: { token: { description: 'Signs links', username: 'signer', rotationDays: 30 }, plain: {} },
  dnsZones: { main: zone('example.com') },
  addons: { externalSecrets: {} },
  namespaces: { shop: {} },
  workloads: {
    web: {
      namespace: 'shop',
      image: 'registry.example.com/web:1',
      resources: { cpu: '100m', memory: '128Mi' },
      secretEnv: { HOST: { from: 'postgres', key: 'host' }, CACHE: { from: 'redis', key: 'host' } },
      access: [
        { objectStore: 'files', read: true },
        { objectStore: 'backups', read: true, write: true },
        { secret: 'postgres', read: true },
        { secret: 'token', read: true },
      ],
    },
    silent: { namespace: 'shop', image: 'registry.example.com/silent:1', resources: { cpu: '100m', memory: '128Mi' } },
  },
});

export const insideWith = (change: object): EnvironmentInput => changed(change, inside);

/** A stack of an environment, and its Terraform JSON. */
function stackOf(input: EnvironmentInput) {
  const { plans, problems } = plan([input], { clouds: { azurerm } as unknown as Clouds, inCluster: kubernetes });
  if (problems.length > 0) throw new Error(problems.map(describeWithoutCode).join('\n'));
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-azurerm-'));
  try {
    const stack = new EnvironmentStack(new App({ outdir }), 'alone', settingsOf(plans[0]!, 'infrastructure'));
    const json = () => JSON.parse(JSON.stringify(stack.toTerraform())) as Attributes;
    const { environment, target, identities, uses } = plans[0]!;
    return { stack, json, environment, identities, uses, target: target as AzurermTarget };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** CloudLookup on their own, with the Terraform JSON that they produce. */
export function servicesOf(input: EnvironmentInput) {
  const { stack, json, environment, identities, target } = stackOf(input);
  const services = new CloudLookup(stack, 'cloud', { environment, target, identities });
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved = <T>(value: T): T => Tokenization.resolve(value, { scope: stack, resolver, preparing: false }) as T;
  return { services, resolved, json };
}

/** An identity on its own, for rights that only add-ons use. */
export function identityWith(rights: readonly Right[]) {
  const { stack, json, environment, target, uses } = stackOf(inside);
  const foundation = new Foundation(stack, 'foundation', { target, keys: environment.keys, uses });
  const cluster = { identityIssuer: 'https://issuer', nodeResourceGroupId: '/subscriptions/s/resourceGroups/nodes' };
  const deps = {
    foundation,
    cluster: cluster as unknown as Cluster,
    stores: {},
    databases: {},
    caches: {},
    secrets: () => ({}),
    dnsZones: {},
  };
  new WorkloadIdentity(stack, 'identity-backup', { namespace: 'backup', serviceAccount: 'backup', rights }, deps);
  const resources = json().resource as Record<string, Attributes>;
  const addresses = Object.entries(resources).flatMap(([type, all]) => Object.keys(all).map((id) => `${type}.${id}`));
  const resource = (address: string): Attributes => {
    const [type, id] = address.split('.') as [string, string];
    return resources[type]![id] as Attributes;
  };
  return { addresses: addresses.sort(), resource };
}
