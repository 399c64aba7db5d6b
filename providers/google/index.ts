/** Google Cloud: a kit for each construct of the vocabulary. */
import { defineCloud } from '../../constructs/cloud';
import { KEY_KINDS } from '../../constructs/encryption-key';
import { account } from './account';
import { alarms } from './alarms';
import { budget } from './budget';
import { cdn } from './cdn';
import { CloudLookup } from './cloud-lookup/cloud-lookup';
import { cluster } from './cluster';
import { deployIdentity } from './deploy-identity';
import { dnsZone } from './dns-zone';
import { Drill } from './drill/drill';
import { Keys } from './encryption-key/encryption-key';
import { Foundation } from './foundation/foundation';
import { loadBalancer } from './load-balancer';
import { managedPostgres } from './managed-postgres';
import { backupCopies } from './managed-postgres/backup-copies';
import { managedRedis } from './managed-redis';
import { network } from './network';
import { joinedRules } from './network/neighbours';
import { notification } from './notification';
import { objectStore } from './object-store';
import { alarms as readAlarms } from './operations/alarms';
import { backups } from './operations/backups';
import { recovery } from './operations/recovery';
import { rights } from './rights';
import { needs } from './rights/needs';
import { secret } from './secret';
import { configure } from './shared/provider';
import type { GoogleTypes } from './types';
import { uptimeCheck } from './uptime-check';
import { webFirewall } from './web-firewall';
import { neighbourRules } from './workload-identity/neighbours';
import { WorkloadIdentity } from './workload-identity/workload-identity';

const kits = {
  account,
  notification,
  budget,
  alarms,
  uptimeCheck,
  network,
  cluster,
  managedPostgres,
  managedRedis,
  cdn,
  loadBalancer,
  webFirewall,
  dnsZone,
  objectStore,
  deployIdentity,
  secret,
};

/** The class of each construct. */
export type Kits = typeof kits;

export const google = defineCloud<GoogleTypes>({
  name: 'google',
  title: 'Google Cloud (GKE)',
  tagEachResource: false,
  account: ({ project }) => project,
  configure,

  Foundation,
  keys: { create: Keys, kinds: KEY_KINDS },
  WorkloadIdentity,
  Drill,
  CloudLookup,
  backupCopies,
  alarms: readAlarms,
  backups,
  recovery,
  rights,
  needs,
  neighbourRules: [...neighbourRules, ...joinedRules],

  kits,
});
