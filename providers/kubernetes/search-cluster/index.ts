import type { ClusterKit } from '../../../constructs/platform';
import { parity } from './parity';
import { SearchCluster } from './search-cluster';

export const searchCluster = { create: SearchCluster, volumes: true, parity } satisfies ClusterKit<'searchCluster'>;
