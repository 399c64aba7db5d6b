import type { Kit } from '../../../constructs/cloud';
import type { AzurermTypes } from '../types';
import { changes } from './changes';
import { parity } from './parity';
import { rules, warnings } from './rules';
import { WebFirewall } from './web-firewall';

export const webFirewall = {
  create: WebFirewall,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'webFirewall', AzurermTypes>;
