import type { Kit } from '../../../constructs/cloud';
import { changes } from '../../../constructs/dns-zone/changes';
import { idOf } from '../../../constructs/registry';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';
import { DnsZone } from './dns-zone';
import { parity } from './parity';

export const dnsZone = {
  create: DnsZone,
  rules: [],
  parity,
  changes,
  madeAs: (id, _, { infrastructure }) => infrastructure.name(names.dnsZone, idOf('dnsZone', id)),
} satisfies Kit<'dnsZone', GoogleTypes>;
