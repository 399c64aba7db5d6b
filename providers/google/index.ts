/** Google Cloud: what each construct is made of here. */
import type { Cloud } from '../../constructs/cloud';
import type { GoogleTarget } from '../../constructs/targets';
import { Cluster } from './cluster';
import { EncryptionKey } from './encryption-key';
import { ExistingCluster } from './existing-cluster';
import { ExistingNetwork } from './existing-network';
import { Foundation } from './foundation';
import { ManagedPostgres } from './managed-postgres';
import { ManagedRedis } from './managed-redis';
import { Network, type GoogleNetwork } from './network';
import { ObjectStore } from './object-store';
import { parity as clusterParity } from './parity/cluster';
import { parity as managedPostgresParity } from './parity/managed-postgres';
import { parity as managedRedisParity } from './parity/managed-redis';
import { parity as networkParity } from './parity/network';
import { parity as objectStoreParity } from './parity/object-store';
import { parity as secretParity } from './parity/secret';
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

export const google = {
  name: 'google',
  title: 'Google Cloud (GKE)',
  tagEachResource: false,
  account: ({ project, region }) => `${project}/${region}`,
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
    network: networkParity,
    cluster: clusterParity,
    managedPostgres: managedPostgresParity,
    managedRedis: managedRedisParity,
    objectStore: objectStoreParity,
    secret: secretParity,
  },
} satisfies Cloud<Foundation, GoogleNetwork, GoogleTarget, ObjectStore>;
