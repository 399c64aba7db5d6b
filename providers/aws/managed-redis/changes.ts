/** What a change of each property of a cache does to what exists, on AWS. */
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { SETTLED } from '../../../constructs/restore';
import {
  type ChangesOf,
  fixed,
  inPlace,
  readOnce,
  refusedByProtection,
  replaced,
  restarts,
} from '../../../core/changes';

const UNPROTECT = 'set `deletionProtection: false` and apply, then change it: the data is lost';

export const changes: ChangesOf<ManagedRedisProps> = {
  engine: restarts(
    'from Redis to Valkey; back, ElastiCache replaces the store, which protection refuses',
    'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.Modify.html',
  ),
  version: restarts(
    'primary last, away for seconds with replicas; never back; a new parameter group',
    'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.Modify.html',
  ),
  size: restarts(
    'nodes are replaced one by one with their data; away for seconds',
    'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.Modify.html',
  ),
  sku: restarts(
    'nodes are replaced one by one with their data; away for seconds',
    'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.Modify.html',
  ),
  replicas: inPlace('nodes are added or taken away'),
  shards: fixed(
    'from one shard to more ElastiCache wants cluster mode compatible in between; from some to others in place',
    'override `replicationGroup.clusterMode` with compatible, apply, then change shards',
    'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/modify-cluster-mode.html',
  ),
  authentication: replaced('users and their secret, but for the exporter’s; clients with the former way are refused'),
  'credentials.rotationDays': inPlace(),
  'persistence.mode': inPlace(),
  'persistence.retentionDays': inPlace(),
  'persistence.start': inPlace(),
  restore: readOnce(SETTLED)(
    'ElastiCache would replace the store',
    'to restore, add another entry to caches; what has been restored says "done"',
  ),
  evictionPolicy: inPlace(),
  'maintenanceWindow.day': inPlace(),
  'maintenanceWindow.start': inPlace(),
  'maintenanceWindow.hours': inPlace(),
  logs: inPlace('off destroys the logs'),
  'logs.retentionDays': inPlace(),
  encryptionKey: refusedByProtection('ElastiCache would replace the store', UNPROTECT),
  deletionProtection: inPlace(),
};
