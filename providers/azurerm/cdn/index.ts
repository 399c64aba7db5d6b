import type { Kit } from '../../../constructs/cloud';
import type { AzurermTypes } from '../types';
import { Cdn } from './cdn';
import { changes } from './changes';
import { GatewayCdn } from './gateway-cdn';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const cdn = {
  create: Cdn,
  ofGateway: GatewayCdn,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'cdn', AzurermTypes>;
