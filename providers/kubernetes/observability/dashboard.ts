/** Dashboard: Grafana's JSON of one, from what it shows: panels two side by side, each a few queries over time. */
import { shortHash } from '../../../core/names';

export interface Panel {
  readonly title: string;
  /** Grafana's name of the unit. */
  readonly unit: string;
  /** PromQL by what the lines are called. */
  readonly queries: Readonly<Record<string, string>>;
}

/** What the panels are about, to be chosen from a list: names by what they stand for in queries. */
export interface Choice {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface Dashboard {
  readonly id: string;
  readonly title: string;
  readonly choice?: Choice;
  readonly panels: readonly Panel[];
}

/** What the chart calls the data source of its Prometheus. */
const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' };
const WIDTH = 12;
const HEIGHT = 8;
/** Grafana takes no longer ids. */
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

/** The list of values is written as people do: `name : value, …`. */
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
