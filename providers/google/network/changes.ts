/** What a change of each property of a network does to what exists, on Google. */
import { accessListRows } from '../../../constructs/network/access-lists/rows';
import type { NetworkProps } from '../../../constructs/network/schema';
import { type ChangesOf, fixed, inPlace, unavailable } from '../../../core/changes';

export const changes: ChangesOf<NetworkProps> = {
  cidr: fixed(
    'subnetworks would be replaced, and what is in them holds them',
    'reserve a large range from the start; otherwise make a second environment and move',
  ),
  secondaryCidr: fixed(
    'the range of services in the secondary region would be replaced',
    'remove what is there, change it, and add that again',
  ),
  joinedWith: fixed(
    'subnetworks would be replaced, and what is in them holds them',
    'make a second environment and move',
  ),
  replicaCidrs: unavailable,
  zones: inPlace('nodes spread over the new zones'),
  nat: inPlace('connections that are open to the internet break; from none, the route to Google is replaced'),
  'subnets.public': fixed(
    'subnetworks are replaced, and what is in them holds them',
    'make a second environment and move',
  ),
  'subnets.private': fixed(
    'subnetworks are replaced, and what is in them holds them',
    'make a second environment and move',
  ),
  'subnets.database': fixed(
    'subnetworks are replaced, and what is in them holds them',
    'make a second environment and move',
  ),
  flowLogs: inPlace('off destroys the logs'),
  'flowLogs.retentionDays': inPlace(),
  'flowLogs.intervalSeconds': inPlace(),
  'privateAccess.objectStorage': inPlace(),
  'privateAccess.registry': inPlace(),
  'privateAccess.secrets': inPlace(),
  accessLists: inPlace('what the lists refuse stops; they are closed last, and opened first'),
  ...accessListRows(() => inPlace()),
};
