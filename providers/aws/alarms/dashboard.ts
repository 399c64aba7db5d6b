/** What alarms look at on AWS, as charts of a dashboard of CloudWatch. */
import type { Shown, Thresholds } from '../../../constructs/alarms';
import { jsonencode } from '../../../core/cdktf/escape';
import { compact } from '../../../core/records';
import { type Measured, type Metric, PERIOD, type Row } from './table';
import type { Target } from './targets';

/** Of 24 columns. */
const WIDTH = 8;
const HEIGHT = 6;

/** What is measured, and when it raises an alarm, if it does. */
type Seen = Measured & Partial<Row<Target>>;

/** What is shown, of all that it is about. */
export type Chart = Shown<Seen, Target>;

/** docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export const bodyOf = (charts: readonly Chart[], region: string, thresholds: Thresholds): string =>
  jsonencode({
    widgets: charts.map(({ name, row, targets }) => ({
      type: 'metric',
      width: WIDTH,
      height: HEIGHT,
      properties: {
        title: name,
        region,
        view: 'timeSeries',
        period: PERIOD,
        metrics: targets.flatMap((target, index) => linesOf(row, target, index, thresholds)),
        annotations: { horizontal: limitsOf(row, targets, thresholds) },
      },
    })),
  });

/** An expression, and what it is made of, which is hidden; ids are unique in a chart. */
function linesOf(row: Measured, target: Target, index: number, thresholds: Thresholds): unknown[] {
  const { namespace, metrics, expression } = row;
  const { what: label, region } = target;
  const line = ({ name, dimensions = Object.keys(target.dimensions) }: Metric, options: object) => [
    namespace,
    name,
    ...dimensions.flatMap((dimension) => [dimension, target.dimensions[dimension]]),
    { ...options, ...(region !== undefined && { region }) },
  ];
  if (!expression) return Object.values(metrics).map((metric) => line(metric, { stat: metric.statistic, label }));
  const idOf = (id: string) => `${id}${index}`;
  const renamed = expression(thresholds).replace(/\b[a-z]\w*\b/g, (id) => (id in metrics ? idOf(id) : id));
  return [
    [{ expression: renamed, label, id: idOf('result') }],
    ...Object.entries(metrics).map(([id, metric]) =>
      line(metric, { stat: metric.statistic, id: idOf(id), visible: false }),
    ),
  ];
}

/** The values beyond which alarms are raised, each once. */
const limitsOf = ({ threshold, raised }: Seen, targets: readonly Target[], thresholds: Thresholds) =>
  [...new Set(compact(targets.map((target) => threshold?.(thresholds, target))))].map((value) => ({
    label: `alarm ${String(raised)}`,
    value,
  }));
