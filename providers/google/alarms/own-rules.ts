/** Alarms of one's own on Google: on any metric of Cloud Monitoring. */
import type { MetricOf, OwnRule } from '../../../constructs/alarms';
import type { Row } from './table';
import type { Target } from './targets';

export function measuredBy(
  { resource, resourceLabels, reducer, ...metric }: MetricOf<'google'>,
  { tells, raised, threshold }: OwnRule,
): { readonly row: Row<Target>; readonly targets: readonly Target[] } {
  const asked = { ...metric, ...(reducer !== undefined && { reducer }) };
  return {
    row: [{ metric: () => asked, raised, threshold: () => threshold }],
    targets: [{ words: [], what: tells, resource, labels: resourceLabels }],
  };
}
