/** Changes of what stands by in the second region. */
import { KEPT, NOTHING, refused, type Row, type Topology } from './matrix';

const ORDERS = {
  version: '17',
  size: 'medium',
  storage: { sizeGiB: 100 },
  database: 'orders',
  owner: 'orders',
  highAvailability: false,
} as const;

type Recovery = NonNullable<Topology['recovery']>;

const NOTHING_STANDS: Recovery = { rpoMinutes: 60, expendable: ['orders'] };
const STANDING: Recovery = { ...NOTHING_STANDS, mode: 'pilot-light', cidr: '10.21.0.0/16' };

/** @param cluster an environment with a cluster, which stands by for it, too */
export function pilotLights(cluster: Topology): Record<string, Row> {
  const shop = (more: Recovery): Topology => ({
    ...cluster,
    databases: { orders: ORDERS },
    recovery: more,
  });
  const standing = shop(STANDING);
  const serving = shop({
    ...STANDING,
    active: 'secondary',
    differences: { databases: { orders: { restore: false } } },
  });
  return {
    'pilot light added': { before: shop(NOTHING_STANDS), after: standing, expected: NOTHING },
    'pilot light serves': { before: standing, after: serving, expected: KEPT },
    'pilot light serves once': { before: serving, after: standing, expected: refused('databases.orders') },
    'pilot light taken away': { before: standing, after: shop(NOTHING_STANDS), expected: refused('cluster') },
  };
}
