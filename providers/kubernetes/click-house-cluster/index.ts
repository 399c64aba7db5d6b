import type { ClusterKit } from '../../../constructs/in-cluster';
import { ClickHouseCluster } from './click-house-cluster';
import { parity } from './parity';

export const clickHouseCluster = {
  create: ClickHouseCluster,
  volumes: true,
  parity,
} satisfies ClusterKit<'clickHouseCluster'>;
