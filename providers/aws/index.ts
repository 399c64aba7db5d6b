/** AWS: one class for each construct of the vocabulary. */
import type { Cloud } from '../../constructs/cloud';
import type { AwsTarget } from '../../constructs/environment/targets';
import { Cluster } from './cluster/cluster';
import { EncryptionKey } from './encryption-key/encryption-key';
import { ExistingCluster } from './cluster/existing-cluster';
import { ExistingNetwork } from './network/existing-network';
import { Foundation } from './foundation/foundation';
import { ManagedPostgres } from './managed-postgres/managed-postgres';
import { ManagedRedis } from './managed-redis/managed-redis';
import { Network, type AwsNetwork } from './network/network';
import { ObjectStore } from './object-store/object-store';
import * as clusterParity from './cluster/parity';
import * as managedPostgresParity from './managed-postgres/parity';
import * as managedRedisParity from './managed-redis/parity';
import * as networkParity from './network/parity';
import * as objectStoreParity from './object-store/parity';
import * as secretParity from './secret/parity';
import { configure } from './shared/provider';
import * as cluster from './cluster/rules';
import * as managedPostgres from './managed-postgres/rules';
import * as managedRedis from './managed-redis/rules';
import * as network from './network/rules';
import * as objectStore from './object-store/rules';
import * as secret from './secret/rules';
import { Secret } from './secret/secret';
import { SecretStore } from './secret-store/secret-store';
import { Services } from './services/services';
import { WorkloadIdentity } from './workload-identity/workload-identity';

export const aws = {
  name: 'aws',
  title: 'AWS (EKS)',
  tagEachResource: false,
  account: ({ account, region }) => `${account}/${region}`,
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
} satisfies Cloud<Foundation, AwsNetwork, AwsTarget, ObjectStore>;
