/** Topology: the schema of an environment file: what runs, without naming a cloud, and on which clouds. */
import { connectionsUsed } from '../../constructs/environment/identities';
import type { Environment } from '../../constructs/environment/schema';
import { usesSecondary } from '../../constructs/environment/rules';

/** Which parts of an environment ask for something. */
export const needs = (e: Environment) => ({
  network: 'cidr' in e.network,
  cluster: e.cluster !== undefined && 'version' in e.cluster,
  databases: Object.keys(e.databases).length > 0,
  caches: Object.keys(e.caches).length > 0,
  objectStores: Object.keys(e.objectStores).length > 0,
  secrets: Object.keys(e.secrets).length > 0 || connectionsUsed(e).length > 0,
  secondaryRegion: usesSecondary(e).length > 0,
});
