/**
 * Which of Google's three services a Redis store is, and how large. Memorystore for Redis is one primary with copies and a
 * password; Memorystore for Redis Cluster has shards, identities and append-only files; Memorystore for Valkey has all of
 * that for Valkey, with shards or without.
 */
import type { Feature, Requirement } from '../../../core/sizing/catalogue';
import { cacheRequirement } from '../../../core/sizing/catalogue';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import type { VersionTable } from '../../../core/sizing/versions';
import { redis, valkey } from '../shared/versions';

export type RedisForm = 'instance' | 'cluster' | 'valkey';

export function formOf({ engine, shards, authentication, persistence }: ManagedRedisProps): RedisForm {
  if (engine === 'valkey') return 'valkey';
  return shards > 1 || authentication === 'identity' || persistence.mode === 'append-only' ? 'cluster' : 'instance';
}

/** Redis Cluster has one version, and no argument that says it. */
const CLUSTER_VERSION = '7';

export const versionsOf = (p: ManagedRedisProps): VersionTable =>
  ({
    valkey,
    instance: redis,
    cluster: { ...redis, versions: redis.versions.filter(({ version }) => version === CLUSTER_VERSION) },
  })[formOf(p)];

/** What the catalogue's row must satisfy, if the store is of one of these forms. */
export function requirementOf(p: ManagedRedisProps, ...forms: readonly RedisForm[]): Requirement | undefined {
  const form = formOf(p);
  if (!forms.includes(form)) return undefined;
  const needs: Feature[] =
    form === 'instance' ? (p.replicas > 1 ? ['readReplicas'] : []) : p.replicas > 0 ? ['highAvailability'] : [];
  const { memoryGiB, architecture } = cacheRequirement(p.size);
  return { memoryGiB, architecture, needs, ...(p.sku?.google !== undefined && { sku: p.sku.google }) };
}
