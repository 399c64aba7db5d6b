import fc from 'fast-check';

import { planSubnets } from '../../constructs/network/subnets';
import { contains, host, isCidr, isPrivate, overlaps, prefixLength, subnet } from '../../core/cidr';

describe('address arithmetic', () => {
  it.each(['10.0.0.0/16', '0.0.0.0/0', '192.168.4.0/22'])('%s is a range', (text) => expect(isCidr(text)).toBe(true));
  it.each(['10.0.0.1/16', '10.0.0/16', '10.0.0.0', '10.0.0.0/33', '300.0.0.0/8', ''])('"%s" is no range', (text) =>
    expect(isCidr(text)).toBe(false),
  );

  it('cuts, contains and overlaps', () => {
    expect(subnet('10.0.0.0/16', 24, 3)).toBe('10.0.3.0/24');
    expect(host('172.20.0.0/16', 10)).toBe('172.20.0.10');
    expect(contains('10.0.0.0/16', '10.0.255.0/24')).toBe(true);
    expect(contains('10.0.0.0/24', '10.0.0.0/16')).toBe(false);
    expect(overlaps('10.0.0.0/24', '10.0.0.0/16')).toBe(true);
    expect(overlaps('10.0.0.0/16', '10.1.0.0/16')).toBe(false);
    expect(isPrivate('100.64.0.0/14')).toBe(true);
    expect(isPrivate('172.32.0.0/16')).toBe(false);
  });
});

describe('the plan of subnets', () => {
  it('is cut from the range without overlap, for every width and number of zones', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 22 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 63 }),
        (bits, zones, second) => {
          const cidr = `10.${second * 4}.0.0/${bits}`;
          const { services, ...tiers } = planSubnets({ cidr, zones, subnets: undefined });
          const all = [...Object.values(tiers).flat(), services];
          expect(all).toHaveLength(3 * zones + 1);
          for (const range of all) {
            expect(isCidr(range)).toBe(true);
            expect(contains(cidr, range)).toBe(true);
            expect(all.filter((other) => overlaps(range, other))).toHaveLength(1);
          }
          // A /28 is the least that AWS makes and that Azure delegates to PostgreSQL.
          expect(Math.max(...all.map(prefixLength))).toBeLessThanOrEqual(28);
        },
      ),
    );
  });
});
