import type { ClusterKit } from '../../../constructs/in-cluster';
import { changes } from './changes';
import { parity } from './parity';
import { SearchCluster } from './search-cluster';

export const searchCluster = {
  create: SearchCluster,
  volumes: true,
  parity,
  changes,
} satisfies ClusterKit<'searchCluster'>;
