import type { ClusterKit } from '../../../constructs/platform';
import { Namespace } from './namespace';
import { parity } from './parity';

export const namespace = { create: Namespace, parity } satisfies ClusterKit<'namespace'>;
