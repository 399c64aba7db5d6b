import type { Kit } from '../../../constructs/cloud';
import type { AzurermTypes } from '../types';
import { changes } from './changes';
import { Frontend } from './frontend';
import { LoadBalancer } from './load-balancer';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const loadBalancer = {
  create: LoadBalancer,
  frontend: Frontend,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'loadBalancer', AzurermTypes>;
