/** What a change of each property of a network does to what exists, on Azure. */
import { accessListRows } from '../../../constructs/network/access-lists/rows';
import type { NetworkProps } from '../../../constructs/network/schema';
import { type ChangesOf, fixed, inPlace } from '../../../core/changes';

export const changes: ChangesOf<NetworkProps> = {
  cidr: fixed(
    'Azure refuses to change the range of a subnet that is in use',
    'reserve a large range from the start; otherwise make a second environment and move',
    'https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet',
  ),
  secondaryCidr: fixed(
    'Azure refuses to change the range of a subnet that is in use',
    'remove what is there, change it, and add that again',
    'https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet',
  ),
  joinedWith: inPlace('servers that replicate are cut off while it changes'),
  replicaCidrs: inPlace(),
  zones: inPlace('more add subnets and pools; fewer destroy pools, undrained, and then their subnets'),
  nat: inPlace(
    'between single and per-zone nothing changes; to none in the steps under Azure below, or nodes cannot fetch images',
  ),
  'subnets.public': fixed(
    'Azure refuses to change the range of a subnet that is in use',
    'make a second environment and move',
    'https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet',
  ),
  'subnets.private': fixed(
    'Azure refuses to change the range of a subnet that is in use',
    'make a second environment and move',
    'https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet',
  ),
  'subnets.database': fixed(
    'Azure refuses to change the range of a subnet that is in use',
    'make a second environment and move',
    'https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet',
  ),
  flowLogs: inPlace('off destroys the logs'),
  'flowLogs.retentionDays': inPlace(),
  'flowLogs.intervalSeconds': inPlace(),
  'privateAccess.objectStorage': inPlace('closes buckets to the internet, or opens them'),
  'privateAccess.registry': inPlace(),
  'privateAccess.secrets': inPlace(),
  accessLists: inPlace('what the lists refuse stops'),
  ...accessListRows(() => inPlace()),
};
