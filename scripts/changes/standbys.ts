/** Changes of what stands by in the second region. */
import { each, KEPT, NOTHING, refused, type Row, type Topology } from './matrix';

const ORDERS = {
  version: '17',
  size: 'large',
  storage: { sizeGiB: 100 },
  database: 'orders',
  owner: 'orders',
  highAvailability: false,
} as const;

type Recovery = NonNullable<Topology['recovery']>;

const NOTHING_STANDS: Recovery = { rpoMinutes: 60, expendable: ['orders'] };
const STANDING: Recovery = { ...NOTHING_STANDS, mode: 'pilot-light', cidr: '10.21.0.0/16' };

/** Of Google, where both are in one network. */
const RANGES = { targets: { google: { podCidr: '172.28.0.0/14' } }, cluster: { serviceCidr: '172.21.0.0/16' } };

/** It would be in another network, and the cluster with it. */
const NEW_NETWORK = refused('google_container_cluster.cluster');

/** @param cluster an environment with a cluster, which stands by for it, too */
export function standbys(cluster: Topology): Record<string, Row> {
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
  const replicated = (more: object): Topology => ({
    ...shop({ ...STANDING, expendable: [], databases: 'replicated', ...more }),
    differences: { google: { recovery: { differences: RANGES } } },
  });
  return {
    'pilot light added': { before: shop(NOTHING_STANDS), after: standing, expected: NOTHING },
    'pilot light serves': { before: standing, after: serving, expected: KEPT },
    'pilot light serves once': { before: serving, after: standing, expected: refused('databases.orders') },
    'pilot light with replicas': { before: standing, after: replicated({}), expected: each(KEPT, NEW_NETWORK, KEPT) },
    'replicas serve': { before: replicated({}), after: replicated({ active: 'secondary' }), expected: KEPT },
    'replicated one renamed': {
      before: replicated({}),
      after: { ...replicated({}), databases: { sales: { ...ORDERS, formerly: ['orders'] } } },
      expected: NOTHING,
    },
    'replicas served once': {
      before: replicated({ active: 'secondary' }),
      after: replicated({}),
      expected: refused('terraform_data.fixed'),
    },
    'standby grows warm': { before: replicated({}), after: replicated({ mode: 'warm-standby' }), expected: KEPT },
    'standby grows cold': { before: replicated({ mode: 'warm-standby' }), after: replicated({}), expected: KEPT },
    'warm standby serves': {
      before: replicated({ mode: 'warm-standby' }),
      after: replicated({ mode: 'warm-standby', active: 'secondary' }),
      expected: KEPT,
    },
    'replicas taken away': { before: replicated({}), after: standing, expected: refused('databases.orders') },
    'pilot light taken away': { before: standing, after: shop(NOTHING_STANDS), expected: refused('cluster') },
  };
}
