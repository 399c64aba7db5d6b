/** Alarms of one's own on AWS: on any metric of CloudWatch. */
import type { MetricOf, OwnRule } from '../../../constructs/alarms';
import type { Row } from './table';
import type { Target } from './targets';

export function measuredBy(
  { namespace, name, dimensions, statistic, everyMinutes }: MetricOf<'aws'>,
  { tells, raised, threshold }: OwnRule,
): { readonly row: Row<Target>; readonly targets: readonly Target[] } {
  const metrics = { value: { name, statistic } };
  return {
    row: { namespace, metrics, raised, threshold: () => threshold, everyMinutes },
    targets: [{ words: [], what: tells, dimensions }],
  };
}
