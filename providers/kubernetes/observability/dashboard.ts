/** Renders a dashboard as Grafana's JSON: panels in two columns, each with a few queries over time. */
import { shortHash } from '../../../core/names';

export interface Panel {
  readonly title: string;
  /** Unit, as Grafana names it. */
  readonly unit: string;
  /** PromQL expressions, by the legend of their lines. */
  readonly queries: Readonly<Record<string, string>>;
}

/** A variable of the dashboard that the user selects from a list. */
export interface Choice {
  readonly name: string;
  /** Values in queries, by the name that the list shows. */
  readonly values: Readonly<Record<string, string>>;
}

export interface Dashboard {
  readonly id: string;
  readonly title: string;
  readonly choice?: Choice;
  readonly panels: readonly Panel[];
}

/** Id that the chart gives to the data source of its Prometheus. */
const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' };
const WIDTH = 12;
const HEIGHT = 8;
/** Grafana's limit. */
const UID_LENGTH = 40;

export function dashboardJson(system: string, { id, title, choice, panels }: Dashboard): string {
  const uid = `${system}-${id}`;
  return JSON.stringify({
    uid: uid.length <= UID_LENGTH ? uid : `${uid.slice(0, UID_LENGTH - 7)}-${shortHash(uid)}`,
    title: `${system}: ${title}`,
    tags: [system],
    editable: false,
    schemaVersion: 39,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: choice ? [variable(choice)] : [] },
    panels: panels.map(panelJson),
  });
}

/** Grafana's syntax for a list of names and values is `name : value, …`. */
const variable = ({ name, values }: Choice) => ({
  name,
  type: 'custom',
  query: Object.entries(values)
    .map(([shown, value]) => (shown === value ? value : `${shown} : ${value}`))
    .join(', '),
  multi: true,
  includeAll: true,
  current: { text: ['All'], value: ['$__all'] },
});

const panelJson = ({ title, unit, queries }: Panel, index: number) => ({
  id: index + 1,
  type: 'timeseries',
  title,
  datasource: PROMETHEUS,
  gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
  fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
  targets: Object.entries(queries).map(([legendFormat, expr], line) => ({
    refId: String.fromCharCode(65 + line),
    expr,
    legendFormat,
  })),
});
