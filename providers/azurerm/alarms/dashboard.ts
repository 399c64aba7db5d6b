/** What alarms look at on Azure, as charts of a dashboard of the portal. */
import type { Shown } from '../../../constructs/alarms';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Measured } from './table';
import type { Target } from './targets';

/** Of 18 columns. */
const WIDTH = 6;
const HEIGHT = 4;
const COLUMNS = 18;

/** The portal's own numbers: how points become one, a title that is given, a chart of lines, and which lines. */
const AGGREGATIONS = { Total: 1, Minimum: 2, Maximum: 3, Average: 4, Count: 7 } as const;
const TITLE_AS_GIVEN = 1;
const LINES = 2;
const EQUALS = 0;
const DESCENDING = 2;
const MOST_LINES = 10;

interface Seen {
  readonly namespace: string;
  readonly criteria: readonly Measured[];
  /** Of which dimension each value has a line of its own. @default - all are one */
  readonly by?: string;
}

/** What is shown, of all that it is about. */
export type Chart = Shown<Seen, Target>;

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
function chartOf({ name, row: { namespace, criteria, by }, targets }: Chart): object {
  const [{ metric, aggregation, dimensions = {} }] = criteria as readonly [Measured];
  const filters = Object.entries(dimensions).map(([key, value]) => ({ key, operator: EQUALS, values: [value] }));
  return {
    title: name,
    titleKind: TITLE_AS_GIVEN,
    visualization: { chartType: LINES },
    ...(filters.length > 0 && { filterCollection: { filters } }),
    ...(by !== undefined && { grouping: { dimension: by, sort: DESCENDING, top: MOST_LINES } }),
    metrics: targets.map(({ resourceId, what }) => ({
      resourceMetadata: { id: resourceId },
      namespace,
      name: metric,
      aggregationType: AGGREGATIONS[aggregation],
      metricVisualization: { displayName: [what, ...Object.values(dimensions)].join(', ') },
    })),
  };
}
