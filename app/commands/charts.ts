/** `charts`: the charts that stacks fetch, and the images that this project chooses, to fill a mirror with. */
import { IMAGES, VERSIONED_IMAGES } from '../../constructs/images';
import { EnvironmentError } from '../../core/rules/problem';
import { chartsIn, type Json, jsonOf } from '../stacks/content';
import { build } from '../synthesize';
import type { Answer, Choice, Context } from './command';
import { chosenSources } from './sources';
import { table } from './table';

interface FetchedChart {
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
}

/** As their projects publish them, whatever mirror the environments have. */
export async function charts(context: Context, choice: Choice): Promise<Answer> {
  const { environments, origins, problems, notes } = await chosenSources(context, choice);
  if (problems.length > 0) throw new EnvironmentError(problems);
  const found = new Map<string, FetchedChart>();
  const images = new Set<string>();
  const unmirrored = environments.map(({ mirror: _, ...environment }) => environment);
  const options = { ...context.made, environments: unmirrored, origins, ...(choice.only && { only: choice.only }) };
  build(options, (stack) => {
    const json = jsonOf(stack);
    for (const one of fetchedIn(json)) found.set(`${one.chart} ${one.version} ${one.repository}`, one);
    for (const image of imagesIn(JSON.stringify(json))) images.add(image);
  });
  const rows = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const all = [...images].sort();
  return {
    text: [
      ...table(
        ['CHART', 'VERSION', 'REPOSITORY'],
        rows.map(({ chart, version, repository }) => [chart, version, repository]),
      ),
      ...(all.length > 0
        ? [
            '',
            ...table(
              ['IMAGE'],
              all.map((image) => [image]),
            ),
          ]
        : []),
      ...notes,
    ],
    data: { charts: rows, images: all },
  };
}

/** Releases of charts from a repository. */
const fetchedIn = (json: Json): FetchedChart[] =>
  Object.values(chartsIn(json)).flatMap(({ repository, chart, version }) =>
    typeof repository === 'string' ? [{ repository, chart, version: String(version) }] : [],
  );

const VERSIONED = new RegExp(`(${Object.values(VERSIONED_IMAGES).join('|')}):[-.\\w]+`, 'g');

const imagesIn = (json: string): string[] => [
  ...Object.values(IMAGES).filter((image) => json.includes(image)),
  ...(json.match(VERSIONED) ?? []),
];
