/**
 * Choice among Memorystore's three services for a Redis store, and the requirements for its SKU. Memorystore for Redis
 * has one primary, replicas and a password; Memorystore for Redis Cluster has shards, identities and append-only files;
 * Memorystore for Valkey has all of these for the engine Valkey, with or without shards, except passwords.
 */
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { type Choice, choice } from '../../../core/decision';
import { cacheRequirement, type Feature, type Requirement } from '../../../core/sizing/catalogue';
import type { VersionTable } from '../../../core/sizing/versions';
import { redis, valkey } from '../shared/versions';

export type RedisForm = 'instance' | 'cluster' | 'valkey';

export function formOf(p: ManagedRedisProps): RedisForm {
  if (p.engine === 'valkey') return 'valkey';
  return clusterReason(p) === undefined ? 'instance' : 'cluster';
}

/** Why a store of the engine Redis needs Redis Cluster; undefined if it does not. */
export function clusterReason({ shards, authentication, persistence }: ManagedRedisProps): string | undefined {
  if (shards > 1) return `${shards} shards`;
  if (authentication === 'identity') return 'authentication "identity"';
  if (persistence.mode === 'append-only') return 'persistence.mode "append-only"';
  return undefined;
}

/** The service, with the reason for it. */
export function chooseForm(p: ManagedRedisProps): Choice<RedisForm> {
  const form = formOf(p);
  const reason = p.engine === 'valkey' ? 'engine "valkey"' : clusterReason(p);
  const why = reason ?? 'a store of the engine Redis with one shard and a password or none';
  return choice(form, SERVICES[form], `${why}; ${CHOOSERS} choose it, and another service is another store, empty`);
}

/** The properties of which a change can make a store of another service. */
const CHOOSERS = 'engine, shards, authentication and persistence.mode';

const SERVICES: Readonly<Record<RedisForm, string>> = {
  instance: 'Memorystore for Redis',
  cluster: 'Memorystore for Redis Cluster',
  valkey: 'Memorystore for Valkey',
};

/** Redis Cluster has one version and no argument for it. */
export const CLUSTER_VERSION = '7';

const VERSIONS: Record<RedisForm, VersionTable> = {
  valkey,
  instance: redis,
  cluster: { ...redis, versions: redis.versions.filter(({ version }) => version === CLUSTER_VERSION) },
};

export const versionsOf = (p: ManagedRedisProps): VersionTable => VERSIONS[formOf(p)];

/** Requirements for an instance of Memorystore for Redis. */
export const instanceRequirement = (p: ManagedRedisProps): Requirement =>
  requirementOf(p, p.replicas > 1 ? ['readReplicas'] : []);

/** Requirements for a node of Redis Cluster or Valkey. */
export const nodeRequirement = (p: ManagedRedisProps): Requirement =>
  requirementOf(p, p.replicas > 0 ? ['highAvailability'] : []);

function requirementOf({ size, sku }: ManagedRedisProps, needs: readonly Feature[]): Requirement {
  const { memoryGiB, architecture } = cacheRequirement(size);
  return { memoryGiB, architecture, needs, ...(sku?.google !== undefined && { sku: sku.google }) };
}
