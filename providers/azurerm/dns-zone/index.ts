import type { Kit } from '../../../constructs/cloud';
import { names } from '../shared/names';
import type { AzurermTypes } from '../types';
import { changes } from './changes';
import { DnsZone } from './dns-zone';
import { parity } from './parity';
import { rules } from './rules';
import { zoneIn } from './zone-id';

export const dnsZone = {
  create: DnsZone,
  rules,
  parity,
  changes,
  madeAs: (_, { domain }, { infrastructure, target: { subscription } }) =>
    zoneIn({ subscription, resourceGroup: infrastructure.name(names.resourceGroup) }, domain).id,
} satisfies Kit<'dnsZone', AzurermTypes>;
