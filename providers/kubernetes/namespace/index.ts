import type { ClusterKit } from '../../../constructs/in-cluster';
import { changes } from './changes';
import { Namespace } from './namespace';
import { parity } from './parity';

export const namespace = { create: Namespace, parity, changes } satisfies ClusterKit<'namespace'>;
