/** Access lists: what is refused, on which clouds, and by which message. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { type CloudName, CLOUDS, on, whole, wholeWith } from '../../helpers/environments';
import { servedWith } from '../../helpers/served';
import { problemsOf, synth } from '../../helpers/synth';

const bare = wholeWith({ cluster: null, databases: null, caches: null, objectStores: null });
const served = servedWith(['www.shop.example.com'], {});
const stored = wholeWith({ objectStores: null });

const everything = { protocol: 'all', cidr: '0.0.0.0/0' };
const [ins, outs] = [
  { direction: 'in', ...everything },
  { direction: 'out', ...everything },
];
const refusing = (change: object) => ({ allow: false, protocol: 'all', ...change });

/** Problems on a cloud, without the place. */
const told = (cloud: CloudName, input: EnvironmentInput, accessLists: unknown): string[] =>
  problemsOf(on(cloud, patch(input, { network: { accessLists } }) as EnvironmentInput)).map((problem) =>
    problem.replace(/^\S+( \(\w+\))?: /, ''),
  );

const EVERY: Readonly<Record<string, readonly [input: EnvironmentInput, lists: object, message: string]>> = {
  'ports of every protocol': [
    bare,
    { public: [{ ...ins, ports: [80] }] },
    'network.accessLists.public.0.ports must be left out with protocol all: TCP and UDP alone have ports',
  ],
  'a rule twice': [
    bare,
    { private: [ins, outs, ins] },
    'network.accessLists.private.2 is never asked: accessLists.private.0 and the rules before it decide everything that it is for. Remove it, or put it first',
  ],
  'a rule that others leave nothing of': [
    bare,
    {
      public: [
        { direction: 'in', ports: ['1-500'], cidr: '0.0.0.0/1' },
        { direction: 'in', ports: ['400-600'], cidr: '0.0.0.0/0' },
        { direction: 'in', ports: [450, '500-550'], cidr: '10.0.0.0/8' },
        { direction: 'in', ports: [700], cidr: '10.0.0.0/8' },
      ],
    },
    'network.accessLists.public.2 is never asked: accessLists.public.1 and the rules before it decide everything that it is for. Remove it, or put it first',
  ],
  'nodes without names': [
    served,
    { private: [{ direction: 'in', allow: false, protocol: 'udp', ports: [53], cidr: 'private' }, ins, outs] },
    'network.accessLists.private must let in udp 53 from private (10.0.0.0): pods ask the cluster for names there',
  ],
  'nodes without the Kubernetes API': [
    served,
    { private: [{ direction: 'out', allow: false, ports: [443], cidr: 'private' }, ins, outs] },
    'network.accessLists.private must let out tcp 443 to private (10.0.0.0): nodes call the Kubernetes API there',
  ],
  'kubelets that are called by nobody': [
    served,
    { private: [{ direction: 'in', allow: false, ports: ['10240-10260'], cidr: '10.0.0.0/16' }, ins, outs] },
    'network.accessLists.private must let in tcp 10240 from private (10.0.0.0): the Kubernetes API calls kubelets there, and pods call each other',
  ],
  'nodes without images': [
    served,
    { private: [ins, { direction: 'out', protocol: 'all', cidr: '10.0.0.0/8' }] },
    'network.accessLists.private must let out tcp 443 to 0.0.0.0/0: nodes fetch images from registries there, and call the APIs of the cloud',
  ],
  'NAT gateways that forward nothing': [
    served,
    { public: [{ direction: 'in', ports: [80, 443], cidr: '203.0.113.0/24' }, outs] },
    'network.accessLists.public must let in tcp 443 from private (10.0.0.0): nodes fetch images from registries there, and call the APIs of the cloud',
  ],
  'a database that nobody calls': [
    stored,
    { private: [ins, { direction: 'out', allow: false, ports: [5432], cidr: 'database' }, outs] },
    'network.accessLists.private must let out tcp 5432 to database',
  ],
  'a database tier for others': [
    stored,
    { database: [{ direction: 'in', ports: [5433], cidr: 'private' }] },
    'network.accessLists.database must let in tcp 5432 from private (10.0.0.0): databases are called there',
  ],
  'load balancers that call nothing': [
    served,
    { private: [{ direction: 'in', protocol: 'all', cidr: 'private' }, outs] },
    'network.accessLists.private must let in tcp 10443 from public',
  ],
  'a gateway without clients': [
    served,
    {
      public: [
        { direction: 'in', protocol: 'all', cidr: 'private' },
        { direction: 'in', ports: [80], cidr: '0.0.0.0/0' },
        outs,
      ],
    },
    'network.accessLists.public must let in tcp 443 from somewhere: clients call the gateway there',
  ],
};

