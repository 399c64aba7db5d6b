/** The page of a trace, in Markdown. */
import { tableOf } from '../../core/markdown';
import {
  countsOf,
  type Evidence,
  type Expectations,
  type Expected,
  type Row,
  type State,
  STATES,
  type Trace,
} from './trace';

/**
 * @param design path of the design, relative to the page
 * @param operations further sections
 */
export function pageOf(trace: Trace, design: string, operations: readonly string[] = []): string {
  const counts = countsOf(trace);
  return `# ${trace.title}

What the environments of ${trace.title} have of [its design](${design}), line by line. Every row that is done names what must be in the Terraform of each cloud; a
test finds it there.

${tableOf(['state', 'rows'], [...STATES.map((kind) => [kind, String(counts[kind])]), ['all', String(trace.rows.length)]])}

${tableOf(['line', 'requirement', 'state', 'evidence or reason'], trace.rows.map(cellsOf))}
${operations.map((section) => `\n${section}\n`).join('')}`;
}

const cellsOf = ({ lines, requirement, state }: Row): string[] => [
  lines,
  requirement,
  state.kind === 'open' ? '**open**' : state.kind,
  whyOf(state),
];

function whyOf(state: State): string {
  switch (state.kind) {
    case 'done':
      return state.evidence.map(describe).join('<br>');
    case 'differs':
      return [state.reason, ...state.evidence.map(describe)].join('<br>');
    case 'open':
      return `waits for ${state.construct}`;
    case 'not infrastructure':
      return state.reason;
  }
}

function describe({ in: environment, because, cluster, account, edge, ...byCloud }: Evidence): string {
  const places: [string, Expectations | undefined][] = [
    ...Object.entries(byCloud),
    ...placesOf('account', account),
    ...placesOf('edge', edge),
    ['cluster', cluster],
  ];
  const found = places.flatMap(([place, expectations]) =>
    expectations ? [`${place}: ${Object.entries(expectations).map(describeOne).join(', ')}`] : [],
  );
  return [
    ...(environment === undefined ? [] : [`in ${environment}`]),
    ...found,
    ...(because === undefined ? [] : [because]),
  ].join('; ');
}

/** A stack that is another one on each cloud: `edge on aws`. */
const placesOf = (stack: string, byCloud: Evidence['edge'] = {}): [string, Expectations | undefined][] =>
  Object.entries(byCloud).map(([cloud, expectations]) => [`${stack} on ${cloud}`, expectations]);

const describeOne = ([path, expected]: [string, Expected]): string =>
  typeof expected === 'function' ? `\`${path}\`` : `\`${path}\` = ${JSON.stringify(expected)}`;
