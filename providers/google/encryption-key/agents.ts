/** Google's service agents that use keys: docs.cloud.google.com/iam/docs/service-agents */
import type { EncryptionKeyProps, KeyKind } from '../../../constructs/encryption-key';
import type { CloudConstructKind } from '../../../constructs/registry';

/** A part of an agent's email: `service-<project number>@<agent>.iam.gserviceaccount.com`. */
export type Agent =
  | 'cloud-redis'
  | 'compute-system'
  | 'container-engine-robot'
  | 'gcp-sa-cloud-sql'
  | 'gcp-sa-memorystore'
  | 'gcp-sa-secretmanager'
  | 'gs-project-accounts';

interface Users {
  /** The construct whose encryption this is. */
  readonly construct: CloudConstructKind;
  readonly agents: readonly Agent[];
  /** Those that encrypt copies in the secondary region. @default - the same */
  readonly ofCopies?: readonly Agent[];
}

/** Each of Memorystore's services has an agent of its own, and a store may move from one to another. */
const USERS: Readonly<Record<KeyKind, Users>> = {
  databases: {
    construct: 'managedPostgres',
    agents: ['gcp-sa-cloud-sql', 'gcp-sa-secretmanager'],
    ofCopies: ['gcp-sa-cloud-sql'],
  },
  caches: { construct: 'managedRedis', agents: ['cloud-redis', 'gcp-sa-memorystore', 'gcp-sa-secretmanager'] },
  stores: { construct: 'objectStore', agents: ['gs-project-accounts'] },
  cluster: { construct: 'cluster', agents: ['container-engine-robot', 'compute-system'] },
  secrets: { construct: 'secret', agents: ['gcp-sa-secretmanager'] },
};

/**
 * The agents that may use a key of the environment: those of its kind, as long as there is anything of the kind. What
 * is not encrypted with the key now may have been before, and needs the right to let go of it.
 */
export function agentsOf(
  { kind, region }: Pick<EncryptionKeyProps, 'kind' | 'region'>,
  uses: ReadonlySet<CloudConstructKind>,
): readonly Agent[] {
  const { construct, agents, ofCopies = agents } = USERS[kind];
  if (!uses.has(construct)) return [];
  return region === 'primary' ? agents : ofCopies;
}
