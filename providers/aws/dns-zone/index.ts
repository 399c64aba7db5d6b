import type { Kit } from '../../../constructs/cloud';
import { changes } from '../../../constructs/dns-zone/changes';
import type { AwsTypes } from '../types';
import { DnsZone } from './dns-zone';
import { parity } from './parity';
import { rules } from './rules';

export const dnsZone = {
  create: DnsZone,
  rules,
  parity,
  changes,
  // Its id is Route 53's own, and not known before it is made.
  madeAs: (_, { domain }) => domain,
} satisfies Kit<'dnsZone', AwsTypes>;
