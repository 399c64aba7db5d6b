import type { Kit } from '../../../constructs/cloud';
import { changes } from '../../../constructs/dns-zone/changes';
import type { AzurermTypes } from '../types';
import { DnsZone } from './dns-zone';
import { parity } from './parity';
import { rules } from './rules';

export const dnsZone = {
  create: DnsZone,
  rules,
  parity,
  changes,
} satisfies Kit<'dnsZone', AzurermTypes>;
