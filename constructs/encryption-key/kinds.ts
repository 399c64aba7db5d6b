/**
 * Kinds of use: an environment has one key for each of them, and not one for each thing that is encrypted. So a key
 * outlives the removal, the renaming and another `encryptionKey` of what it has encrypted, and with it whatever stays
 * of that: snapshots, backups, disks, older objects.
 */
import type { RegionRole } from '../environment/targets';

interface KeyUse {
  /** What is encrypted, after the words `the environment's key for`. */
  readonly title: string;
  /** Everything that is encrypted, in the key's description. */
  readonly encrypts: string;
  /** Regions with something to encrypt: copies in the secondary one need a key there. */
  readonly regions: readonly RegionRole[];
}

const KEY_USES = {
  databases: {
    title: 'databases',
    encrypts: 'databases, their backups and credentials',
    regions: ['primary', 'secondary'],
  },
  caches: { title: 'caches', encrypts: 'caches, their snapshots and credentials', regions: ['primary'] },
  stores: { title: 'object stores', encrypts: 'object stores', regions: ['primary', 'secondary'] },
  cluster: { title: 'the cluster', encrypts: 'Kubernetes secrets, disks of nodes and volumes', regions: ['primary'] },
  secrets: { title: 'secrets', encrypts: 'secrets and connections', regions: ['primary'] },
} as const satisfies Record<string, KeyUse>;

export type KeyKind = keyof typeof KEY_USES;

export const KEY_KINDS = Object.keys(KEY_USES) as readonly KeyKind[];

export const keyUse = (kind: KeyKind): KeyUse => KEY_USES[kind];
