/** Rotation: passwords that are replaced by themselves, and what in the cluster has to learn of it. */
import type { Rule, RuleTable } from '../../core/rules/rule';
import { exportersOf } from '../addons/monitoring/exporters';
import { secretValuesOf } from '../workload/schema';
import type { Environment } from './schema';

type Context = { readonly environment: Environment; readonly id: string };

/** Days after which the password behind a name in `databases`, `caches` or `secrets` is replaced; undefined for never. */
const rotationOf = ({ databases, caches, secrets }: Environment, id: string): number | undefined =>
  (databases[id] ?? caches[id])?.credentials.rotationDays ?? secrets[id]?.rotationDays;

/** Whether one of the passwords behind names is replaced by itself. */
export const rotates = (environment: Environment, ids: readonly string[]): boolean =>
  ids.some((id) => rotationOf(environment, id) !== undefined);

/** Pods that this project runs, and that have read a password when they started. */
const podsWith = (environment: Environment, id: string): string[] => [
  ...Object.entries(environment.workloads)
    .filter(([, workload]) => secretValuesOf(workload).some(({ from }) => from === id))
    .map(([name]) => `workloads.${name}`),
  ...(exportersOf(environment, '').some((exporter) => exporter.id === id) ? ['addons.monitoring'] : []),
];

/** Charts with a Secret that holds a password. What their pods make of it, only the chart knows. */
const chartsWith = ({ charts }: Environment, id: string): string[] =>
  Object.entries(charts)
    .filter(([, { secrets }]) =>
      Object.values(secrets).some((values) => Object.values(values).some(({ from }) => from === id)),
    )
    .map(([name]) => `charts.${name}`);

/** Requires that readers are told of a new password: the old one ends with the apply that replaces it. */
export const rotationRule = <P>(property: string): Rule<P, Context> => ({
  code: 'rotation-not-told',
  property,
  check: (_, { environment, id }) => {
    const readers = [...podsWith(environment, id), ...chartsWith(environment, id)];
    return (
      rotates(environment, [id]) &&
      environment.addons.reloader === undefined &&
      readers.length > 0 &&
      `requires addons.reloader, which restarts ${readers.join(', ')}: otherwise they keep a password that is no longer valid`
    );
  },
  standsOn: () => ['addons.reloader'],
});

export const rotationWarnings = <P>(property: string): RuleTable<P, Context> => [
  {
    code: 'rotation-in-charts',
    property,
    check: (_, { environment, id }) => {
      const charts = chartsWith(environment, id);
      return (
        rotates(environment, [id]) &&
        environment.addons.reloader?.all === false &&
        charts.length > 0 &&
        `reaches the Secrets of ${charts.join(', ')}, but their pods are not restarted: set addons.reloader.all, or the annotation reloader.stakater.com/auto: "true" in the values of the chart, unless its software reads the Secret again`
      );
    },
  },
];
