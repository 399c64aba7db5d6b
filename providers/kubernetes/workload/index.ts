import type { ClusterKit } from '../../../constructs/platform';
import { Workload } from './workload';
import { parity } from './parity';

export const workload = { create: Workload, parity } satisfies ClusterKit<'workload'>;
