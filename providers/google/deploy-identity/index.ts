import type { Kit } from '../../../constructs/cloud';
import type { GoogleTypes } from '../types';
import { changes } from './changes';
import { DeployIdentity } from './deploy-identity';
import { Invalidation } from './invalidation';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const deployIdentity = {
  create: DeployIdentity,
  invalidation: Invalidation,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'deployIdentity', GoogleTypes>;
