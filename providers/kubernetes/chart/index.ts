import type { ClusterKit } from '../../../constructs/in-cluster';
import { changes } from './changes';
import { Chart } from './chart';
import { parity } from './parity';

export const chart = { create: Chart, volumes: true, parity, changes } satisfies ClusterKit<'chart'>;
