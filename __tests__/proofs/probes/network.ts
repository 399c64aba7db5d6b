/** Two values of every property of a network. */
import { accessListRows } from '../../../constructs/network/access-lists/rows';
import type { Tier } from '../../../constructs/network/access-lists/schema';
import type { NetworkProps } from '../../../constructs/network/schema';
import type { PropertyPath } from '../../../core/parity';
import { type CloudProbe, probe } from './cloud-probe';

const three = (second: number) => ({
  public: [`10.0.${second}.0/24`, `10.0.${second + 1}.0/24`, `10.0.${second + 2}.0/24`],
  private: ['10.0.0.0/20', '10.0.16.0/20', '10.0.32.0/20'],
  database: ['10.0.160.0/24', '10.0.161.0/24', '10.0.162.0/24'],
});

const joinedWith = (name: string) => {
  const group = `/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/${name}/providers/Microsoft.Network`;
  return {
    network: `${group}/virtualNetworks/${name}`,
    zone: `${group}/privateDnsZones/${name}.private.postgres.database.azure.com`,
  };
};

/** A rule before those that let everything through, and two values of each of its properties. */
const listed = (tier: Tier, [a, b]: readonly [object, object]): CloudProbe => {
  const list = (change: object) => ({
    accessLists: {
      [tier]: [
        { direction: 'in', protocol: 'tcp', ports: [22], cidr: '10.0.0.0/19', ...change },
        { direction: 'in', protocol: 'all', cidr: '0.0.0.0/0' },
        { direction: 'out', protocol: 'all', cidr: tier === 'database' ? tier : '0.0.0.0/0' },
      ],
    },
  });
  return probe(list(a), list(b));
};
const RULES = {
  direction: [{}, { direction: 'out', cidr: 'database' }],
  allow: [{ allow: true }, { allow: false }],
  protocol: [{ protocol: 'tcp' }, { protocol: 'udp' }],
  ports: [{ ports: [22] }, { ports: [23, '80-81'] }],
  cidr: [{ cidr: '10.0.0.0/19' }, { cidr: '10.0.32.0/19' }],
} as const;

export const network: Record<PropertyPath<NetworkProps>, CloudProbe> = {
  cidr: probe({ cidr: '10.0.0.0/16' }, { cidr: '10.4.0.0/16' }),
  secondaryCidr: probe({ secondaryCidr: '10.9.0.0/16' }, { secondaryCidr: '10.8.0.0/16' }),
  joinedWith: probe(
    { joinedWith: { google: { network: 'shop' }, azurerm: joinedWith('shop') } },
    { joinedWith: { google: { network: 'other' }, azurerm: joinedWith('other') } },
  ),
  replicaCidrs: probe({ replicaCidrs: ['10.5.192.0/22'] }, { replicaCidrs: ['10.6.192.0/22'] }),
  zones: probe({ zones: 2 }, { zones: 3 }),
  nat: probe({ nat: 'none' }, { nat: 'single' }),
  'subnets.public': probe({ subnets: three(128) }, { subnets: three(132) }),
  'subnets.private': probe(
    { subnets: three(128) },
    { subnets: { ...three(128), private: ['10.0.48.0/20', '10.0.64.0/20', '10.0.80.0/20'] } },
  ),
  'subnets.database': probe(
    { subnets: three(128) },
    { subnets: { ...three(128), database: ['10.0.164.0/24', '10.0.165.0/24', '10.0.166.0/24'] } },
  ),
  flowLogs: probe({ flowLogs: false }, { flowLogs: { retentionDays: 90 } }),
  'flowLogs.retentionDays': probe({ flowLogs: { retentionDays: 90 } }, { flowLogs: { retentionDays: 365 } }),
  'flowLogs.intervalSeconds': probe({ flowLogs: { intervalSeconds: 60 } }, { flowLogs: { intervalSeconds: 600 } }),
  'privateAccess.objectStorage': probe(
    { privateAccess: { objectStorage: false } },
    { privateAccess: { objectStorage: true } },
  ),
  'privateAccess.registry': probe({ privateAccess: { registry: false } }, { privateAccess: { registry: true } }),
  'privateAccess.secrets': probe({ privateAccess: { secrets: false } }, { privateAccess: { secrets: true } }),
  accessLists: probe({ accessLists: false }, { accessLists: {} }),
  ...accessListRows((tier, property) => listed(tier, RULES[property])),
};
