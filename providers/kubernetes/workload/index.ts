import type { ClusterKit } from '../../../constructs/platform';
import { parity } from './parity';
import { Workload } from './workload';

export const workload = { create: Workload, parity } satisfies ClusterKit<'workload'>;
