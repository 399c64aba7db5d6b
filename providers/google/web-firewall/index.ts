import type { Kit } from '../../../constructs/cloud';
import { changes } from '../../../constructs/web-firewall/changes';
import type { GoogleTypes } from '../types';
import { parity } from './parity';
import { rules, warnings } from './rules';
import { WebFirewall } from './web-firewall';

export const webFirewall = {
  create: WebFirewall,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'webFirewall', GoogleTypes>;
