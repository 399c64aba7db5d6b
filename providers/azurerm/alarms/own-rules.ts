/** Alarms of one's own on Azure: on any metric of Azure Monitor. */
import type { MetricOf, OwnRule } from '../../../constructs/alarms';
import type { Row } from './table';
import type { Target } from './targets';

export function measuredBy(
  { resourceId, namespace, name, aggregation, dimensions }: MetricOf<'azurerm'>,
  { tells, raised, threshold }: OwnRule,
): { readonly row: Row<Target>; readonly targets: readonly Target[] } {
  const criterion = { metric: name, aggregation, dimensions, raised, threshold: () => threshold };
  return {
    row: { namespace, criteria: [criterion] },
    targets: [{ words: [], what: tells, resourceId }],
  };
}
