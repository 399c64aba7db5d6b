import { changes } from '../../../constructs/cdn/changes';
import type { Kit } from '../../../constructs/cloud';
import type { GoogleTypes } from '../types';
import { Cdn } from './cdn';
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
} satisfies Kit<'cdn', GoogleTypes>;
