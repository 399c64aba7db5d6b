import type { ClusterKit } from '../../../constructs/in-cluster';
import { parity } from './parity';
import { Workload } from './workload';

export const workload = { create: Workload, parity } satisfies ClusterKit<'workload'>;
