import type { ClusterKit } from '../../../constructs/in-cluster';
import { Chart } from './chart';
import { parity } from './parity';

export const chart = { create: Chart, volumes: true, parity } satisfies ClusterKit<'chart'>;
