import type { ClusterKit } from '../../../constructs/in-cluster';
import { parity } from './parity';
import { SearchCluster } from './search-cluster';

export const searchCluster = { create: SearchCluster, volumes: true, parity } satisfies ClusterKit<'searchCluster'>;
