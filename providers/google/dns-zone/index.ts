import type { Kit } from '../../../constructs/cloud';
import { changes } from '../../../constructs/dns-zone/changes';
import type { GoogleTypes } from '../types';
import { DnsZone } from './dns-zone';
import { parity } from './parity';

export const dnsZone = {
  create: DnsZone,
  rules: [],
  parity,
  changes,
} satisfies Kit<'dnsZone', GoogleTypes>;