describe('refused on every cloud', () => {
  const cases = Object.entries(EVERY).flatMap(([what, row]) => CLOUDS.map((cloud) => [what, cloud, ...row] as const));

  it.each(cases)('%s, on %s', (_, cloud, input, lists, message) => {
    expect(told(cloud, input, lists).join('\n')).toContain(message);
  });

  it.each<[string, object, string]>([
    ['a direction', { direction: 'both' }, 'direction must be "in" or "out", got "both"'],
    ['a protocol', { protocol: 'sctp' }, 'protocol must be one of "tcp", "udp", "icmp", "all", got "sctp"'],
    [
      'an address',
      { cidr: '10.0.0.1' },
      'cidr must be an IPv4 range in CIDR notation with host bits zero, or a tier: public, private, database, got "10.0.0.1"',
    ],
    [
      'ports in the wrong order',
      { ports: ['90-80'] },
      'ports.0 must be two ports of 1–65535, the lower one first: "8000-8999", got "90-80"',
    ],
    ['a port that there is not', { ports: [70_000] }, 'ports.0 must be at most 65535, got 70000'],
  ])('%s', (_, change, message) => {
    const rule = { direction: 'in', cidr: '10.0.0.0/8', ...change };
    expect(told('aws', bare, { public: [rule] }).join('\n')).toContain(`network.accessLists.public.0.${message}`);
  });

  it('lists of an existing network, which has its own', () => {
    const existing = {
      aws: { id: 'vpc-0a1b2c3d', privateSubnets: ['subnet-0a1b2c32'], privateCidrs: ['10.0.0.0/18'] },
    };
    const network = { existing, accessLists: {} } as unknown as EnvironmentInput['network'];
    expect(problemsOf(on('aws', { ...bare, network }))).toEqual([
      'acme/test (aws): network.accessLists does not go with the other properties that are given',
    ]);
  });
});

const ONE: Readonly<
  Record<string, readonly [cloud: CloudName, input: EnvironmentInput, lists: object, message: string]>
> = {
  'more entries than AWS takes': [
    'aws',
    bare,
    { public: [{ direction: 'in', ports: [1, 3, 5, 7, 9, 11, 13], cidr: 'private' }] },
    'network.accessLists.public needs at most 20 entries in each direction on AWS, where each range and each port of a rule is one, and so are answers; got 22. Join ranges or ports',
  ],
  'ports at which answers come': [
    'aws',
    bare,
    { public: [{ direction: 'in', allow: false, ports: ['8000-8999'], cidr: '203.0.113.0/24' }, ins, outs] },
    'network.accessLists.public refuses tcp 8000 of 203.0.113.0, where answers of connections arrive that it admits: AWS knows packets, not connections. Refuse the range in both directions, or ports below 1024',
  ],
  'what answers pass': [
    'aws',
    bare,
    {
      public: [
        { direction: 'in', ports: [443], cidr: '0.0.0.0/0' },
        { direction: 'out', ...refusing({ cidr: '203.0.113.0/24' }) },
      ],
    },
    'network.accessLists.public cannot refuse tcp 1024 of 203.0.113.0 alone: answers of connections that it admits have such ports, and AWS knows packets, not connections. Refuse the range first, in both directions, or ports below 1024',
  ],
  'callers of services that are not in the network, on Google': [
    'google',
    bare,
    { database: [{ direction: 'in', ...refusing({ cidr: '192.168.0.0/16' }) }] },
    'network.accessLists.database.0.cidr must hold addresses of the private tier, the public tier or pods on Google, where calls to services are asked where they begin in the network; got 192.168.0.0/16',
  ],
  'calls of services to others, on Google': [
    'google',
    bare,
    { database: [{ direction: 'out', cidr: 'private' }] },
    'network.accessLists.database.0.cidr must hold the database tier on Google, whose services call nothing else in the network; got 10.0.0.0/17, 172.24.0.0/14',
  ],
  'clients that no list of Google sees': [
    'google',
    servedWith(['www.shop.example.com'], { loadBalancer: {} }),
    {
      public: [
        { direction: 'in', ...refusing({ cidr: '203.0.113.0/24' }) },
        { direction: 'out', ...refusing({ cidr: '203.0.113.0/24' }) },
        ins,
        outs,
      ],
    },
    "network.accessLists.public must let in tcp 443 from everywhere with loadBalancer, got a list that refuses 203.0.113.0: the cloud's front ends are outside of the network, and no list of it sees their clients. Use blockedCidrs of a webFirewall",
  ],
  'clients that no list of Azure sees': [
    'azurerm',
    servedWith(['www.shop.example.com'], { loadBalancer: {} }),
    {
      public: [
        { direction: 'in', protocol: 'all', cidr: 'private' },
        { direction: 'in', ports: [443], cidr: '203.0.113.0/24' },
        outs,
      ],
    },
    'network.accessLists.public must let in tcp 443 from everywhere with loadBalancer, got a list that refuses',
  ],
};

