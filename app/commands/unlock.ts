/** `unlock`: the releases of a platform stack, and the commands that free those of which an apply was broken off. */
import { EnvironmentError } from '../../core/rules/problem';
import { jsonOf, releasesIn } from '../stacks/content';
import { build } from '../synthesize';
import type { Answer, Choice, Context } from './command';
import { chosenSources } from './sources';
import { table } from './table';

interface StackRelease {
  readonly name: string;
  readonly namespace: string;
}

/** Helm's own labels of the Secret in which it records a release that is under way. */
const PENDING = 'owner=helm,status in (pending-install,pending-upgrade,pending-rollback)';

export async function unlock(context: Context, stack: string, { from }: Pick<Choice, 'from'>): Promise<Answer> {
  const { environments, origins, problems, notes } = await chosenSources(context, { from, only: [stack] });
  if (problems.length > 0) throw new EnvironmentError(problems);
  const found = new Map<string, StackRelease>();
  build({ ...context.made, environments, origins, only: [stack] }, (made) => {
    for (const { name, namespace } of releasesIn(jsonOf(made))) found.set(`${namespace} ${name}`, { name, namespace });
  });
  const rows = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const commands = commandsFor(rows);
  const text =
    rows.length === 0
      ? [`${stack} has no Helm releases: name a platform stack, ${stack}-platform.`]
      : [
          ...table(
            ['NAMESPACE', 'RELEASE'],
            rows.map(({ namespace, name }) => [namespace, name]),
          ),
          '',
          'Make sure that no apply is running. Then free what one has left pending, and apply again:',
          '',
          ...commands,
        ];
  return { text: [...text, ...notes], data: { releases: rows, commands } };
}

/** One for each namespace: names of releases keep what is pending for others, such as another environment, as it is. */
function commandsFor(releases: readonly StackRelease[]): string[] {
  const namespaces = [...new Set(releases.map(({ namespace }) => namespace))];
  return namespaces.map((wanted) => {
    const names = releases.filter(({ namespace }) => namespace === wanted).map(({ name }) => name);
    return `kubectl delete secrets --namespace ${wanted} --selector '${PENDING},name in (${names.join(',')})'`;
  });
}
