/**
 * Proof that access lists, as each cloud evaluates them, let through what environments need, and nothing that they must be kept
 * from. Tests beside each system try its environments.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { CLOUDS, wholeWith } from '../helpers/environments';
import { decided, flowsAsItShould } from '../helpers/flowing';
import type { Connection } from '../helpers/packets';
import { servedWith } from '../helpers/served';

const { databases, caches } = wholeWith({});
const listed = (environment: string, network: object, change: object = {}): EnvironmentInput =>
  patch(
    { ...servedWith(['www.shop.example.com'], { databases, caches, ...change }), environment },
    { network },
  ) as EnvironmentInput;

/** What the flows need, and no more; and clients of a range that are refused. */
const LEAST = {
  public: [
    { direction: 'in', allow: false, protocol: 'all', cidr: '192.0.2.0/24' },
    { direction: 'out', allow: false, protocol: 'all', cidr: '192.0.2.0/24' },
    { direction: 'in', ports: [80, 443], cidr: '0.0.0.0/0' },
    { direction: 'in', protocol: 'all', cidr: 'private' },
    { direction: 'out', ports: ['10000-10999'], cidr: 'private' },
    { direction: 'out', ports: [22, 53, 443, 587], cidr: '0.0.0.0/0' },
    { direction: 'out', protocol: 'udp', ports: [53, 123], cidr: '0.0.0.0/0' },
  ],
  private: [
    { direction: 'in', protocol: 'all', cidr: 'private' },
    { direction: 'in', ports: ['10000-10999'], cidr: 'public' },
    { direction: 'out', protocol: 'all', cidr: 'private' },
    { direction: 'out', ports: ['5432-10000'], cidr: 'database' },
    { direction: 'out', ports: [22, 53, 443, 587], cidr: '0.0.0.0/0' },
    { direction: 'out', protocol: 'udp', ports: [53, 123], cidr: '0.0.0.0/0' },
  ],
  database: [{ direction: 'in', ports: ['5432-6432'], cidr: 'private' }],
};
const least = listed('least', { accessLists: LEAST });

flowsAsItShould([
  listed('strict', { accessLists: {} }),
  listed('two-zones', { accessLists: {}, zones: 2, nat: 'per-zone' }),
  listed('balanced', { accessLists: {} }, { loadBalancer: {} }),
  least,
]);

describe('lists of what is needed alone', () => {
  const [client, other] = ['192.0.2.7', '203.0.113.7'];

  it.each(CLOUDS)('refuse the rest on %s', (cloud) => {
    const { lets, places } = decided(cloud, least);
    const { node, pod, balancer, database, open, nat } = places;
    const connection = (from: string, to: string, port: number, via?: string): Connection => ({
      ...{ from, to, port, protocol: 'tcp' },
      ...(via !== undefined && { via }),
    });
    expect(lets(connection(other, balancer, 443))).toBe(true);
    const refused = [
      connection(client, balancer, 443),
      connection(node, '93.184.216.34', 25, nat),
      connection(node, '93.184.216.34', 80, nat),
      connection(node, database, 443),
      connection(open, pod, 22),
    ];
    expect(refused.filter(lets)).toEqual([]);
    // On AWS the way there is open for answers to clients.
    expect(lets(connection(node, '93.184.216.34', 3306, nat))).toBe(cloud === 'aws');
    expect(lets(connection(node, database, 3306))).toBe(false);
  });

  it('are not the same as none', () => {
    const { lets, places } = decided('aws', listed('none', { accessLists: false }));
    expect(lets({ from: other, to: places.node, protocol: 'tcp', port: 22 })).toBe(true);
  });
});
