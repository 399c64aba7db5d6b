import type { Kit } from '../../../constructs/cloud';
import type { GoogleTypes } from '../types';
import { changes } from './changes';
import { Cluster } from './cluster';
import { ExistingCluster } from './existing-cluster';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const cluster = {
  create: Cluster,
  existing: ExistingCluster,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'cluster', GoogleTypes>;