describe('refused on one cloud', () => {
  it.each(Object.entries(ONE))('%s', (_, [cloud, input, lists, message]) => {
    expect(told(cloud, input, lists).join('\n')).toContain(message);
  });

  it('only there: AWS sees the clients of its load balancer', () => {
    const [, input, lists] = ONE['clients that no list of Google sees']!;
    expect(told('aws', input, lists)).toEqual([]);
  });
});

describe('accepted', () => {
  const mail = { host: 'smtp.example.com', port: 2525, from: 'alerts@example.com' };
  const narrow = (...ports: number[]) => [
    { direction: 'in', protocol: 'all', cidr: '10.0.0.0/16' },
    { direction: 'out', protocol: 'all', cidr: '10.0.0.0/16' },
    { direction: 'out', ports: [443, 53, ...ports], cidr: '0.0.0.0/0' },
    { direction: 'out', protocol: 'udp', ports: [53], cidr: '0.0.0.0/0' },
  ];
  const withMail = servedWith(['www.shop.example.com'], {
    addons: {
      gateway: {},
      certManager: { email: 'ops@example.com' },
      externalDns: {},
      loadBalancerController: {},
      monitoring: { smtp: mail },
    },
  });

  it('on every cloud: what an environment says that it calls, and nothing else', () => {
    for (const cloud of CLOUDS) expect(told(cloud, withMail, { private: narrow(2525) })).toEqual([]);
    expect(told('google', withMail, { private: narrow(587) })).toEqual([
      'network.accessLists.private must let out tcp 2525 to 0.0.0.0/0: addons.monitoring.smtp sends mail there',
    ]);
  });

  it('the range of a client that is refused both ways, before the rest', () => {
    const lists = {
      public: [
        { direction: 'in', ...refusing({ cidr: '198.51.100.0/24' }) },
        { direction: 'out', ...refusing({ cidr: '198.51.100.0/24' }) },
        { direction: 'in', ports: [80, 443], cidr: '0.0.0.0/0' },
        { direction: 'in', protocol: 'all', cidr: 'private' },
        outs,
      ],
    };
    for (const cloud of CLOUDS) expect(told(cloud, served, lists)).toEqual([]);
  });

  it('nothing at all, where nothing needs anything', () => {
    for (const cloud of CLOUDS) expect(told(cloud, bare, { public: [], private: [] })).toEqual([]);
  });

  it('an internal gateway, whose clients in other networks the list must know', () => {
    const gateway = { internal: true, allowedCidrs: ['192.168.0.0/16'] };
    const input = patch(served, { addons: { gateway } }) as EnvironmentInput;
    const message =
      'network.accessLists.private must let in tcp 443 from 192.168.0.0/16: addons.gateway.allowedCidrs names it';
    for (const cloud of CLOUDS) expect(told(cloud, input, {})).toEqual([message]);
    const known = [{ direction: 'in', ports: [80, 443], cidr: '192.168.0.0/16' }, ins, outs];
    for (const cloud of CLOUDS) expect(told(cloud, input, { private: known.slice(1) })).toEqual([]);
  });
});

it('without `accessLists` every stack is as with `false`', () => {
  const without = synth(whole);
  const off = synth(patch(whole, { network: { accessLists: false } }) as EnvironmentInput);
  for (const [id, { text }] of Object.entries(without)) expect(off[id]!.text).toBe(text);
});
