/** What a change of each property of a zone does to what exists, on Azure. */
import { changes as onEveryCloud } from '../../../constructs/dns-zone/changes';
import type { DnsZoneProps } from '../../../constructs/dns-zone/schema';
import { type ChangesOf, unavailable } from '../../../core/changes';

export const changes: ChangesOf<DnsZoneProps> = {
  ...onEveryCloud,
  queryLogs: unavailable,
  'queryLogs.retentionDays': unavailable,
};
