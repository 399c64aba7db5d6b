import type { ClusterKit } from '../../../constructs/in-cluster';
import { changes } from './changes';
import { ClickHouseCluster } from './click-house-cluster';
import { parity } from './parity';

export const clickHouseCluster = {
  create: ClickHouseCluster,
  volumes: true,
  parity,
  changes,
} satisfies ClusterKit<'clickHouseCluster'>;
