/** The design's "Deployment Strategy": how services get a new version, and when it goes back by itself. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { thresholds } from './observability';
import type { Service } from './services';

type Rollout = NonNullable<NonNullable<EnvironmentInput['workloads']>[string]['rollout']>;

const NEW = 'rollouts_pod_template_hash="{{args.new}}"';

/** A new version must hold the limits of the alerts on errors and on slow responses. */
const queries = {
  errors: {
    query: `sum(rate(http_requests_total{status=~"5..", ${NEW}}[5m])) / sum(rate(http_requests_total{${NEW}}[5m]))`,
    max: thresholds.errorPercent / 100,
  },
  slowness: {
    query: `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{${NEW}}[5m])))`,
    max: thresholds.p95Ms / 1000,
  },
};

const STRATEGIES = {
  /** Zero downtime: all new pods prove themselves beside the old ones, then take over at once. */
  'blue-green': { strategy: 'blue-green', analysis: { queries } },
  /** A growing share of the traffic. */
  canary: {
    strategy: 'canary',
    steps: [
      { percent: 10, seconds: 300 },
      { percent: 50, seconds: 300 },
    ],
    analysis: { queries },
  },
  /** One pod after the other; back to the old version when new pods do not become ready in time. */
  rolling: { strategy: 'rolling', goesBack: true },
} satisfies Record<Service['release'], Rollout>;

export const releaseOf = ({ release }: Service): Rollout => STRATEGIES[release];
