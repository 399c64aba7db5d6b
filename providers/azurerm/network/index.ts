import type { Kit } from '../../../constructs/cloud';
import type { AzurermTypes } from '../types';
import { changes } from './changes';
import { ExistingNetwork } from './existing-network';
import { joinedTo } from './joined-network';
import { Network } from './network';
import { parity } from './parity';
import { rules } from './rules';

export const network = {
  create: Network,
  existing: ExistingNetwork,
  rules,
  parity,
  changes,
  joinedTo,
} satisfies Kit<'network', AzurermTypes>;
