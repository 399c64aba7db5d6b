/** Azure: one class for each construct of the vocabulary. */
import type { Cloud } from '../../constructs/cloud';
import type { AzurermTarget } from '../../constructs/targets';
import { Cluster } from './cluster';
import { EncryptionKey } from './encryption-key';
import { ExistingCluster } from './existing-cluster';
import { ExistingNetwork } from './existing-network';
import { Foundation } from './foundation';
import { ManagedPostgres } from './managed-postgres';
import { ManagedRedis } from './managed-redis';
import { Network, type AzureNetwork } from './network';
import { ObjectStore } from './object-store';
import * as clusterParity from './parity/cluster';
import * as managedPostgresParity from './parity/managed-postgres';
import * as managedRedisParity from './parity/managed-redis';
import * as networkParity from './parity/network';
import * as objectStoreParity from './parity/object-store';
import * as secretParity from './parity/secret';
import { configure } from './provider';
import * as cluster from './rules/cluster';
import * as managedPostgres from './rules/managed-postgres';
import * as managedRedis from './rules/managed-redis';
import * as network from './rules/network';
import * as objectStore from './rules/object-store';
import * as secret from './rules/secret';
import { Secret } from './secret';
import { SecretStore } from './secret-store';
import { Services } from './services';
import { WorkloadIdentity } from './workload-identity';

export const azurerm = {
  name: 'azurerm',
  title: 'Azure (AKS)',
  tagEachResource: true,
  account: ({ subscription, region }) => `${subscription}/${region}`,
  configure,

  Foundation,
  Network,
  ExistingNetwork,
  Cluster,
  ExistingCluster,
  ManagedPostgres,
  ManagedRedis,
  ObjectStore,
  EncryptionKey,
  Secret,
  SecretStore,
  WorkloadIdentity,
  Services,

  rules: {
    network: network.rules,
    cluster: cluster.rules,
    managedPostgres: managedPostgres.rules,
    managedRedis: managedRedis.rules,
    objectStore: objectStore.rules,
    secret: secret.rules,
  },
  warnings: {
    network: network.warnings,
    cluster: cluster.warnings,
    managedPostgres: managedPostgres.warnings,
    managedRedis: managedRedis.warnings,
    objectStore: objectStore.warnings,
    secret: secret.warnings,
  },
  parity: {
    network: networkParity.parity,
    cluster: clusterParity.parity,
    managedPostgres: managedPostgresParity.parity,
    managedRedis: managedRedisParity.parity,
    objectStore: objectStoreParity.parity,
    secret: secretParity.parity,
  },
} satisfies Cloud<Foundation, AzureNetwork, AzurermTarget, ObjectStore>;
