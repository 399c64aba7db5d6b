/**
 * Changes that people make to environments that run, one by one. Proofs look at what each does to every resource: what
 * is replaced, and what goes while something that stays still uses it.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { wholeWith } from './environments';
import type { Attributes, Stack } from './synth';

/** Where every change starts: one of each construct, of medium size, with what most environments set. */
const START = {
  network: { secondaryCidr: '10.9.0.0/16', zones: 2 },
  cluster: { nodePools: { main: { size: 'large', min: 2, max: 4 }, jobs: { size: 'medium', min: 1, max: 2 } } },
  databases: {
    postgres: { version: '16', size: 'medium', storage: { sizeGiB: 64 }, readReplicas: { reports: {} } },
    records: { version: '17', size: 'medium', storage: { sizeGiB: 64 }, database: 'records', owner: 'records' },
  },
  caches: { redis: { version: '7', size: 'small' }, single: { version: '7', size: 'small', replicas: 0 } },
};

const postgres = (props: object) => ({ databases: { postgres: props } });
const redis = (props: object) => ({ caches: { redis: props } });
const pool = (props: object) => ({ cluster: { nodePools: { main: props } } });
const shop = { namespaces: { shop: {} }, objectStores: { pictures: {} } };
const reads = { objectStore: 'files', read: true };
const writes = { objectStore: 'pictures', read: true, write: true };
const web = (access: readonly object[]) => ({
  namespace: 'shop',
  image: 'web:1',
  resources: { cpu: '100m', memory: '128Mi' },
  access,
});

/** By what is changed: the change, as a merge patch, and where it does not start as the others do, the start. */
const CHANGES: Readonly<Record<string, readonly [change: object, start?: object]>> = {
  'tags and cost center': [{ costCenter: 'sales', tags: { team: 'orders' } }],
  'zones 2 to 3': [{ network: { zones: 3 } }],
  'zones 3 to 2': [{ network: { zones: 2 } }, { network: { zones: 3 } }],
  'a gateway for each zone': [{ network: { nat: 'per-zone' } }, { network: { nat: 'single' } }],
  'one gateway': [{ network: { nat: 'single' } }, { network: { nat: 'per-zone' } }],
  'flow logs': [{ network: { flowLogs: false } }, { network: { flowLogs: { retentionDays: 30 } } }],
  'access lists': [{ network: { accessLists: {} } }],
  'private access': [
    { network: { privateAccess: { registry: false, secrets: false, objectStorage: false } } },
    { network: { privateAccess: { registry: true, secrets: true, objectStorage: true } } },
  ],
  'Kubernetes version': [{ cluster: { version: '1.36' } }],
  'maintenance window of the cluster': [
    { cluster: { maintenanceWindow: { day: 'saturday', start: '04:00', hours: 4 } } },
  ],
  administrators: [
    { cluster: { administrators: { aws: ['arn:aws:iam::123456789012:role/ops'] } } },
    { cluster: { administrators: { aws: ['arn:aws:iam::123456789012:role/dev'] } } },
  ],
  'pool size': [pool({ size: 'xlarge' })],
  'pool limits': [pool({ min: 5, max: 9 })],
  'pool disk': [pool({ diskGiB: 120 })],
  'pool labels and taints': [
    pool({ labels: { tier: 'web' }, taints: [{ key: 'only', value: 'web', effect: 'NoSchedule' }] }),
  ],
  'pool spot': [{ cluster: { nodePools: { jobs: { spot: true } } } }],
  'a pool less': [{ cluster: { nodePools: { jobs: null } } }],
  'system pool': [{ cluster: { systemPool: { size: 'large', min: 2, max: 3 } } }],
  'database version': [postgres({ version: '17' })],
  'database size': [postgres({ size: 'large', readReplicas: { reports: { size: 'large' } } })],
  'database storage': [postgres({ storage: { sizeGiB: 128 } })],
  'database storage, growth off': [postgres({ storage: { maxSizeGiB: 64 } })],
  'database standby': [postgres({ highAvailability: false })],
  'database backups': [postgres({ backups: { retentionDays: 21, start: '05:00' } })],
  'database maintenance window': [postgres({ maintenanceWindow: { day: 'monday', start: '03:00' } })],
  'database parameters': [postgres({ parameters: { work_mem: '8192', max_connections: '400' } })],
  'database logs': [
    postgres({ queryInsights: false, logs: { retentionDays: 30, slowStatementMs: 50, connections: false } }),
  ],
  'a replica more': [postgres({ readReplicas: { more: {} } })],
  'a replica less': [postgres({ readReplicas: { reports: null } })],
  'the first replica': [{ databases: { records: { readReplicas: { reports: {} } } } }],
  'database rotation': [postgres({ credentials: { rotationDays: 90 } })],
  'cache engine': [redis({ engine: 'valkey', version: '8' })],
  'cache version': [redis({ version: '7' }), redis({ version: '6' })],
  'cache size': [redis({ size: 'large' })],
  'cache replicas': [redis({ replicas: 2 })],
  'cache replicas to none': [redis({ replicas: 0 })],
  'cache replicas from none': [{ caches: { single: { replicas: 1 } } }],
  'cache shards': [redis({ shards: 3 }), redis({ shards: 2 })],
  'cache snapshots': [redis({ persistence: { mode: 'snapshots', retentionDays: 5 } })],
  'cache eviction': [redis({ evictionPolicy: 'allkeys-lru' })],
  'cache logs': [redis({ logs: false })],
  'cache authentication': [redis({ authentication: 'none' })],
  'bucket access': [{ workloads: { web: { access: [reads] } } }, { ...shop, workloads: { web: web([reads, writes]) } }],
  'bucket access to write': [
    { workloads: { web: { access: [writes] } } },
    { ...shop, workloads: { web: web([reads]) } },
  ],
  'bucket lifecycle': [
    { objectStores: { files: { lifecycle: null } } },
    { objectStores: { files: { versioning: false, lifecycle: { old: { expireAfterDays: 9 } } } } },
  ],
  'bucket versions': [{ objectStores: { files: { versioning: false } } }],
  protection: [
    {
      cluster: { deletionProtection: false },
      databases: { postgres: { deletionProtection: false } },
      caches: { redis: { deletionProtection: false } },
      objectStores: { files: { deletionProtection: false } },
    },
  ],
};

export interface Change {
  readonly name: string;
  readonly before: EnvironmentInput;
  readonly after: EnvironmentInput;
}

export const changes: readonly Change[] = Object.entries(CHANGES).map(([name, [change, start = {}]]) => {
  const before = wholeWith(patch(START, start) as object);
  return { name, before, after: patch(before, change) as EnvironmentInput };
});

/** Changes that a cloud refuses at synthesis, because it has nothing of the kind. */
export const isRefused = (problems: readonly string[]): boolean => problems.length > 0;

/** Resources that are in both, with their arguments before and after. */
export const kept = (before: Stack, after: Stack): readonly (readonly [string, Attributes, Attributes])[] => {
  const still = new Set(after.addresses());
  return before
    .addresses()
    .filter((address) => still.has(address))
    .map((address) => [address, before.resource(address), after.resource(address)] as const);
};
