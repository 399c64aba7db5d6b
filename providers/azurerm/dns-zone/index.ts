import type { Kit } from '../../../constructs/cloud';
import type { AzurermTypes } from '../types';
import { changes } from './changes';
import { DnsZone } from './dns-zone';
import { parity } from './parity';
import { rules } from './rules';

export const dnsZone = {
  create: DnsZone,
  rules,
  parity,
  changes,
} satisfies Kit<'dnsZone', AzurermTypes>;
