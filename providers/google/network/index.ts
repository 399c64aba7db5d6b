import type { Kit } from '../../../constructs/cloud';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';
import { changes } from './changes';
import { ExistingNetwork } from './existing-network';
import { Network } from './network';
import { parity } from './parity';
import { rules } from './rules';

export const network = {
  create: Network,
  existing: ExistingNetwork,
  rules,
  parity,
  changes,
  joinedTo: ({ infrastructure }) => ({
    joinedWith: { google: { network: infrastructure.name(names.network, 'network') } },
  }),
} satisfies Kit<'network', GoogleTypes>;
