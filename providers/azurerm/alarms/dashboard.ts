/** What alarms look at on Azure, as charts of a dashboard of the portal. */
import type { Watching } from '../../../constructs/alarms';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Row } from './table';
import type { Target } from './targets';

/** Of 18 columns. */
const WIDTH = 6;
const HEIGHT = 4;
const COLUMNS = 18;

/** The portal's own numbers: how points become one, a title that is given, and a chart of lines. */
const AGGREGATIONS = { Total: 1, Minimum: 2, Maximum: 3, Average: 4, Count: 7 } as const;
const TITLE_AS_GIVEN = 1;
const LINES = 2;

/** An alarm, and all that it is about. */
export type Chart = Watching<Row<Target>, Target>;

/** learn.microsoft.com/azure/azure-portal/azure-portal-dashboards-structure */
export const propertiesOf = (charts: readonly Chart[]): string =>
  jsonencode({
    lenses: { 0: { order: 0, parts: Object.fromEntries(charts.map((chart, index) => [index, partOf(chart, index)])) } },
    metadata: { model: {} },
  });

function partOf(chart: Chart, index: number): object {
  return {
    position: {
      x: (index * WIDTH) % COLUMNS,
      y: Math.floor((index * WIDTH) / COLUMNS) * HEIGHT,
      colSpan: WIDTH,
      rowSpan: HEIGHT,
    },
    metadata: {
      type: 'Extension/HubsExtension/PartType/MonitorChartPart',
      inputs: [
        { name: 'options', value: { chart: chartOf(chart) } },
        { name: 'sharedTimeRange', isOptional: true },
      ],
    },
  };
}

/** The first criterion is what is measured; others say when it counts. */
const chartOf = ({ name, row: { namespace, criteria }, targets }: Chart): object => ({
  title: name,
  titleKind: TITLE_AS_GIVEN,
  visualization: { chartType: LINES },
  metrics: targets.flatMap(({ resourceId, what }) =>
    criteria.slice(0, 1).map(({ metric, aggregation, dimensions = {} }) => ({
      resourceMetadata: { id: resourceId },
      namespace,
      name: metric,
      aggregationType: AGGREGATIONS[aggregation],
      metricVisualization: { displayName: [what, ...Object.values(dimensions)].join(', ') },
    })),
  ),
});
