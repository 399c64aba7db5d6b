/** Rotation: passwords that are replaced by themselves, and what in the cluster has to learn of it. */
import type { Rule } from '../../core/rules/rule';
import { exportersOf, type ServerExporter } from '../addons/monitoring/exporters';
import { exporterFollowsOwner } from '../managed-postgres/users';
import { secretValuesOf } from '../workload/schema';
import type { Source } from '../workload/secrets';
import type { Environment } from './schema';

type Context = { readonly environment: Environment; readonly id: string };

/** Days after which a password is replaced; undefined for never. */
function rotationOf({ databases, caches, secrets }: Environment, { from, user }: Source): number | undefined {
  // The exporter's password in a cache is replaced as often as the cache's own.
  if (user !== undefined && from in databases) return databases[from]?.users[user]?.credentials.rotationDays;
  return (databases[from] ?? caches[from])?.credentials.rotationDays ?? secrets[from]?.rotationDays;
}

/** Whether one of some passwords is replaced by itself. */
const rotates = (environment: Environment, sources: readonly Source[]): boolean =>
  sources.some((source) => rotationOf(environment, source) !== undefined);

/**
 * Whether one of some passwords is looked at every minute: it is replaced by itself, or it is a server's, whose old one ends at
 * once whoever replaces it.
 */
export const isWatched = (environment: Environment, sources: readonly Source[]): boolean =>
  rotates(environment, sources) ||
  sources.some(({ from }) => from in environment.databases || from in environment.caches);

const isFrom =
  (source: Source) =>
  ({ from, user }: Source): boolean =>
    from === source.from && user === source.user;

/** Pods that this project runs, and that have read a password when they started. */
const podsWith = (environment: Environment, source: Source): string[] => [
  ...Object.entries(environment.workloads)
    .filter(([, workload]) => secretValuesOf(workload).some(isFrom(source)))
    .map(([name]) => `workloads.${name}`),
  ...(exportersOf(environment, '').some((exporter) => isTold(environment, exporter, source))
    ? ['addons.monitoring']
    : []),
];

/** Whether an exporter has read a password. Of one that is replaced with the owner's, or with a cache's own, that one's rule speaks. */
function isTold({ databases }: Environment, { id, user }: ServerExporter, source: Source): boolean {
  const database = databases[id];
  const follows = database !== undefined && exporterFollowsOwner(database);
  return isFrom(source)({ from: id, user: follows ? undefined : user });
}

/** Charts with a Secret that holds a password. What their pods make of it, only the chart knows. */
const chartsWith = ({ charts }: Environment, source: Source): string[] =>
  Object.entries(charts)
    .filter(([, { secrets }]) => Object.values(secrets).some((values) => Object.values(values).some(isFrom(source))))
    .map(([name]) => `charts.${name}`);

/**
 * Requires that readers are told of a new password: the old one ends with the apply that replaces it.
 * @param userOf the database's user whose password is meant. @default - none: it is the owner's, or that of what has no users
 */
export const rotationRule = <P>(
  property: string,
  userOf: (props: P) => string | undefined = () => undefined,
): Rule<P, Context> => ({
  code: 'rotation-not-told',
  property,
  check: (props, { environment, id }) => {
    const source = { from: id, user: userOf(props) };
    const readers = [...podsWith(environment, source), ...chartsWith(environment, source)];
    return (
      rotates(environment, [source]) &&
      environment.addons.reloader === undefined &&
      readers.length > 0 &&
      `requires addons.reloader, which restarts ${readers.join(', ')}: otherwise they keep a password that is no longer valid`
    );
  },
  standsOn: () => ['addons.reloader'],
});

export const rotationWarnings = <P>(
  property: string,
  userOf: (props: P) => string | undefined = () => undefined,
): readonly Rule<P, Context>[] => [
  {
    code: 'rotation-in-charts',
    property,
    check: (props, { environment, id }) => {
      const source = { from: id, user: userOf(props) };
      const charts = chartsWith(environment, source);
      return (
        rotates(environment, [source]) &&
        environment.addons.reloader?.all === false &&
        charts.length > 0 &&
        `reaches the Secrets of ${charts.join(', ')}, but their pods are not restarted: set addons.reloader.all, or the annotation reloader.stakater.com/auto: "true" in the values of the chart, unless its software reads the Secret again`
      );
    },
  },
];
