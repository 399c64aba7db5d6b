/**
 * One mistake, one message: rules do not see a construct that the schema refuses, and problems that depend on it are
 * not reported; unrelated mistakes still are.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { production } from '../../scripts/bench/newsletter';
import { designs } from '../helpers/designs';
import { everything } from '../helpers/everything';
import { problemsOf } from '../helpers/synth';

const RECORDS = [
  'databases',
  'caches',
  'objectStores',
  'secrets',
  'dnsZones',
  'namespaces',
  'workloads',
  'kafkaClusters',
  'clickHouseClusters',
  'searchClusters',
  'charts',
  'addons',
] as const;

const environments: Record<string, EnvironmentInput> = { everything, production, ...designs };

/** Every construct of an environment, by its path. */
const pathsOf = (environment: EnvironmentInput): string[] => [
  'network',
  'cluster',
  ...RECORDS.flatMap((record) => Object.keys(environment[record] ?? {}).map((id) => `${record}.${id}`)),
];

/** The environment with an unknown property in one construct. */
function withMistakeAt(path: string, environment: EnvironmentInput): EnvironmentInput {
  const changed = structuredClone(environment) as unknown as Record<string, Record<string, unknown>>;
  const [record, id] = path.split('.') as [string, string?];
  const construct = id === undefined ? changed[record]! : (changed[record]![id] as Record<string, unknown>);
  construct.qqqqqq = true;
  return changed as unknown as EnvironmentInput;
}

const cases = Object.entries(environments).flatMap(([name, environment]) =>
  pathsOf(environment).map((path) => [name, path] as const),
);

it.each(cases)('%s: a mistake in %s is the only problem', (name, path) => {
  const environment = environments[name]!;
  const place = `${environment.system}/${environment.environment}`;
  expect(problemsOf(withMistakeAt(path, environment))).toEqual([`${place}: ${path}.qqqqqq is not a known property`]);
});

it('shows an unrelated mistake in addition to one in the cluster', () => {
  const broken = withMistakeAt('cluster', everything);
  const kafkaClusters = structuredClone(everything.kafkaClusters)!;
  const [id, kafka] = Object.entries(kafkaClusters)[0]!;
  const [user] = Object.keys(kafka.users!);
  kafka.users![user!]!.produce = ['nope'];
  expect(problemsOf({ ...broken, kafkaClusters })).toEqual([
    `acme/test: cluster.qqqqqq is not a known property`,
    expect.stringContaining(`kafkaClusters.${id}.users.${user}.produce must name topics of the cluster`),
  ]);
});
