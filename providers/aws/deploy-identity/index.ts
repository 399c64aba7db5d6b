import type { Kit } from '../../../constructs/cloud';
import { changes } from '../../../constructs/deploy-identity/changes';
import type { AwsTypes } from '../types';
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
} satisfies Kit<'deployIdentity', AwsTypes>;
