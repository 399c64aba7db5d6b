import type { ClusterKit } from '../../../constructs/in-cluster';
import { changes } from './changes';
import { parity } from './parity';
import { Workload } from './workload';

export const workload = { create: Workload, parity, changes } satisfies ClusterKit<'workload'>;
