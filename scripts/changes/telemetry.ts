/** Changes of what takes traces and metrics: the clouds keep what they have got, or Azure's place for it goes with it. */
import { each, type Expected, KEPT, type Thing, type Topology } from './matrix';

const cluster: Topology = {
  cluster: {
    version: '1.35',
    // The shortest that every cloud takes.
    maintenanceWindow: { day: 'sunday', start: '02:00', hours: 12 },
    nodePools: { main: { size: { vcpu: 4, memoryGiB: 16 }, min: 3, max: 6 } },
  },
  namespaces: { shop: {} },
  // For which there is a vault on Azure in any case.
  secrets: { token: {} },
};

const telemetry = (change: object = {}): Topology => ({
  ...cluster,
  addons: { telemetry: { traces: ['cloud'], ...change } },
});

/** The collector's releases go, as they must. */
const gone = (note: string): Expected => ({ kind: 'kept', moved: ['telemetry'], note });

const NO_DATA = 'traces and metrics say what was, as logs do, and have no protection';
const NO_NAME = 'the add-on has no name of its own';
const NO_KEY = 'the clouds encrypt traces and metrics with keys of their own';

export const telemetries: readonly Thing[] = [
  {
    thing: 'telemetry',
    rows: {
      removed: {
        before: telemetry(),
        after: cluster,
        expected: each(
          gone('X-Ray keeps what it has got'),
          gone('Cloud Trace keeps what it has got'),
          gone('but Application Insights goes, with what it has got'),
        ),
      },
      'removed without protection': NO_DATA,
      renamed: NO_NAME,
      'renamed with formerly': NO_NAME,
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'the collector has no size',
      'version raised': 'versions are those of the chart',
      'zones from 3 to 2': 'the collector is in no zone of its own',
      'environment destroyed': NO_DATA,
      'destroyed without protection': NO_DATA,
      added: { before: cluster, after: telemetry(), expected: KEPT },
      'metrics added': { before: telemetry(), after: telemetry({ metrics: ['cloud'] }), expected: KEPT },
      'metrics instead of traces': {
        before: telemetry(),
        after: telemetry({ traces: [], metrics: ['cloud'] }),
        expected: KEPT,
      },
    },
  },
];
