/** How a metric of Cloud Monitoring is asked for: of which resource, and how its points become one a minute. */
import type { Condition } from './table';
import type { Target } from './targets';

const MINUTE = 60;
/** Every metric here is told once a minute. */
const PERIOD = `${MINUTE}s`;

type Metric = ReturnType<Condition<Target>['metric']>;

export function filterOf({ type, labels = {} }: Metric, target: Target): string {
  const parts = { 'resource.type': target.resource, 'metric.type': type };
  const ofResource = Object.entries(target.labels).map(([key, value]) => [`resource.labels.${key}`, value] as const);
  const ofMetric = Object.entries(labels).map(([key, value]) => [`metric.labels.${key}`, value] as const);
  return [...Object.entries(parts), ...ofResource, ...ofMetric]
    .map(([key, value]) => `${key}="${value}"`)
    .join(' AND ');
}

export const aggregationOf = ({ aligner, reducer }: Metric) => ({
  alignmentPeriod: PERIOD,
  perSeriesAligner: aligner,
  ...(reducer !== undefined && { crossSeriesReducer: reducer }),
});
