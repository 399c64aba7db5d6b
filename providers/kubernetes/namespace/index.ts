import type { ClusterKit } from '../../../constructs/in-cluster';
import { Namespace } from './namespace';
import { parity } from './parity';

export const namespace = { create: Namespace, parity } satisfies ClusterKit<'namespace'>;
