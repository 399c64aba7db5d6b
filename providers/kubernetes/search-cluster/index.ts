import type { ClusterKit } from '../../../constructs/platform';
import { SearchCluster } from './search-cluster';
import { parity } from './parity';

export const searchCluster = { create: SearchCluster, volumes: true, parity } satisfies ClusterKit<'searchCluster'>;
