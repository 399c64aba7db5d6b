/** What a change of each property of a network does to what exists, on AWS. */
import { accessListRows } from '../../../constructs/network/access-lists/rows';
import type { NetworkProps } from '../../../constructs/network/schema';
import { type ChangesOf, fixed, inPlace, replaced, unavailable } from '../../../core/changes';

export const changes: ChangesOf<NetworkProps> = {
  cidr: fixed(
    'the VPC and everything in it would be replaced',
    'reserve a large range from the start; otherwise make a second environment and move',
  ),
  secondaryCidr: fixed(
    'the VPC in the secondary region, with the read replicas in it, would be replaced',
    'remove what is there, change it, and add that again',
  ),
  joinedWith: unavailable,
  replicaCidrs: unavailable,
  zones: replaced('node groups, their successors first; fewer zones destroy subnets that may be in use'),
  nat: inPlace('connections that are open to the internet break'),
  'subnets.public': fixed(
    'subnets are replaced, and what is in them holds them',
    'add ranges only; otherwise make a second environment and move',
  ),
  'subnets.private': fixed(
    'subnets are replaced, and what is in them holds them',
    'add ranges only; otherwise make a second environment and move',
  ),
  'subnets.database': fixed(
    'subnets are replaced, and what is in them holds them',
    'add ranges only; otherwise make a second environment and move',
  ),
  flowLogs: inPlace('off destroys the logs'),
  'flowLogs.retentionDays': inPlace(),
  'flowLogs.intervalSeconds': replaced('flow log; what it has written stays'),
  'privateAccess.objectStorage': inPlace(),
  'privateAccess.registry': inPlace(),
  'privateAccess.secrets': inPlace(),
  accessLists: inPlace('a subnet gets its list whole; what the list refuses stops'),
  ...accessListRows((tier) =>
    inPlace(
      tier === 'database'
        ? 'entries are replaced one by one: what they admit is refused for a moment'
        : 'AWS takes out the entries that change before it puts in others: what they admit is refused for a moment',
    ),
  ),
};
