/** What alarms look at on Google, as charts of a dashboard of Cloud Monitoring. */
import type { Shown, Thresholds } from '../../../constructs/alarms';
import { jsonencode } from '../../../core/cdktf/escape';
import { compact } from '../../../core/records';
import { aggregationOf, filterOf } from './filter';
import type { Condition, Measured } from './table';
import type { Target } from './targets';

const COLUMNS = 48;
const WIDTH = 16;
const HEIGHT = 16;

/** What is measured, and when it raises an alarm, if it does. */
type Seen = Measured<Target> & Partial<Condition<Target>>;

/** What is shown, of all that it is about. */
export type Chart = Shown<readonly Seen[], Target>;

/**
 * docs.cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards. What is 0 is left out: Google does not tell it, and
 * Terraform would see a change.
 */
export const dashboardOf = (displayName: string, charts: readonly Chart[], thresholds: Thresholds): string =>
  jsonencode({ displayName, mosaicLayout: { columns: COLUMNS, tiles: charts.flatMap(tileOf(thresholds)) } });

const tileOf =
  (thresholds: Thresholds) =>
  ({ name, row, targets }: Chart, index: number): object[] => {
    // The first is what is measured; others say when it counts.
    const [condition] = row;
    if (!condition) return [];
    const limits = limitsOf(condition, targets, thresholds);
    const column = (index * WIDTH) % COLUMNS;
    const line = Math.floor((index * WIDTH) / COLUMNS) * HEIGHT;
    return [
      {
        ...(column > 0 && { xPos: column }),
        ...(line > 0 && { yPos: line }),
        width: WIDTH,
        height: HEIGHT,
        widget: {
          title: name,
          xyChart: {
            dataSets: targets.map((target) => ({
              legendTemplate: target.what,
              plotType: 'LINE',
              timeSeriesQuery: queryOf(condition, target),
            })),
            ...(limits.length > 0 && { thresholds: limits }),
          },
        },
      },
    ];
  };

function queryOf({ metric, of }: Seen, target: Target): object {
  const measured = metric(target);
  const series = { filter: filterOf(measured, target), aggregation: aggregationOf(measured) };
  if (!of) return { timeSeriesFilter: series };
  const whole = { filter: filterOf(of, target), aggregation: aggregationOf(of) };
  return { timeSeriesFilterRatio: { numerator: series, denominator: whole } };
}

/** The values beyond which alarms are raised, each once. */
const limitsOf = ({ threshold }: Seen, targets: readonly Target[], thresholds: Thresholds) =>
  [...new Set(compact(targets.map((target) => threshold?.(thresholds, target))))].map((value) => ({
    label: 'alarm',
    ...(value !== 0 && { value }),
  }));
